import type { Course } from '../course/course.ts'
import type { Progress } from '../progress.ts'
import type { H5pMode } from './h5p-content.ts'
import type { FormatReport } from './loss-report.ts'
import type { FormatContext, QuizFormat } from './quiz-format.ts'
import type { Quiz } from './quiz-model.ts'
import type { QuizOptions } from './quiz-options.ts'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { referenceList } from '../course/references/reference-list.ts'
import { LecternError } from '../errors.ts'
import { h5pPackage } from './h5p-package.ts'
import { lossReport, lossSummary } from './loss-report.ts'
import { plainText } from './official-h5p/restricted-html.ts'
import { readFigures } from './quiz-figures.ts'
import { allFormats } from './quiz-options.ts'
import { isSealed } from './seal.ts'
import { writeFormat } from './write-format.ts'

export type QuizCourse = Pick<Course, 'quizzes' | 'meta' | 'citations' | 'bibliography' | 'place' | 'slides'>

/** Makes PDFs of pages of HTML, in the same order. Given by the build, because quizzes know nothing of handouts. */
export type PrintPages = (pages: readonly { name: string, title: string, html: string }[]) => Promise<Uint8Array[]>

/**
 * Writes a course's quizzes for everyone. They are open, with keys and feedback, for practice, download and LMS packages:
 * there the browser is trusted anyway. A sealed quiz only captures answers, as an evaluation does, which has no right ones;
 * the other formats all hold keys, so that none is written of it.
 * @throws LecternError for a picture that is missing, and for two quizzes of one kind.
 */
export async function emitQuizzes(course: QuizCourse, outDir: string, options: QuizOptions = allFormats, progress: Progress = () => {}, print?: PrintPages): Promise<void> {
  const quizzes = [...namedQuizzes(course.quizzes)]
  for (const [name, quiz] of quizzes)
    await writeH5p(course, quiz, isSealed(quiz, course) || quiz.kind === 'evaluation' ? 'capture' : 'open', join(outDir, `${name}.h5p`))
  await writeFormats(course, quizzes.filter(([, quiz]) => !isSealed(quiz, course)), outDir, options, progress, print)
}

/** Writes sealed quizzes with their keys in every format, for those who keep the keys: never into a folder that is served. */
export async function emitSealedQuizzes(course: QuizCourse, outDir: string, options: QuizOptions = allFormats, progress: Progress = () => {}, print?: PrintPages): Promise<void> {
  const quizzes = [...namedQuizzes(course.quizzes)].filter(([, quiz]) => isSealed(quiz, course))
  for (const [name, quiz] of quizzes)
    await writeH5p(course, quiz, 'open', join(outDir, `${name}.h5p`))
  await writeFormats(course, quizzes, outDir, options, progress, print)
}

/** Quizzes by the name of their files: their kind, or for practice that of their source. */
export function namedQuizzes(quizzes: readonly Quiz[]): ReadonlyMap<string, Quiz> {
  const named = new Map<string, Quiz>()
  for (const quiz of quizzes) {
    const name = quiz.kind === 'practice' ? basename(quiz.file, '.md') : quiz.kind
    if (named.has(name))
      throw new LecternError(`The course has two quizzes that would be written as ${name}.h5p.`, { code: 'quizzes-two-of-a-kind', mend: 'Join them, or make one of them a practice quiz with a name of its own.', file: quiz.file, line: 1 })
    named.set(name, quiz)
  }
  return named
}

async function writeH5p(course: QuizCourse, quiz: Quiz, mode: H5pMode, file: string): Promise<void> {
  const { title, language, assessment } = course.meta
  const figures = await readFigures(quiz, course)
  await writeFile(file, await h5pPackage(quiz, { mode, language, courseTitle: title, passMark: assessment.passMark, references: referenceList(course), figures }))
}

/** Writes every format into a folder of its own, and beside them the report of what each could not keep. */
async function writeFormats(course: QuizCourse, quizzes: readonly (readonly [name: string, quiz: Quiz])[], outDir: string, options: QuizOptions, progress: Progress, print?: PrintPages): Promise<void> {
  const formats = await chosenFormats(course, options)
  const { title, language, assessment } = course.meta
  const references = referenceList(course)
  const reports: FormatReport[] = []
  for (const [name, quiz] of formats.length ? quizzes : []) {
    const context: FormatContext = { courseTitle: title, language, passMark: assessment.passMark, references, figures: await readFigures(quiz, course) }
    for (const format of formats) {
      const { files, losses } = await writeFormat(format, quiz, context, name, isSealed(quiz, course))
      for (const [file, bytes] of files) {
        await mkdir(join(outDir, format.name), { recursive: true })
        await writeFile(join(outDir, format.name, file), bytes)
      }
      reports.push({ quiz: name, format: format.name, title: format.title, files: [...files.keys()].map(file => `${format.name}/${file}`), losses })
    }
  }
  if (!reports.length)
    return
  await printPapers(reports, outDir, print)
  await writeFile(join(outDir, 'formats.json'), `${JSON.stringify(reports, null, 2)}\n`)
  await writeFile(join(outDir, 'formats.md'), lossReport(reports))
  for (const line of lossSummary(reports))
    progress(line)
  progress('formats.md beside the quizzes says what each format keeps in another form, or not at all')
}

/** Emitters are loaded when they are asked for. */
async function chosenFormats({ place }: QuizCourse, { formats, libraries }: QuizOptions): Promise<QuizFormat[]> {
  if (!formats.length && !libraries)
    return []
  const { quizFormats } = await import('./quiz-formats.ts')
  const chosen = quizFormats.filter(format => formats.includes(format.name))
  const { installedLibraries, readLibraries } = await import('./official-h5p/library-source.ts')
  // Who asks for official packages and has their libraries gets both kinds.
  const source = libraries?.place ?? (formats.some(name => name.startsWith('h5p-')) ? installedLibraries(place.project) : undefined)
  if (source === undefined)
    return chosen
  const { officialH5pWithLibraries } = await import('./official-h5p/official-h5p-format.ts')
  return [...chosen, officialH5pWithLibraries(await readLibraries(source))]
}

/** Puts a PDF beside every page that is meant for paper. */
async function printPapers(reports: readonly FormatReport[], outDir: string, print: PrintPages | undefined): Promise<void> {
  const files = reports.flatMap(report => report.files).filter(file => file.endsWith('.html'))
  if (!print || !files.length)
    return
  const pages = await Promise.all(files.map(async (file) => {
    const html = await readFile(join(outDir, file), 'utf8')
    return { name: file, title: plainText(/<title>([^<]*)/.exec(html)![1]!), html }
  }))
  const printed = await print(pages)
  await Promise.all(files.map((file, index) => writeFile(join(outDir, file.replace(/\.html$/, '.pdf')), printed[index]!)))
}
