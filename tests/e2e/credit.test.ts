import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Course } from '../../scripts/course/course.ts'
import type { Quiz, QuizKind } from '../../scripts/quizzes/quiz-model.ts'
import type { RunningServer } from '../../scripts/serve/serve-dist.ts'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { createManifest } from '../../scripts/build/manifest.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { verifyPdf } from '../../scripts/handouts/verify-pdf.ts'
import { emitModule } from '../../scripts/module/emit.ts'
import { emitPrivate } from '../../scripts/private/emit.ts'
import { emitQuizzes } from '../../scripts/quizzes/emit.ts'
import { serveDist } from '../../scripts/serve/serve-dist.ts'
import { findSecrets } from '../support/find-secrets.ts'
import { freePort } from '../support/ports.ts'
import { answerByKeyboard, answerByMouse, rightResponse, shownItems, tabTo, wrongResponse } from './post-test-driver.ts'

/*
 * The whole journey of the repository's own course: built, served with its credit service on SQLite,
 * taken in Chromium. The deck is a page that shows all slides at once, as a reading view on a very long screen would.
 */

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let folder: string
let course: Course
let server: RunningServer
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]
let printed: string[]

beforeAll(async () => {
  const [place] = await findCourses(process.cwd(), ['low-dose-naltrexone'])
  course = (await loadCourse(place!)).course!
  folder = await mkdtemp(join(tmpdir(), 'lectern-credit-'))
  const built = join(folder, 'dist', 'low-dose-naltrexone')
  await mkdir(join(built, 'slides'), { recursive: true })
  const slides = course.slides.map(({ no }) => `<p id="slide-${no}" style="margin: 0; font-size: 1px">${no}</p>`).join('')
  await writeFile(join(built, 'slides', 'index.html'), `<!doctype html><html lang="en"><title>Deck</title><h1>The deck</h1>${slides}</html>`)
  await mkdir(join(built, 'private'))
  await emitModule(course, join(built, 'module'))
  await emitPrivate(course, join(built, 'private'))
  await mkdir(join(built, 'quizzes'))
  await emitQuizzes(course, join(built, 'quizzes'))
  await writeFile(join(built, 'manifest.json'), JSON.stringify(await createManifest(built, course.name, course.meta.title, {})))
  printed = []
  vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')))
  server = await serveDist(join(folder, 'dist'), { port: await freePort(), host: '127.0.0.1', dataFolder: join(folder, 'data') })
  browser = await launchBrowser()
})
beforeEach(() => newDevice())
afterEach(() => context.close())
afterAll(async () => {
  await browser?.close()
  await server?.close()
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

async function newDevice(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  await context?.close()
  context = await browser.newContext({ locale: 'en-US', ...options })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  complaints = []
  page.on('pageerror', error => complaints.push(error.message))
  // That nobody is signed in yet is an answer, which Chromium reports as an error.
  page.on('console', message => message.type() === 'error' && !message.location().url.endsWith('/api/me') && complaints.push(`${message.text()} ${message.location().url}`))
}

const quizOf = (kind: QuizKind): Quiz => course.quizzes.find(quiz => quiz.kind === kind)!
const heading = () => page.locator('main h1')
/** The words of an element as they are shown. */
const shownText = (selector: string) => page.locator(selector).allInnerTexts().then(texts => texts.join('\n'))
const open = () => page.goto(`${server.url}/low-dose-naltrexone/module/`)
const steps = () => page.locator('.steps .state').allInnerTexts().then(texts => texts.map(text => text.replace(/^\S\s*/, '')))
const codeFor = (email: string) => vi.waitFor(() => /: (\d{8}) (?:is your code|es su código)/.exec(printed.findLast(text => text.includes(`Mail to ${email}`)) ?? '')![1]!)

async function signIn(email: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await page.getByLabel('Code').fill(await codeFor(email))
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function fillProfile(): Promise<void> {
  await page.getByLabel('Given name').fill('Ann')
  await page.getByLabel('Family name').fill('Müller')
  await page.getByLabel('Profession').selectOption('physician')
  await page.getByRole('button', { name: 'Save and go on' }).click()
}

async function toPostTest(email: string): Promise<void> {
  await open()
  await signIn(email)
  await fillProfile()
  await page.locator('#read').check()
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.locator('.lq-item').first().waitFor()
  for (const item of quizOf('pre-test').items)
    await answerByMouse(page, item, wrongResponse(item))
  await page.getByRole('button', { name: 'Submit answers' }).click()
  await showAllSlides()
  await page.getByRole('link', { name: 'Go on to: Post-test' }).click()
}

async function showAllSlides(): Promise<void> {
  const frame = await (await page.locator('iframe').elementHandle())!.contentFrame()
  await frame!.evaluate(() => {
    location.hash = '#/reading'
  })
}

async function passPostTest(): Promise<void> {
  await page.getByRole('button', { name: 'Begin the post-test' }).click()
  await page.locator('.lq-item').first().waitFor()
  for (const item of await shownItems(page, quizOf('post-test')))
    await answerByMouse(page, item, rightResponse(item))
  await page.getByRole('button', { name: 'Submit answers' }).click()
  await page.getByText('Passed: 12 of 12 points.').waitFor()
}

async function violations(): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: { run: (root: Document, options: object) => Promise<{ violations: { id: string, nodes: { html: string }[] }[] }> } }).axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  })
}

it('is built with no key, feedback or rationale of its tests in anything public', async () => {
  const told = course.quizzes.filter(quiz => quiz.kind !== 'evaluation').flatMap(quiz => quiz.items).flatMap(item => [item.rationale, ...'options' in item ? item.options.map(option => option.feedback) : []])
  // The first words of each, as no two texts have them; markup and apostrophes differ between formats.
  const secrets = told.flatMap(text => text ? [text.text.replace(/^Right[.:]\s*/, '').split(/[^\w ]/)[0]!.trim()] : []).filter(words => words.length > 36)
  expect(secrets.length).toBeGreaterThan(20)
  const built = join(folder, 'dist', 'low-dose-naltrexone')
  expect(await findSecrets([join(built, 'module'), join(built, 'quizzes')], secrets)).toEqual([])
  expect(new Set((await findSecrets([join(built, 'private')], secrets)).map(leak => leak.secret)).size).toBe(new Set(secrets).size)
  expect(await readdir(join(built, 'quizzes'))).toEqual(['evaluation.h5p', 'formats.json', 'formats.md', 'post-test.h5p', 'pre-test.h5p', 'qti-2.1', 'qti-3.0', 'question-paper'])
})

describe('the journey to credit', () => {
  it('goes from sign-in to a certificate that a stranger can verify', async () => {
    await toPostTest('ann@example.org')
    expect(await shownText('main')).toMatch(/9 of 12 right answers \(75%\) pass\.\s+You may take it as often as you like\./)
    await passPostTest()
    await page.getByRole('link', { name: 'Go on to: Evaluation' }).click()
    await page.locator('.lq-item').first().waitFor()
    for (const item of quizOf('evaluation').items) {
      const fieldset = page.locator(`fieldset[id$="-${item.id}"]`)
      if (item.type === 'free-text')
        await fieldset.locator('textarea').fill('More on safety.')
      else if (item.type === 'commitment')
        await fieldset.locator('input').first().check()
      else
        await fieldset.locator('label').first().click()
    }
    await page.getByRole('button', { name: 'Submit answers' }).click()
    await page.getByLabel('How much do you claim').selectOption('0.75')
    await page.getByRole('button', { name: 'Claim' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Claim' }).click()
    await page.getByText('You have claimed 0.75').waitFor()
    await page.getByText('The signature of the course’s server holds.').waitFor()
    const main = await shownText('main')
    expect(main).toContain('Ann Müller')
    expect(main).toContain('No certificate is valid for licensure or certification.')
    expect(await steps()).toEqual(['Done', 'Done', 'Done', 'Done', 'Done', 'Done'])
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download the certificate (PDF)' }).click()
    const pdf = await readFile(await (await download).path())
    expect(await verifyPdf(pdf)).toEqual([])
    await page.getByRole('link', { name: '/verify/' }).click()
    await page.getByText('✓ This certificate is valid.').waitFor()
    expect(await shownText('main')).toMatch(/signature holds[\s\S]*Ann Müller[\s\S]*Low-dose naltrexone[\s\S]*0\.75[\s\S]*Not accredited/)
    expect(await violations()).toEqual([])
    expect(complaints).toEqual([])
  })

  it('goes on where it was left, on another device', async () => {
    await toPostTest('ben@example.org')
    await page.getByRole('button', { name: 'Begin the post-test' }).click()
    await page.locator('.lq-item').first().waitFor()
    const items = await shownItems(page, quizOf('post-test'))
    for (const item of items.slice(0, 3))
      await answerByMouse(page, item, rightResponse(item))
    await page.locator('.save-status .words').getByText('Everything is saved.').waitFor()
    await newDevice({ viewport: { width: 390, height: 844 }, hasTouch: true })
    await open()
    await signIn('ben@example.org')
    await expect.poll(() => page.locator('.lq-progress').textContent(), { timeout: 20_000 }).toBe('3 of 12 answered')
    expect(await shownItems(page, quizOf('post-test'))).toEqual(items)
  })

  it('keeps what is answered while the network is away, over a reload too, and sends it', async () => {
    await toPostTest('cas@example.org')
    await page.getByRole('button', { name: 'Begin the post-test' }).click()
    await page.locator('.lq-item').first().waitFor()
    const items = await shownItems(page, quizOf('post-test'))
    await page.route('**/api/**', route => route.abort())
    for (const item of items.slice(0, 2))
      await answerByMouse(page, item, rightResponse(item))
    await page.locator('.save-status .words').getByText(/The network is away\. \d answers are kept on this device/).waitFor()
    await page.unroute('**/api/**')
    await page.reload()
    await page.locator('.save-status .words').getByText('Everything is saved.').waitFor()
    await expect.poll(async () => (await (await page.request.get(`${server.url}/api/courses/low-dose-naltrexone/journey`)).json()).postTest.open.responses).toMatchObject(Object.fromEntries(items.slice(0, 2).map(item => [item.id, rightResponse(item)])))
  })

  it('is done with the keyboard alone up to the pre-test’s end', async () => {
    await open()
    await tabTo(page, '#email')
    await page.keyboard.type('dora@example.org')
    await page.keyboard.press('Enter')
    await page.locator('#code').waitFor()
    await page.keyboard.type(await codeFor('dora@example.org'))
    await page.keyboard.press('Enter')
    await tabTo(page, '#givenName')
    await page.keyboard.type('Dora')
    await tabTo(page, '#familyName')
    await page.keyboard.type('Ōta')
    await tabTo(page, '#profession')
    await page.keyboard.press('ArrowDown')
    await tabTo(page, 'main button.primary')
    await page.keyboard.press('Enter')
    await tabTo(page, '#read')
    await page.keyboard.press('Space')
    await tabTo(page, 'main button.primary')
    await page.keyboard.press('Enter')
    await page.locator('.lq-item').first().waitFor()
    for (const item of quizOf('pre-test').items)
      await answerByKeyboard(page, item, rightResponse(item))
    await tabTo(page, '.lq-primary')
    await page.keyboard.press('Enter')
    await expect.poll(() => heading().textContent().then(text => text?.trim())).toBe('Lecture')
  })

  it('has nothing that axe objects to at any step, on a phone and in Spanish', async () => {
    await newDevice({ viewport: { width: 390, height: 844 }, locale: 'es-ES' })
    await open()
    await page.getByRole('heading', { name: 'Iniciar sesión' }).waitFor()
    expect(await violations()).toEqual([])
    await page.getByLabel('Correo electrónico').fill('eva@example.org')
    await page.getByRole('button', { name: 'Enviarme un código' }).click()
    await page.getByLabel('Código').fill(await codeFor('eva@example.org'))
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: 'Iniciar sesión' }).click()
    await page.getByRole('button', { name: 'Guardar y continuar' }).click()
    expect(await page.locator('[aria-invalid]').count()).toBe(3)
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: 'English' }).click()
    await fillProfile()
    await page.locator('#read').waitFor()
    expect(await violations()).toEqual([])
    await page.locator('#read').check()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.locator('.lq-item').first().waitFor()
    expect(await violations()).toEqual([])
    for (const item of quizOf('pre-test').items)
      await answerByMouse(page, item, rightResponse(item))
    await page.getByRole('button', { name: 'Submit answers' }).click()
    await showAllSlides()
    await page.getByRole('link', { name: 'Go on to: Post-test' }).waitFor()
    expect(await violations()).toEqual([])
    await page.getByRole('link', { name: 'Go on to: Post-test' }).click()
    await passPostTest()
    expect(await violations()).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
  })

  it('says so when it fails, and lets another attempt begin', async () => {
    await toPostTest('fay@example.org')
    await page.getByRole('button', { name: 'Begin the post-test' }).click()
    await page.locator('.lq-item').first().waitFor()
    for (const item of await shownItems(page, quizOf('post-test')))
      await answerByMouse(page, item, wrongResponse(item))
    await page.getByRole('button', { name: 'Submit answers' }).click()
    await page.getByText(/Not passed: \d of 12 points\./).waitFor()
    await page.getByRole('button', { name: 'Begin another attempt' }).click()
    await expect.poll(() => page.locator('.lq-progress').textContent()).toBe('0 of 12 answered')
  })

  it('refuses a wrong code', async () => {
    await open()
    await page.getByLabel('E-mail address').fill('guy@example.org')
    await page.getByRole('button', { name: 'Send me a code' }).click()
    const right = await codeFor('guy@example.org')
    await page.getByLabel('Code').fill(right === '000000' ? '000001' : '000000')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').filter({ hasText: 'This code is not right' }).waitFor()
  })
})
