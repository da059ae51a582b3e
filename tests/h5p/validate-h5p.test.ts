import type { FileMap } from '../../scripts/quizzes/zip-files.ts'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { h5pFiles } from '../../scripts/quizzes/h5p-package.ts'
import { validateH5p } from '../../scripts/quizzes/validate-h5p.ts'
import { zipFiles } from '../../scripts/quizzes/zip-files.ts'
import { sampleQuiz, sampleReferences } from './sample-quiz.ts'

const sound = await h5pFiles(sampleQuiz, { mode: 'open', language: 'en', courseTitle: 'A course', references: sampleReferences })
const bytes = (text: string) => new TextEncoder().encode(text)
const library = 'Lectern.Quiz-1.2'

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
    ['a dependency that is not in the package', manifest({ preloadedDependencies: [{ machineName: 'Lectern.Quiz', majorVersion: 1, minorVersion: 2 }, { machineName: 'H5P.Image', majorVersion: 1, minorVersion: 1 }] }), 'missing-library', 'h5p.json'],
    ['a library without library.json', add('H5P.Image-1.1/a.js'), 'missing-file', 'H5P.Image-1.1/library.json'],
    ['a library without a field', libraryJson({ runnable: undefined }), 'library', `${library}/library.json`],
    ['a library with a name that is none', libraryJson({ machineName: '1 quiz' }), 'library', `${library}/library.json`],
    ['a library in another folder', libraryJson({ minorVersion: 3 }), 'library', `${library}/library.json`],
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

  it('refuses entries for folders', () => {
    const entries = { ...Object.fromEntries(sound), 'content/': new Uint8Array() }
    expect(validateH5p(zipSync(entries))).toContainEqual(expect.objectContaining({ rule: 'h5p-folder-entry', path: 'content/' }))
  })

  it('refuses what is no zip', () => {
    expect(validateH5p(bytes('no zip'))).toMatchObject([{ rule: 'h5p-not-a-zip' }])
    expect(validateH5p(zipFiles(sound).slice(0, 900))).toMatchObject([{ rule: 'h5p-not-a-zip' }])
  })
})
