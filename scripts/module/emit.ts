import type { Quiz } from '../quizzes/quiz-model.ts'
import type { ModuleCourse } from './module-data.ts'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pageLanguages as words } from '../../app/words/page-languages.ts'
import { referenceList } from '../course/references/reference-list.ts'
import { escapeHtml } from '../html/escape-html.ts'
import { kitRoot } from '../kit.ts'
import { readH5pLibrary, wordsIn } from '../quizzes/h5p-library.ts'
import { h5pFiles } from '../quizzes/h5p-package.ts'
import { readFigures } from '../quizzes/quiz-figures.ts'
import { isSealed } from '../quizzes/seal.ts'
import { buildApp } from './build-app.ts'
import { emitOfflineWorker, emitRetiredWorker } from './emit-offline-worker.ts'
import { moduleData, postTestOf } from './module-data.ts'
import { playerFolder } from './player-folder.ts'

export interface ModuleOptions {
  /** Whether the page begins without a network, too. Without, browsers forget what let an earlier build do so. */
  offline: boolean
}

/**
 * Writes the learner's page of a course: the page itself, module.json, the post-test unpacked and the H5P player. The
 * deck is expected beside it, as ../slides/.
 *
 * A self-assessment carries its keys, because the learner's own browser grades it. They stand in the quiz's content.json
 * alone, never in the page's scripts or in module.json. A sealed test is emitted in capture mode and graded on a server.
 */
export async function emitModule(course: ModuleCourse, outDir: string, { offline }: ModuleOptions = { offline: true }): Promise<void> {
  await buildApp(outDir)
  await copyFile(join(kitRoot, 'public', 'favicon.svg'), join(outDir, 'favicon.svg'))
  await nameCourse(course, join(outDir, 'index.html'))
  await writeFile(join(outDir, 'module.json'), `${JSON.stringify(moduleData(course), null, 2)}\n`)
  await emitPlayer(join(outDir, 'player'))
  for (const quiz of quizzesOnPage(course))
    await emitQuiz(course, quiz, join(outDir, 'quizzes', quiz.kind))
  const postTest = postTestOf(course)
  if (postTest)
    await emitQuizWords(join(outDir, 'quizzes', 'words'))
  await (offline ? emitOfflineWorker(outDir) : emitRetiredWorker(outDir))
}

/** Without credit the page plays the post-test alone; for credit, all that the journey asks. */
function quizzesOnPage(course: ModuleCourse): Quiz[] {
  const postTest = postTestOf(course)
  return postTest && isSealed(postTest, course) ? course.quizzes.filter(quiz => quiz.kind !== 'practice') : postTest ? [postTest] : []
}

/** The page says in the course's words, and in its language, what it is, even when no script runs. */
async function nameCourse(course: ModuleCourse, file: string): Promise<void> {
  const { title, language } = course.meta
  const { failure } = words[language.slice(0, 2)] ?? words.en!
  const html = await readFile(file, 'utf8')
  await writeFile(file, html
    .replace('<html lang="en">', `<html lang="${escapeHtml(language)}">`)
    .replaceAll('Course module', escapeHtml(title))
    .replace('<!-- not started -->', `<p>${escapeHtml(failure.stillLoading)}</p>
        <p>${escapeHtml(failure.withoutPage)} <a href="../slides/index.html">${escapeHtml(failure.openSlides)}</a>.</p>`))
}

async function emitQuiz(course: ModuleCourse, quiz: Quiz, folder: string): Promise<void> {
  const { title, language, assessment } = course.meta
  const files = await h5pFiles(quiz, {
    // Beside a post-test for credit the pre-test has no keys either: it asks the same things.
    mode: isSealed(postTestOf(course)!, course) ? 'capture' : 'open',
    language,
    courseTitle: title,
    passMark: assessment.passMark,
    references: referenceList(course),
    figures: await readFigures(quiz, course),
  })
  for (const [path, bytes] of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
}

/** Languages of the pages for credit; a test holds them against the catalogues. */
export const pageLanguages = ['en', 'es'] as const

/** What quizzes say in each language of the page, whatever that of the course. */
async function emitQuizWords(folder: string): Promise<void> {
  const library = await readH5pLibrary()
  await mkdir(folder, { recursive: true })
  for (const language of pageLanguages)
    await writeFile(join(folder, `${language}.json`), `${JSON.stringify(wordsIn(library, language))}\n`)
}

const NOTICE = `The H5P player

main.bundle.js   h5p-standalone, © 2015 Tunapanda, MIT licence (LICENSE-h5p-standalone.txt)
frame.bundle.js  H5P core by Joubel and contributors, GNU General Public License 3 (GPL-3.0.txt), as bundled by
                 h5p-standalone. Source: https://github.com/h5p/h5p-php-library and
                 https://github.com/tunapanda/h5p-standalone

The files are unchanged. They are separate programs that the page loads; the page itself and the quiz's content type
(Lectern.Quiz) are under the MIT licence.
`

/** h5p-standalone's scripts as they are. Lectern.Quiz needs none of H5P's frame styles and fonts. */
async function emitPlayer(folder: string): Promise<void> {
  const dist = playerFolder()
  await mkdir(folder, { recursive: true })
  await Promise.all([
    copyFile(join(dist, 'main.bundle.js'), join(folder, 'main.bundle.js')),
    copyFile(join(dist, 'frame.bundle.js'), join(folder, 'frame.bundle.js')),
    copyFile(join(dist, '..', 'LICENSE'), join(folder, 'LICENSE-h5p-standalone.txt')),
    copyFile(join(kitRoot, 'scripts', 'module', 'GPL-3.0.txt'), join(folder, 'GPL-3.0.txt')),
    writeFile(join(folder, 'NOTICE.txt'), NOTICE),
    writeFile(join(folder, 'frame.css'), '/* The player asks for a style sheet; Lectern.Quiz brings its own. */\n'),
  ])
}
