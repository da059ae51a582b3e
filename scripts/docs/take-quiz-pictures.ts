import type { Page } from 'playwright-core'
import type { Course } from '../course/course.ts'
import type { Quiz } from '../quizzes/quiz-model.ts'
import type { FileMap } from '../quizzes/zip-files.ts'
import { Buffer } from 'node:buffer'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { launchBrowser } from '../browser/launch.ts'
import { findCourses } from '../course/find-courses.ts'
import { loadCourse } from '../course/load-course.ts'
import { referenceList } from '../course/references/reference-list.ts'
import { kitRoot } from '../kit.ts'
import { playerFolder } from '../module/player-folder.ts'
import { h5pFiles } from '../quizzes/h5p-package.ts'
import { readFigures } from '../quizzes/quiz-figures.ts'

/*
 * Takes the pictures of docs/quizzes.md: every type of question as quizzes/gallery shows it, on H5P's own core.
 *
 *   node scripts/docs/take-quiz-pictures.ts
 */

/** An address that no server has: the browser is given every file from memory. */
const HOST = 'http://quiz.invalid'

async function packageOf(course: Course, quiz: Quiz): Promise<FileMap> {
  const mode = quiz.kind === 'evaluation' ? 'capture' : 'open'
  return h5pFiles(quiz, { mode, language: course.meta.language, courseTitle: course.meta.title, references: referenceList(course), figures: await readFigures(quiz, course) })
}

async function play(page: Page, files: FileMap): Promise<void> {
  const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css', json: 'application/json', png: 'image/png' }
  await page.route(`${HOST}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname.slice(1)
    const body = path === 'index.html'
      ? '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><script src="player/main.bundle.js"></script><div id="place"></div>'
      : path.startsWith('player/') ? await readFile(join(playerFolder(), path.slice(7))).catch(() => undefined) : files.get(path.replace('quiz/', ''))
    await (body === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ body: typeof body === 'string' ? body : Buffer.from(body), contentType: types[path.split('.').at(-1)!] ?? 'text/plain' }))
  })
  await page.goto(`${HOST}/index.html`)
  await page.evaluate(async () => {
    const { H5P: Player } = (window as unknown as { H5PStandalone: { H5P: new (place: Element | null, options: object) => Promise<void> } }).H5PStandalone
    await new Player(document.querySelector('#place'), { id: 'quiz', h5pJsonPath: './quiz', frameJs: './player/frame.bundle.js', frameCss: './player/styles/h5p.css', embedType: 'div', saveFreq: 3600, contentUserData: [{ state: JSON.stringify({ version: 1, seed: 1 }) }] })
  })
  await page.locator('.lq-item').first().waitFor()
  await page.waitForLoadState('networkidle')
}

if (import.meta.main) {
  const pictures = join(kitRoot, 'docs/pictures')
  const docs = await readFile(join(kitRoot, 'docs/quizzes.md'), 'utf8')
  await mkdir(pictures, { recursive: true })
  const [place] = await findCourses(process.cwd(), ['gallery'])
  const { course } = await loadCourse(place!)
  const browser = await launchBrowser()
  try {
    for (const quiz of course!.quizzes) {
      const page = await browser.newPage({ viewport: { width: 640, height: 800 }, colorScheme: 'light', reducedMotion: 'reduce' })
      await play(page, await packageOf(course!, quiz))
      for (const { id } of [...quiz.items.filter(item => item.caseId === undefined), ...quiz.cases]) {
        const part = page.locator(`.lectern-quiz :is(fieldset[id$="-${id}"], section[aria-labelledby$="-${id}"])`)
        if (docs.includes(`quiz-${id}.png`))
          await part.screenshot({ path: join(pictures, `quiz-${id}.png`) })
      }
      await page.close()
    }
  }
  finally {
    await browser.close()
  }
}
