import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { emitQuizzes } from '../../scripts/quizzes/emit.ts'
import { gradeQuiz } from '../../scripts/quizzes/grade.ts'
import { readH5pLibrary, wordsIn } from '../../scripts/quizzes/h5p-library.ts'
import { h5pPackage } from '../../scripts/quizzes/h5p-package.ts'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { validateH5p } from '../../scripts/quizzes/validate-h5p.ts'
import { rightAnswers, sampleQuiz, sampleReferences } from './sample-quiz.ts'

const options = { mode: 'open', language: 'en', courseTitle: 'A course', references: sampleReferences } as const

async function read(overrides: object = {}, quiz = sampleQuiz) {
  const bytes = await h5pPackage(quiz, { ...options, ...overrides })
  const files = unzipSync(bytes)
  const text = (path: string) => new TextDecoder().decode(files[path])
  return { bytes, files, content: JSON.parse(text('content/content.json')), manifest: JSON.parse(text('h5p.json')), text }
}

describe('h5pPackage', () => {
  it('holds what a host asks for, and nothing else', async () => {
    const { files, manifest, bytes } = await read()
    expect(Object.keys(files)).toEqual([...['grading.js', 'language/de.json', 'language/es.json', 'library.json', 'quiz.css', 'quiz.js', 'semantics.json', 'tables.js', 'upgrades.js'].map(name => `Lectern.Quiz-1.4/${name}`), 'content/content.json', 'h5p.json'])
    expect(manifest).toEqual({
      title: 'A course: Sample test',
      language: 'en',
      defaultLanguage: 'en',
      mainLibrary: 'Lectern.Quiz',
      embedTypes: ['iframe'],
      license: 'U',
      preloadedDependencies: [{ machineName: 'Lectern.Quiz', majorVersion: 1, minorVersion: 4 }],
    })
    expect(validateH5p(bytes)).toEqual([])
  })

  it('writes keys, feedback and references in open mode', async () => {
    const { content } = await read()
    expect(content).toMatchObject({ mode: 'open', passPercentage: 60, shuffleQuestions: true, shuffleOptions: true, intro: '<p>Five questions.</p>' })
    expect(content.items[0]).toMatchObject({
      stem: 'Which drug is an <em>opioid</em>?',
      options: [{ text: 'Tramadol', correct: true, feedback: '<p>It is SECRET-FEEDBACK an opioid.<sup class="citation">2</sup></p>' }, { correct: false }, { text: 'Ibuprofen', correct: false }],
      rationale: '<p>SECRET-RATIONALE on tramadol.<sup class="citation">2,3</sup></p>',
    })
    expect(content.items[3]).toMatchObject({ prompts: ['50\u00A0mg', '0.5\u00A0mcg', '4.5\u00A0mg'], choices: ['Low', 'Standard', 'Ultra-low'], key: [1, 2, 0] })
    expect(content.items[4]).toMatchObject({ choices: ['Operate', 'Restart', 'Stop the drug', 'Tell the team'], key: [3, 2, 0, 1] })
    expect(content.references).toEqual([
      { number: 2, text: 'Label. <em>Title</em>. <strong>[Unverified: read in a copy]</strong>' },
      { number: 3, text: 'Trial. <strong>[Retracted]</strong>' },
    ])
    expect(gradeQuiz(sampleQuiz, rightAnswers).points).toBe(5)
  })

  it('lets nothing of the keys into capture mode', async () => {
    const { content, files } = await read({ mode: 'capture' })
    const everything = Object.values(files).map(bytes => new TextDecoder().decode(bytes)).join('\n')
    expect(everything).not.toContain('SECRET')
    expect(JSON.stringify(content.items)).not.toMatch(/correct|feedback|"key"|rationale/)
    expect(content).toMatchObject({ mode: 'capture' })
    expect(content).not.toHaveProperty('references')
    expect(content).not.toHaveProperty('passPercentage')
  })

  it('is the same in capture mode whatever the keys are', async () => {
    const source = (keys: string) => `---\ntitle: A\nkind: post-test\n---\n${keys}`
    const one = source('## Q {#q}\n\n- [x] A\n- [ ] B\n\n## M {#m type=matching}\n\n| a | b |\n|-|-|\n| 1 | X |\n| 2 | Y |\n\n## O {#o type=ordering}\n\n1. A\n2. B\n3. C\n')
    const other = source('## Q {#q}\n\n- [ ] A\n- [x] B\n\n## M {#m type=matching}\n\n| a | b |\n|-|-|\n| 1 | Y |\n| 2 | X |\n\n## O {#o type=ordering}\n\n1. C\n2. A\n3. B\n')
    const bytes = await Promise.all([one, other].map(async text => (await read({ mode: 'capture' }, parseQuiz(text, 'a.md').quiz!)).bytes))
    expect(bytes[0]).toEqual(bytes[1])
  })

  it('gives a pre-test no pass mark, and a post-test the course\'s when it has none', async () => {
    const passMark = async (kind: 'pre-test' | 'post-test' | 'practice') => (await read({ passMark: 80 }, { ...sampleQuiz, kind, passMark: undefined })).content.passPercentage
    expect([await passMark('pre-test'), await passMark('post-test'), await passMark('practice')]).toEqual([undefined, 80, undefined])
  })

  it('is the same, byte for byte, at any time and place', async () => {
    const script = `
      import { h5pPackage } from './scripts/quizzes/h5p-package.ts'
      import { sampleQuiz, sampleReferences } from './tests/h5p/sample-quiz.ts'
      import { createHash } from 'node:crypto'
      const bytes = await h5pPackage(sampleQuiz, { mode: 'open', language: 'en', courseTitle: 'A course', references: sampleReferences })
      console.log(createHash('sha256').update(bytes).digest('hex'))`
    const elsewhere = (TZ: string) => execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script], { env: { ...process.env, TZ }, encoding: 'utf8' }).trim()
    const here = createHash('sha256').update((await read()).bytes).digest('hex')
    expect([elsewhere('Pacific/Kiritimati'), elsewhere('America/Los_Angeles')]).toEqual([here, here])
  })

  it('speaks the language of the course where there is a translation', async () => {
    expect((await read({ language: 'de-AT' })).content.l10n.submit).toBe('Antworten abgeben')
    expect((await read({ language: 'fi' })).content.l10n.submit).toBe('Submit answers')
  })

  it('refuses a quiz whose pictures were not read', async () => {
    const quiz = parseQuiz('---\ntitle: A\nkind: practice\n---\n## S ![a knee](knee.png) {#n}\n\n- [x] A\n- [ ] B\n', 'a.md').quiz!
    await expect(read({}, quiz)).rejects.toMatchObject({ code: 'h5p-figure', mend: expect.stringMatching(/\S/) })
  })
})

describe('the content type', () => {
  it('is small', async () => {
    const { files } = await readH5pLibrary()
    const bytes = ['grading.js', 'tables.js', 'quiz.js', 'quiz.css'].reduce((sum, name) => sum + files.get(`Lectern.Quiz-1.4/${name}`)!.length, 0)
    expect(bytes).toBeLessThan(40_000)
  })

  it('has every word in every language, with the same places to fill', async () => {
    const library = await readH5pLibrary()
    const places = (text: string) => (text.match(/@\w+/g) ?? []).sort()
    for (const file of await readdir('h5p/language')) {
      const words = wordsIn(library, file.replace('.json', ''))
      for (const [name, word] of Object.entries(library.words)) {
        expect(words[name], `${file}: ${name}`).toBeTruthy()
        expect(places(words[name]!), `${file}: ${name}`).toEqual(places(word))
      }
    }
  })

  it('translates the semantics field by field', async () => {
    const { files } = await readH5pLibrary()
    const parse = (name: string) => JSON.parse(new TextDecoder().decode(files.get(`Lectern.Quiz-1.4/${name}`)))
    const mirror = (source: unknown, translation: unknown, path: string): void => {
      if (Array.isArray(source)) {
        expect((translation as unknown[]).length, path).toBe(source.length)
        source.forEach((part, index) => mirror(part, (translation as unknown[])[index], `${path}[${index}]`))
      }
      else {
        for (const [key, value] of Object.entries(source as object)) {
          if (['label', 'description', 'entity'].includes(key))
            expect((translation as Record<string, unknown>)[key], `${path}.${key}`).toEqual(expect.any(String))
          else if (['fields', 'field', 'options'].includes(key))
            mirror(value, (translation as Record<string, unknown>)[key], `${path}.${key}`)
        }
      }
    }
    for (const language of ['de', 'es'])
      mirror(parse('semantics.json'), parse(`language/${language}.json`).semantics, language)
  })

  it('describes every field that the emitter writes', async () => {
    const { content, text } = await read()
    interface Field { name: string, fields?: Field[], field?: Field }
    const names = (fields: Field[]) => fields.map(field => field.name)
    const semantics: Field[] = JSON.parse(text('Lectern.Quiz-1.4/semantics.json'))
    const itemFields = semantics.find(field => field.name === 'items')!.field!.fields!
    expect(names(semantics)).toEqual(expect.arrayContaining(Object.keys(content)))
    for (const item of content.items)
      expect(names(itemFields)).toEqual(expect.arrayContaining(Object.keys(item)))
  })
})

describe('emitQuizzes', () => {
  const course = { slides: [], place: { folder: 'slides/x', project: '.' }, quizzes: [sampleQuiz, { ...sampleQuiz, kind: 'practice', file: 'quizzes/x/warm-up.md' }, { ...sampleQuiz, kind: 'evaluation' }], meta: { title: 'A course', language: 'en', assessment: { passMark: 75 }, accreditation: 'none' }, citations: [], bibliography: new Map() }

  it('writes one file per quiz', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-quizzes-'))
    try {
      await emitQuizzes(course as never, folder, { formats: [] })
      expect(await readdir(folder)).toEqual(['evaluation.h5p', 'post-test.h5p', 'warm-up.h5p'])
    }
    finally {
      await rm(folder, { recursive: true })
    }
  })

  it('refuses two post-tests', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lectern-quizzes-'))
    await expect(emitQuizzes({ ...course, quizzes: [sampleQuiz, sampleQuiz] } as never, folder)).rejects.toMatchObject({ code: 'quizzes-two-of-a-kind' })
    await rm(folder, { recursive: true })
  })
})
