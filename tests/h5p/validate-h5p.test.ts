import type { FileMap } from '../../scripts/quizzes/zip-files.ts'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { h5pFiles } from '../../scripts/quizzes/h5p-package.ts'
import { h5pLimits, h5pNeeds, validateH5p } from '../../scripts/quizzes/validate-h5p.ts'
import { zipFiles } from '../../scripts/quizzes/zip-files.ts'
import { sampleQuiz, sampleReferences } from './sample-quiz.ts'

const sound = await h5pFiles(sampleQuiz, { mode: 'open', language: 'en', courseTitle: 'A course', references: sampleReferences })
const bytes = (text: string) => new TextEncoder().encode(text)
const library = 'Lectern.Quiz-1.4'

type Change = (files: Map<string, Uint8Array>) => void
const add = (path: string, text = '{}'): Change => files => files.set(path, bytes(text))
const remove = (path: string): Change => files => files.delete(path)
const edit = (path: string, fields: object): Change => files => files.set(path, bytes(JSON.stringify({ ...JSON.parse(new TextDecoder().decode(files.get(path))), ...fields })))
const manifest = (fields: object) => edit('h5p.json', fields)
const libraryJson = (fields: object) => edit(`${library}/library.json`, fields)
const both = (...changes: Change[]): Change => files => changes.forEach(change => change(files))

function changed(change: Change): FileMap {
  const files = new Map(sound)
  change(files)
  return files
}

describe('validateH5p', () => {
  it('accepts a sound package', () => {
    expect(validateH5p(zipFiles(sound))).toEqual([])
  })

  const cases: [name: string, change: Change, rule: string, path: string][] = [
    ['a missing h5p.json', remove('h5p.json'), 'missing-file', 'h5p.json'],
    ['a missing content.json', remove('content/content.json'), 'missing-file', 'content/content.json'],
    ['an h5p.json that is no JSON', add('h5p.json', '{'), 'invalid-json', 'h5p.json'],
    ['a content.json that is no JSON', add('content/content.json', 'null'), 'invalid-json', 'content/content.json'],
    ['a hidden file', add('content/.DS_Store.json'), 'hidden-file', 'content/.DS_Store.json'],
    ['a folder that begins with _', add('__MACOSX/a.json'), 'hidden-file', '__MACOSX/a.json'],
    ['a path that leads up', add('content/../../a.json'), 'unsafe-path', 'content/../../a.json'],
    ['a path from the root', add('/etc/a.json'), 'unsafe-path', '/etc/a.json'],
    ['a path with backslashes', add('content\\a.json'), 'unsafe-path', 'content\\a.json'],
    ['a script in content', add('content/a.js'), 'file-type', 'content/a.js'],
    ['a style sheet in content', add('content/a.css'), 'file-type', 'content/a.css'],
    ['a drawing in content', add('content/a.svg'), 'file-type', 'content/a.svg'],
    ['a page in content', add('content/a.HTML'), 'file-type', 'content/a.HTML'],
    ['a page in a library', add(`${library}/a.html`), 'file-type', `${library}/a.html`],
    ['no title', manifest({ title: '' }), 'manifest', 'h5p.json'],
    ['a title of 256 characters', manifest({ title: 'a'.repeat(256) }), 'manifest', 'h5p.json'],
    ['a language of 11 letters', manifest({ language: 'abcdefghijk' }), 'manifest', 'h5p.json'],
    ['a language with an underscore', manifest({ language: 'en_US' }), 'manifest', 'h5p.json'],
    ['a main library that is no name', manifest({ mainLibrary: 'A B' }), 'manifest', 'h5p.json'],
    ['an unknown embed type', manifest({ embedTypes: ['object'] }), 'manifest', 'h5p.json'],
    ['no embed type', manifest({ embedTypes: [] }), 'manifest', 'h5p.json'],
    ['a licence outside the list', manifest({ license: 'MIT' }), 'manifest', 'h5p.json'],
    ['no dependencies', manifest({ preloadedDependencies: [] }), 'manifest', 'h5p.json'],
    ['a dependency without a version', manifest({ preloadedDependencies: [{ machineName: 'Lectern.Quiz' }] }), 'manifest', 'h5p.json'],
    ['a main library that is no dependency', manifest({ mainLibrary: 'H5P.QuestionSet' }), 'manifest', 'h5p.json'],
    ['a dependency that is not in the package', manifest({ preloadedDependencies: [{ machineName: 'Lectern.Quiz', majorVersion: 1, minorVersion: 4 }, { machineName: 'H5P.Image', majorVersion: 1, minorVersion: 1 }] }), 'missing-library', 'h5p.json'],
    ['a library without library.json', add('H5P.Image-1.1/a.js'), 'missing-file', 'H5P.Image-1.1/library.json'],
    ['a library without a field', libraryJson({ runnable: undefined }), 'library', `${library}/library.json`],
    ['a library with a name that is none', libraryJson({ machineName: '1 quiz' }), 'library', `${library}/library.json`],
    ['a library in another folder', libraryJson({ minorVersion: 5 }), 'library', `${library}/library.json`],
    ['a core API that hosts do not have yet', libraryJson({ coreApi: { majorVersion: 1, minorVersion: 28 } }), 'library', `${library}/library.json`],
    ['a script that is missing', libraryJson({ preloadedJs: [{ path: 'other.js' }] }), 'library', `${library}/library.json`],
    ['a library without semantics', remove(`${library}/semantics.json`), 'missing-file', `${library}/semantics.json`],
    ['semantics that are no list', add(`${library}/semantics.json`), 'library', `${library}/semantics.json`],
    ['a language file with another name', add(`${library}/language/de1.json`), 'language-file', `${library}/language/de1.json`],
    ['a language file that is no JSON', add(`${library}/language/fr.json`, '-'), 'invalid-json', `${library}/language/fr.json`],
    ['several at once', both(manifest({ license: 'MIT' }), add('content/a.js')), 'file-type', 'content/a.js'],
  ]
  it.each(cases)('refuses %s', (_, change, rule, path) => {
    const problems = validateH5p(zipFiles(changed(change)))
    expect(problems).toContainEqual(expect.objectContaining({ rule: `h5p-${rule}`, path, message: expect.stringMatching(/\S/), mend: expect.stringMatching(/\S/) }))
  })

  it('takes a library without semantics that is only used by others', () => {
    const font = both(
      manifest({ preloadedDependencies: [{ machineName: 'Lectern.Quiz', majorVersion: 1, minorVersion: 4 }, { machineName: 'FontAwesome', majorVersion: 4, minorVersion: 5 }] }),
      add('FontAwesome-4.5/library.json', JSON.stringify({ title: 'Fonts', machineName: 'FontAwesome', majorVersion: 4, minorVersion: 5, patchVersion: 4, runnable: 0 })),
    )
    expect(validateH5p(zipFiles(changed(font)))).toEqual([])
  })

  it('takes content alone, and says what a host must have', () => {
    const content = changed(files => [...files.keys()].filter(path => path.startsWith(library)).forEach(path => files.delete(path)))
    expect(validateH5p(zipFiles(content))).toEqual([])
    expect(h5pNeeds(zipFiles(content))).toEqual([library])
    expect(h5pNeeds(zipFiles(sound))).toEqual([])
  })

  it('refuses entries for folders', () => {
    const entries = { ...Object.fromEntries(sound), 'content/': new Uint8Array() }
    expect(validateH5p(zipSync(entries))).toContainEqual(expect.objectContaining({ rule: 'h5p-folder-entry', path: 'content/' }))
  })

  it('refuses what is no zip', () => {
    expect(validateH5p(bytes('no zip'))).toMatchObject([{ rule: 'h5p-not-a-zip' }])
    expect(validateH5p(zipFiles(sound).slice(0, 900))).toMatchObject([{ rule: 'h5p-not-a-zip' }])
  })
})

describe('validateH5p, of archives that mean harm', () => {
  const archive = zipFiles(sound)

  /** Writes into the central directory's record of a file; the offsets are those of APPNOTE 4.3.12. */
  function recorded(path: string, write: (view: DataView, at: number) => void, bytes = archive): Uint8Array {
    const copy = bytes.slice()
    const view = new DataView(copy.buffer)
    for (let at = view.getUint32(copy.length - 6, true); view.getUint32(at, true) === 0x02014B50;) {
      const length = view.getUint16(at + 28, true)
      if (new TextDecoder().decode(copy.subarray(at + 46, at + 46 + length)) === path)
        write(view, at)
      at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    }
    return copy
  }

  const cases: [name: string, bytes: () => Uint8Array, rule: string, path?: string][] = [
    ['a file that unpacks to a thousand times its size', () => zipFiles(changed(files => files.set('content/a.txt', new Uint8Array(20 * 2 ** 20)))), 'zip-bomb', 'content/a.txt'],
    ['a file of more than it says', () => recorded('content/content.json', (view, at) => view.setUint32(at + 24, 10, true)), 'not-a-zip', 'content/content.json'],
    ['a file of less than it says', () => recorded('content/content.json', (view, at) => view.setUint32(at + 24, 2 ** 20, true)), 'not-a-zip', 'content/content.json'],
    ['a file that is too large', () => recorded('content/content.json', (view, at) => view.setUint32(at + 24, h5pLimits.file + 1, true)), 'oversized', 'content/content.json'],
    ['files that are too large together', () => recorded('content/content.json', (view, at) => view.setUint32(at + 24, h5pLimits.total + 1, true)), 'zip-bomb'],
    ['too many files', () => zipFiles(new Map(Array.from({ length: h5pLimits.entries + 1 }, (_, index) => [`content/${index}.txt`, new Uint8Array()]))), 'oversized'],
    ['two files in the same place', () => recorded('content/content.json', (view, at) => view.setUint32(at + 42, 0, true)), 'zip-bomb', 'content/content.json'],
    ['a link', () => recorded('content/content.json', (view, at) => view.setUint32(at + 38, 0xA1FF0000, true)), 'symlink', 'content/content.json'],
    ['an encrypted file', () => recorded('content/content.json', (view, at) => view.setUint16(at + 8, 1, true)), 'encrypted', 'content/content.json'],
    ['a wrong checksum', () => recorded('h5p.json', (view, at) => view.setUint32(at + 16, 1, true)), 'not-a-zip', 'h5p.json'],
    ['an unknown compression', () => recorded('h5p.json', (view, at) => view.setUint16(at + 10, 14, true)), 'not-a-zip', 'h5p.json'],
    ['a file outside the archive', () => recorded('h5p.json', (view, at) => view.setUint32(at + 42, 0xFFFFFF, true)), 'not-a-zip'],
    ['two files of one name', () => twice('content/content.json'), 'duplicate-entry', 'content/content.json'],
    ['an archive of ZIP64', () => {
      const copy = archive.slice()
      new DataView(copy.buffer).setUint16(copy.length - 12, 0xFFFF, true)
      return copy
    }, 'oversized'],
  ]

  /** Two records that name the same file. */
  function twice(path: string): Uint8Array {
    const other = `${path.slice(0, -1)}m`
    const bytes = zipFiles(changed(add(other)))
    return recorded(other, (view, at) => view.setUint8(at + 46 + other.length - 1, path.charCodeAt(path.length - 1)), bytes)
  }

  it.each(cases)('refuses %s', (_, bytes, rule, path) => {
    expect(validateH5p(bytes())).toContainEqual(expect.objectContaining({ rule: `h5p-${rule}`, ...path === undefined ? {} : { path }, message: expect.stringMatching(/\S/), mend: expect.stringMatching(/\S/) }))
  })

  it('never throws, whatever happened to the archive', () => {
    const mutation = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), at: fc.nat(archive.length - 1), value: fc.nat(255) }),
      fc.record({ kind: fc.constant('cut' as const), at: fc.nat(archive.length), value: fc.nat(64) }),
      fc.record({ kind: fc.constant('insert' as const), at: fc.nat(archive.length), value: fc.nat(255) }),
    )
    fc.assert(fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (mutations) => {
      let copy = archive.slice()
      for (const { kind, at, value } of mutations) {
        if (kind === 'set' && copy.length)
          copy[at % copy.length] = value
        if (kind === 'cut')
          copy = new Uint8Array([...copy.subarray(0, at), ...copy.subarray(at + value)])
        if (kind === 'insert')
          copy = new Uint8Array([...copy.subarray(0, at), value, ...copy.subarray(at)])
      }
      for (const problem of validateH5p(copy))
        expect(problem.rule).toMatch(/^h5p-/)
      h5pNeeds(copy)
    }), { numRuns: 100 })
  })

  it('never throws over any JSON', () => {
    fc.assert(fc.property(fc.json(), fc.json(), fc.json(), fc.json(), (one, two, three, four) => {
      const files = new Map([...sound, ['h5p.json', bytes(one)], ['content/content.json', bytes(two)], [`${library}/library.json`, bytes(three)], [`${library}/semantics.json`, bytes(four)]])
      validateH5p(zipFiles(files))
    }), { numRuns: 60 })
  })

  it('never throws over fields of any kind', () => {
    const field = fc.constantFrom('title', 'language', 'mainLibrary', 'embedTypes', 'license', 'preloadedDependencies', 'preloadedJs', 'preloadedCss', 'coreApi', 'machineName', 'runnable', 'majorVersion')
    fc.assert(fc.property(field, fc.jsonValue(), (name, value) => {
      validateH5p(zipFiles(changed(both(manifest({ [name]: value }), libraryJson({ [name]: value })))))
    }), { numRuns: 100 })
  })
})
