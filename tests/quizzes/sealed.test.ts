import { Buffer } from 'node:buffer'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { moduleData } from '../../scripts/module/module-data.ts'
import { emitPrivate } from '../../scripts/private/emit.ts'
import { emitQuizzes } from '../../scripts/quizzes/emit.ts'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { isSealed, sealWithPostTest } from '../../scripts/quizzes/seal.ts'
import { findSecrets } from '../support/find-secrets.ts'
import { soundCourse, writeProject } from '../support/temporary-project.ts'
import { boxes, sealedQuiz, secretsOf } from './sealed-quiz.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-sealed-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function courseWith(quiz: string) {
  const project = await writeProject({ ...soundCourse, 'quizzes/demo/post-test.md': quiz, 'quizzes/demo/boxes.svg': boxes })
  const [place] = await findCourses(project, ['demo'])
  const { course, problems } = await loadCourse(place!)
  expect(problems).toEqual([])
  return course!
}

/** Everything that a build writes of quizzes, in two folders. */
async function written(name: string, quiz: string) {
  const course = await courseWith(quiz)
  const [open, kept] = [join(folder, name, 'public'), join(folder, name, 'private')]
  await mkdir(open, { recursive: true })
  await mkdir(kept, { recursive: true })
  await emitQuizzes(course, open)
  await writeFile(join(open, 'module.json'), JSON.stringify(moduleData(course)))
  await emitPrivate(course, kept)
  return { open, kept }
}

async function bytesOf(place: string): Promise<Map<string, string>> {
  const files = (await readdir(place, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile())
  return new Map(await Promise.all(files.map(async file => [join(file.parentPath, file.name).slice(place.length), (await readFile(join(file.parentPath, file.name))).toString('base64')] as const)))
}

describe('a sealed quiz', () => {
  it('is public without its keys, and private with them', async () => {
    const { open, kept } = await written('sealed', sealedQuiz('one'))
    expect((await readdir(open)).sort()).toEqual(expect.arrayContaining(['module.json', 'post-test.h5p']))
    expect(await findSecrets([open], secretsOf('one'))).toEqual([])
    const found = (await findSecrets([kept], secretsOf('one'))).filter(leak => leak.place.startsWith('course.json'))
    expect(new Set(found.map(leak => leak.secret.replace(/\d+$/, '')))).toEqual(new Set(['zqkeyfeedback', 'zqkeyrationale', 'zqkeyvariant', '8317.']))
  })

  it('is, byte for byte, the same in public whatever its keys are', async () => {
    const [one, other] = [await written('one', sealedQuiz('one')), await written('other', sealedQuiz('other'))]
    expect(await bytesOf(one.open)).toEqual(await bytesOf(other.open))
    expect(await bytesOf(one.kept)).not.toEqual(await bytesOf(other.kept))
  })

  it('that is not sealed is found out: the search can fail', async () => {
    const { open } = await written('open', sealedQuiz('one').replace('sealed: true', 'sealed: false'))
    const found = await findSecrets([open], secretsOf('one'))
    for (const secret of ['zqkeyfeedback1', 'zqkeyrationale9', 'zqkeyvariant2', '8317.25'])
      expect(found.filter(leak => leak.secret === secret && leak.place.startsWith('post-test.h5p > content/content.json')), secret).not.toEqual([])
  })
})

describe('isSealed', () => {
  it.each([
    ['post-test', undefined, 'none', false],
    ['post-test', undefined, 'accme', true],
    ['post-test', false, 'joint', false],
    ['post-test', true, 'none', true],
    ['pre-test', undefined, 'accme', false],
    ['practice', undefined, 'accme', false],
    ['pre-test', true, 'none', true],
  ] as const)('a %s that says %s in a course with accreditation %s: %s', (kind, sealed, accreditation, answer) => {
    expect(isSealed({ kind, sealed }, { meta: { accreditation } })).toBe(answer)
  })
})

describe('beside a sealed post-test', () => {
  const question = (id: string, detail = '') => `## Which dose? {#${id}}\n\n${detail}- [x] 1 mg\n- [ ] 50 mg\n\n> Because.\n`
  const quizzes = (post: string, ...others: [name: string, text: string][]) => [['post-test.md', post] as const, ...others].map(([name, text]) => parseQuiz(text, name).quiz!)
  const post = `---\ntitle: Post-test\nkind: post-test\nsealed: true\n---\n\n${question('dose')}`
  const sealedOf = (...parameters: Parameters<typeof quizzes>) => sealWithPostTest(quizzes(...parameters), { accreditation: 'none' }).quizzes.map(quiz => quiz.sealed ?? false)

  it('the pre-test is sealed, which asks the same things', () => {
    expect(sealedOf(post, ['pre-test.md', `---\ntitle: Pre-test\nkind: pre-test\n---\n\n${question('other', 'A child.\n\n')}`])).toEqual([true, true])
    expect(sealedOf(post.replace('sealed: true\n', ''), ['pre-test.md', `---\ntitle: Pre-test\nkind: pre-test\n---\n\n${question('dose')}`])).toEqual([false, false])
  })

  it('practice is sealed when it repeats a question, whatever its id and capitals', () => {
    const practice = (text: string) => ['practice.md', `---\ntitle: Practice\nkind: practice\n---\n\n${text}`] as [string, string]
    expect(sealedOf(post, practice(question('again').replace('Which dose', 'WHICH  dose')))).toEqual([true, true])
    expect(sealedOf(post, practice(question('again', 'A child.\n\n')))).toEqual([true, false])
  })

  it('who says that a quiz is not sealed, and repeats a question there, is told', () => {
    const { problems } = sealWithPostTest(quizzes(post, ['practice.md', `---\ntitle: Practice\nkind: practice\nsealed: false\n---\n\n${question('again')}`]), { accreditation: 'none' })
    expect(problems).toEqual([expect.objectContaining({ rule: 'quizzes-sealed-question', severity: 'error', file: 'practice.md', line: 7, message: expect.stringContaining('"again" stands in the sealed Post-test too') })])
  })
})

describe('findSecrets finds a secret', () => {
  const secret = 'zqkeyrationale1'
  const text = `before ${secret} after`
  const bytes = (words: string) => new TextEncoder().encode(words)
  const zip = (name: string, inner: Uint8Array) => zipSync({ [name]: inner })
  const cases: [where: string, file: string, content: () => Uint8Array | Promise<Uint8Array>][] = [
    ['in a script', 'a.js', () => bytes(`const a="${text}"`)],
    ['in capitals', 'a.txt', () => bytes(text.toUpperCase())],
    ['in UTF-16', 'a.txt', () => new Uint8Array(Buffer.from(text, 'utf16le'))],
    ['in escapes of JSON', 'a.json', () => bytes([...text].map(letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''))],
    ['in entities', 'a.html', () => bytes([...text].map(letter => `&#${letter.charCodeAt(0)};`).join(''))],
    ['in an address', 'a.html', () => bytes([...text].map(letter => `%${letter.charCodeAt(0).toString(16)}`).join(''))],
    ['in base64', 'a.js', () => bytes(`"data:text/plain;base64,${Buffer.from(text).toString('base64')}"`)],
    ['in a source map inside a script', 'a.js', () => bytes(`//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify({ sourcesContent: [text] })).toString('base64')}`)],
    ['in a zip', 'a.zip', () => zip('a.json', bytes(text))],
    ['in the name of a file in a zip', 'a.zip', () => zip(`${secret}.json`, bytes('a'))],
    ['in a zip in a zip', 'a.zip', () => zip('a.h5p', zip('a.json', bytes(text)))],
    ['in gzip', 'a.gz', () => gzipSync(text)],
    ['in the text of a PDF', 'a.pdf', () => pdf(async (document) => {
      document.addPage().drawText(text, { font: await document.embedFont(StandardFonts.Helvetica) })
    })],
    ['in the title of a PDF', 'a.pdf', () => pdf(async (document) => {
      document.addPage()
      document.setTitle(text)
    })],
    ['in a file attached to a PDF', 'a.pdf', () => pdf(async (document) => {
      document.addPage()
      await document.attach(bytes(text), 'a.txt')
    })],
    ['in the name of a file', `${secret}.txt`, () => bytes('a')],
  ]
  it.each(cases)('%s', async (_, file, content) => {
    await writeFile(join(folder, file), await content())
    expect((await findSecrets([folder], ['zqkey\\w+'])).map(leak => leak.secret.slice(0, secret.length))).toContain(secret)
  })
})

async function pdf(fill: (document: PDFDocument) => Promise<void>): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  await fill(document)
  return document.save()
}
