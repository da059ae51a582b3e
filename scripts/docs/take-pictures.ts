import type { Page } from 'playwright-core'
import type { Course } from '../course/course.ts'
import type { Item } from '../quizzes/quiz-model.ts'
import type { Response } from '../quizzes/response.ts'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { launchBrowser } from '../browser/launch.ts'
import { findCourses } from '../course/find-courses.ts'
import { loadCourse } from '../course/load-course.ts'
import { startTimes } from '../course/timing.ts'
import { LecternError } from '../errors.ts'
import { kitRoot } from '../kit.ts'
import { firstFreePort } from '../serve/port.ts'
import { serveDist } from '../serve/serve-dist.ts'

/*
 * Takes the pictures of the documentation from the built low-dose naltrexone course:
 *
 *   npm run lectern -- build low-dose-naltrexone
 *   node scripts/docs/take-pictures.ts
 */

interface Picture {
  /** File name below docs/pictures, without ".png". */
  name: string
  width: number
  height: number
  /** Address below the course, for example "slides/#/3". */
  path: string
  /** Brings the page into the state to be shown. */
  prepare?: (page: Page) => Promise<void>
}

/** Larger pictures would make the repository heavy. */
const LARGEST = 200_000

const pictures = join(kitRoot, 'docs/pictures')

async function picturesToTake(): Promise<Picture[]> {
  const [place] = await findCourses(process.cwd(), ['low-dose-naltrexone'])
  const { course } = await loadCourse(place!)
  const slideWith = (text: string) => {
    const slide = course?.slides.find(({ content }) => content.includes(text))
    if (!slide)
      throw new LecternError(`No slide holds "${text}".`, { code: 'no-such-slide', mend: 'Choose another one in scripts/docs/take-pictures.ts.' })
    return slide.no
  }
  const trial = slideWith('<ResponderBars study="younger2013"')
  const startsAt = startTimes(course!.minutes)[trial - 1]!
  return [
    { name: 'slide', width: 1120, height: 630, path: `slides/#/${trial}` },
    { name: 'presenter', width: 1280, height: 760, path: `slides/#/presenter/${trial}`, prepare: inTheTalk(startsAt + 0.4) },
    { name: 'editor-note', width: 1120, height: 630, path: `slides/#/${trial}`, prepare: openEditorNote },
    { name: 'reading-view', width: 900, height: 900, path: `slides/#/reading?slide=${trial}` },
    { name: 'module', width: 1000, height: 760, path: 'module/', prepare: page => learn(page, course!, 'lecture') },
    { name: 'post-test', width: 1000, height: 900, path: 'module/', prepare: page => learn(page, course!, 'post-test') },
    { name: 'certificate-card', width: 900, height: 860, path: 'module/', prepare: page => learn(page, course!, 'certificate') },
    { name: 'learner-phone', width: 390, height: 780, path: 'module/', prepare: page => learn(page, course!, 'lecture') },
  ]
}

/** A speaker who has come to this slide in the time planned for it. */
function inTheTalk(minutes: number) {
  return async (page: Page): Promise<void> => {
    const timer = page.locator('.group', { has: page.locator('[class~="i-carbon:time"]') })
    await timer.hover()
    await timer.locator('[class~="i-carbon:play"]').click()
    await page.clock.setSystemTime(Date.now() + minutes * 60_000)
    await page.mouse.move(0, 0)
  }
}

async function openEditorNote(page: Page): Promise<void> {
  await page.locator('[aria-label^="Editor’s note"]:visible').first().click()
}

/** What the service would have sent by mail. */
const letters: string[] = []

/** A learner who has signed in and come to a step. */
async function learn(page: Page, course: Course, step: 'lecture' | 'post-test' | 'certificate'): Promise<void> {
  const { origin } = new URL(page.url())
  const ask = async (method: 'post' | 'put', path: string, data: object = {}) => {
    const response = await page.request[method](origin + path, { data, headers: { origin, 'idempotency-key': randomUUID() } })
    if (!response.ok())
      throw new LecternError(`${path} answered ${response.status()}.`, { code: 'no-picture', mend: 'Mend scripts/docs/take-pictures.ts.' })
    return await response.json() as { frontMatter: string }
  }
  const email = `${randomUUID().slice(0, 8)}@example.org`
  const command = (body: object) => ask('post', `/api/courses/${course.name}/commands`, body)
  await ask('post', '/api/auth/email-otp/send-verification-otp', { email, type: 'sign-in' })
  await ask('post', '/api/auth/sign-in/email-otp', { email, otp: /: (\d{8}) is your code/.exec(letters.findLast(letter => letter.includes(email))!)![1]! })
  await ask('put', '/api/me/profile', { givenName: 'Ann', familyName: 'Example', profession: 'physician' })
  const { frontMatter } = await ask('post', `/api/courses/${course.name}/enrolment`)
  await command({ kind: 'acknowledge', frontMatter })
  for (const item of course.quizzes.find(quiz => quiz.kind === 'pre-test')?.items ?? [])
    await command({ kind: 'answer-pre-test', item: item.id, response: 0 })
  await command({ kind: 'finish-pre-test' })
  const seen = step === 'lecture' ? 12 : course.slides.length
  await command({ kind: 'progress', slides: Array.from({ length: seen }, (_, index) => index + 1), seconds: 0 })
  if (step !== 'lecture')
    await command({ kind: 'start-attempt' })
  if (step === 'certificate') {
    const answers = (kind: string) => course.quizzes.find(quiz => quiz.kind === kind)!.items.map(item => [item.id, rightResponse(item)] as const)
    for (const [item, response] of answers('post-test'))
      await command({ kind: 'answer', item, response })
    await command({ kind: 'submit-attempt' })
    await command({ kind: 'evaluate', responses: Object.fromEntries(answers('evaluation').filter(([, response]) => response !== undefined)) })
    await command({ kind: 'claim', credits: 0.75 })
  }
  await page.reload()
  await (step === 'lecture' ? page.frameLocator('iframe').locator('h1:visible').first() : page.locator(step === 'certificate' ? '.certificate' : '.lectern-quiz')).waitFor()
}

/** What passes; of an evaluation, something. */
function rightResponse(item: Item): Response | undefined {
  switch (item.type) {
    case 'single':
    case 'true-false':
      return Math.max(0, item.options.findIndex(option => option.key))
    case 'multiple':
      return item.options.some(option => option.key) ? item.options.flatMap((option, index) => option.key ? [index] : []) : [0]
    case 'matching':
    case 'ordering':
      return item.key
    case 'likert':
      return 3
    default:
      return undefined
  }
}

if (import.meta.main) {
  const only = process.argv.slice(2)
  await mkdir(pictures, { recursive: true })
  const dataFolder = await mkdtemp(join(tmpdir(), 'lectern-pictures-'))
  const print = console.log
  console.log = (text: string) => void letters.push(text)
  const server = await serveDist(join(process.cwd(), 'dist'), { port: await firstFreePort(4400, '127.0.0.1'), host: '127.0.0.1', dataFolder, log: () => {} })
  const browser = await launchBrowser()
  try {
    for (const { name, width, height, path, prepare } of await picturesToTake()) {
      if (only.length && !only.includes(name))
        continue
      const page = await browser.newPage({ viewport: { width, height }, colorScheme: 'light', reducedMotion: 'reduce' })
      await page.goto(`${server.url}/low-dose-naltrexone/${path}`, { waitUntil: 'networkidle' })
      await prepare?.(page)
      await page.evaluate(() => document.fonts.ready)
      await page.waitForTimeout(1000)
      const file = join(pictures, `${name}.png`)
      await page.screenshot({ path: file })
      await page.close()
      const { size } = await stat(file)
      print(`${name}.png ${Math.round(size / 1000)} kB`)
      if (size > LARGEST)
        throw new LecternError(`${name}.png is larger than ${LARGEST / 1000} kB.`, { code: 'picture-too-large', mend: 'Take a smaller part of the page.' })
    }
  }
  finally {
    await browser.close()
    await server.close()
    await rm(dataFolder, { recursive: true, force: true })
  }
}
