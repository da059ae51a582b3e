import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Quiz } from '../../scripts/quizzes/quiz-model.ts'
import type { StaticServer } from '../module/static-server.ts'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { emitModule } from '../../scripts/module/emit.ts'
import { postTestOf } from '../../scripts/module/module-data.ts'
import { serveFolder } from '../module/static-server.ts'
import { answerByKeyboard, answerByMouse, rightResponse, shownItems, tabTo, wrongResponse } from './post-test-driver.ts'

let folder: string
let server: StaticServer
let browser: Browser
let context: BrowserContext
let page: Page
let quiz: Quiz
/** What went wrong on the page: errors, and everything the content security policy refused. */
let complaints: string[]
let requested: string[]
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

beforeAll(async () => {
  const [place] = await findCourses(fileURLToPath(new URL('../fixtures/self-assessment', import.meta.url)), ['self-assessment'])
  const { course, problems } = await loadCourse(place!)
  expect(problems).toEqual([])
  quiz = postTestOf(course!)!
  folder = await mkdtemp(join(tmpdir(), 'lectern-module-'))
  await mkdir(join(folder, 'module'))
  await mkdir(join(folder, 'slides'))
  await writeFile(join(folder, 'slides', 'index.html'), '<!doctype html><html lang="en"><title>Deck</title><h1>The deck</h1></html>')
  await emitModule(course!, join(folder, 'module'))
  server = await serveFolder(folder)
  browser = await launchBrowser()
})

beforeEach(async () => {
  await newVisitor()
})

afterEach(async () => {
  server.missing.clear()
  await context.close()
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

async function newVisitor(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  await context?.close()
  context = await browser.newContext(options)
  page = await context.newPage()
  complaints = []
  requested = []
  page.on('pageerror', error => complaints.push(error.message))
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('request', request => requested.push(request.url()))
}

const open = (hash = '') => page.goto(`${server.url}/module/${hash}`)
/** The words of an element as they are shown. */
const shownText = (selector: string) => page.locator(selector).allInnerTexts().then(texts => texts.join('\n'))
const heading = () => page.locator('main h1').textContent().then(text => text!.trim())
const stepStates = () => page.locator('.steps .state').allTextContents().then(texts => texts.map(text => text.replace(/^\S\s*/, '')))

async function toPostTest(): Promise<void> {
  await open()
  await page.getByLabel('I have read').check()
  await page.getByRole('button', { name: 'Go on to the lecture' }).click()
  await page.frameLocator('iframe').getByText('The deck').waitFor()
  await page.getByRole('button', { name: 'I have followed the lecture' }).click()
  await page.locator('.lq-item').first().waitFor()
}

async function accessibilityProblems(): Promise<string[]> {
  // Injected by the debugger, so that the page's own content security policy stays in force.
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const results = await (window as any).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], iframes: false })
    return results.violations.map((violation: any) => `${violation.id}: ${violation.nodes.map((node: any) => node.target.join(' ')).slice(0, 3).join(', ')}`)
  })
}

describe('the module', () => {
  it('leads from the disclosures over the lecture to the post-test', async () => {
    await open()
    // What stands there until the scripts run has the same heading.
    await page.getByRole('button', { name: 'Go on to the lecture' }).waitFor()
    expect(await heading()).toBe('Writing doses safely')
    const text = await shownText('body')
    for (const words of ['Not accredited; not designated for', 'Learning objectives', 'Practice gap', 'Pending', 'Off-label use', 'No commercial support was received.', '75%: 9 of 12 right answers', 'Released', 'Hardware and software', 'Privacy', 'Contact'])
      expect(text).toContain(words)
    expect(await stepStates()).toEqual(['To do', 'After step 1', 'After step 1'])

    await page.getByRole('button', { name: 'Go on to the lecture' }).click()
    // The focus is on the box, and what is missing is read with it.
    await page.getByRole('checkbox', { name: 'I have read', description: 'Tick the box when you have read this page.' }).and(page.locator(':focus')).waitFor()
    await page.getByLabel('I have read').check()
    await page.getByRole('button', { name: 'Go on to the lecture' }).click()
    await page.frameLocator('iframe').getByText('The deck').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    expect(await page.title()).toBe('Lecture · Writing doses safely')
    expect(await stepStates()).toEqual(['Done', 'To do', 'After step 2'])
    expect(complaints).toEqual([])
  })

  it('speaks Spanish to whoever asks for it, and marks what is the course’s own', async () => {
    await open()
    await page.getByRole('button', { name: 'Español' }).click()
    expect(await stepStates()).toEqual(['Pendiente', 'Después del paso 1', 'Después del paso 1'])
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('es')
    expect(await page.locator('main h1').getAttribute('lang')).toMatch(/^en/)
    await page.reload()
    await page.getByRole('heading', { name: 'Objetivos de aprendizaje' }).waitFor()
    await page.getByLabel('He leído').check()
    await page.getByRole('button', { name: 'Continuar con la conferencia' }).click()
    await page.getByRole('button', { name: 'He seguido la conferencia' }).click()
    await page.getByText('Es una autoevaluación que corrige su navegador; no da créditos.').waitFor()
    await page.getByRole('button', { name: 'Enviar las respuestas' }).waitFor()
    expect(await page.locator('.quiz .lq-stem').first().evaluate(stem => stem.closest('[lang]')!.getAttribute('lang'))).toMatch(/^en/)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Submit answers' }).waitFor()
  })

  it('does not open a step before the one it follows', async () => {
    await open('#/post-test')
    await page.locator('.steps').waitFor()
    expect(await shownText('main')).toContain('This step opens when step 1 is done')
    expect(await page.locator('.quiz').count()).toBe(0)
  })

  it('asks nothing of any other server, and nothing that its policy refuses', async () => {
    await toPostTest()
    expect(requested.filter(url => !url.startsWith(server.url))).toEqual([])
    expect(complaints).toEqual([])
  })

  it('holds the keys in the quiz alone', async () => {
    await toPostTest()
    const rationale = quiz.items[0]!.rationale!.text.slice(0, 40)
    const holding: string[] = []
    for (const url of new Set(requested.filter(url => /\.(?:js|json|html|css)(?:$|\?)|\/$/.test(url)))) {
      if ((await (await fetch(url)).text()).includes(rationale))
        holding.push(url.slice(server.url.length))
    }
    expect(holding).toEqual(['/module/quizzes/post-test/content/content.json'])
  })
})

describe('the post-test', () => {
  it('is passed by mouse with right answers', async () => {
    await toPostTest()
    for (const item of await shownItems(page, quiz))
      await answerByMouse(page, item, rightResponse(item))
    expect(await page.locator('.lq-progress').textContent()).toBe('12 of 12 answered')
    await page.getByRole('button', { name: 'Submit answers' }).click()
    expect(await shownText('.lq-result')).toMatch(/✓ Passed\s+12 of 12 right \(100%\)\. The pass mark is 75%\./)
    expect(await stepStates()).toEqual(['Done', 'Done', 'Passed'])
    expect(await shownText('main')).toContain('This is a self-assessment graded in your browser; it earns no credit.')
    expect(complaints).toEqual([])
  })

  it('is passed with the keyboard alone', async () => {
    await open()
    await tabTo(page, '#read')
    await page.keyboard.press('Space')
    await tabTo(page, 'main button.primary')
    await page.keyboard.press('Enter')
    await page.locator('iframe').waitFor()
    await tabTo(page, 'main button.primary')
    await page.keyboard.press('Enter')
    await page.locator('.lq-item').first().waitFor()
    for (const item of await shownItems(page, quiz))
      await answerByKeyboard(page, item, rightResponse(item))
    await tabTo(page, '.lq-primary')
    await page.keyboard.press('Enter')
    expect(await page.locator('.lq-outcome').textContent()).toBe('✓ Passed')
    // The focus is on the result, where the next Tab finds the answers and the way to another attempt.
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('lq-result')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.locator('.lq-rationale').count()).toBe(12)
  })

  it('is not passed with 8 of 12, and may be tried again', async () => {
    await toPostTest()
    for (const [index, item] of (await shownItems(page, quiz)).entries())
      await answerByMouse(page, item, index < 4 ? wrongResponse(item) : rightResponse(item))
    await page.getByRole('button', { name: 'Submit answers' }).click()
    expect(await shownText('.lq-result')).toMatch(/✗ Not passed\s+8 of 12 right \(66%\)/)
    expect(await stepStates()).toEqual(['Done', 'Done', 'Not passed yet'])
    await page.getByRole('button', { name: 'Try again' }).click()
    expect(await page.locator('.lq-progress').textContent()).toBe('0 of 12 answered')
    expect(await shownText('main')).toContain('Your last attempt had 8 of 12 right, which did not pass')
    for (const item of await shownItems(page, quiz))
      await answerByMouse(page, item, rightResponse(item))
    await page.getByRole('button', { name: 'Submit answers' }).click()
    expect(await page.locator('.lq-outcome').textContent()).toBe('✓ Passed')
  })

  it('names the questions without an answer before it submits', async () => {
    await toPostTest()
    const [first, second] = await shownItems(page, quiz)
    await answerByMouse(page, first!, rightResponse(first!))
    await page.getByRole('button', { name: 'Submit answers' }).click()
    expect(await page.locator('.lq-missing .lq-link').allTextContents()).toEqual(Array.from({ length: 11 }, (_, index) => `Question ${index + 2}`))
    await page.getByRole('button', { name: 'Question 2', exact: true }).click()
    expect(await page.evaluate(() => document.activeElement!.closest('fieldset')!.id)).toMatch(new RegExp(`-${second!.id}$`))
    await page.getByRole('button', { name: 'Submit without these answers' }).click()
    expect(await page.locator('.lq-outcome').textContent()).toBe('✗ Not passed')
  })

  it('goes on after a reload where it was left', async () => {
    await toPostTest()
    const items = await shownItems(page, quiz)
    for (const item of items.slice(0, 7))
      await answerByMouse(page, item, rightResponse(item))
    await page.reload()
    await page.locator('.lq-item').first().waitFor()
    expect(await heading()).toBe('Post-test')
    expect((await shownItems(page, quiz)).map(item => item.id)).toEqual(items.map(item => item.id))
    expect(await page.locator('.lq-progress').textContent()).toBe('7 of 12 answered')
    for (const item of items.slice(7))
      await answerByMouse(page, item, rightResponse(item))
    await page.getByRole('button', { name: 'Submit answers' }).click()
    await page.reload()
    expect(await page.locator('.lq-outcome').textContent()).toBe('✓ Passed')
    expect(await stepStates()).toEqual(['Done', 'Done', 'Passed'])
  })

  it('is where a learner who comes back by the plain address finds it', async () => {
    await toPostTest()
    await page.goto('about:blank')
    await open()
    await page.locator('.lq-item').first().waitFor()
    expect(await heading()).toBe('Post-test')
  })

  it('keeps the answers when the learner looks at another step', async () => {
    await toPostTest()
    const [item] = await shownItems(page, quiz)
    await answerByMouse(page, item!, rightResponse(item!))
    await page.getByRole('link', { name: /Lecture/ }).click()
    await page.locator('iframe').waitFor()
    await page.getByRole('link', { name: /Post-test/ }).first().click()
    await page.locator('.lq-item').first().waitFor()
    expect(await page.locator('.lq-progress').textContent()).toBe('1 of 12 answered')
    expect(await page.locator('.lectern-quiz').count()).toBe(1)
  })

  it('is forgotten on request', async () => {
    await toPostTest()
    page.on('dialog', dialog => dialog.accept())
    await page.getByRole('button', { name: 'Forget it' }).click()
    await page.getByLabel('I have read').waitFor()
    expect(await stepStates()).toEqual(['To do', 'After step 1', 'After step 1'])
    expect(await page.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('lectern:')))).toEqual([])
  })
})

describe('when something cannot be loaded', () => {
  it.each([
    ['the player', '/module/player/main.bundle.js'],
    ['H5P\'s core', '/module/player/frame.bundle.js'],
    ['the questions', '/module/quizzes/post-test/content/content.json'],
    ['the content type', '/module/quizzes/post-test/Lectern.Quiz-1.4/quiz.js'],
  ])('%s: says so, and tries again', async (_, path) => {
    server.missing.add(path)
    await open()
    await page.getByLabel('I have read').check()
    await page.getByRole('button', { name: 'Go on to the lecture' }).click()
    await page.getByRole('button', { name: 'I have followed the lecture' }).click()
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await shownText('[role=alert]')).toMatch(/could not be loaded[\s\S]*Check your connection and try again/)
    server.missing.clear()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.lq-item').first().waitFor()
    expect(await page.locator('.lq-item').count()).toBe(12)
  })

  it('the lecture: says so', async () => {
    server.missing.add('/slides/index.html')
    await open()
    await page.getByLabel('I have read').check()
    await page.getByRole('button', { name: 'Go on to the lecture' }).click()
    await page.getByRole('alert').waitFor()
    expect(await shownText('[role=alert]')).toContain('The lecture could not be loaded.')
    server.missing.clear()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.frameLocator('iframe').getByText('The deck').waitFor()
  })

  it('the course data: says so', async () => {
    server.missing.add('/module/module.json')
    await open()
    await page.getByRole('alert').waitFor()
    expect(await shownText('[role=alert]')).toContain('The course data could not be loaded. Reload the page')
  })

  it('the page\'s own scripts: says so', async () => {
    await newVisitor({ javaScriptEnabled: false })
    await open()
    expect(await shownText('main')).toContain('its scripts could not be loaded or are switched off')
    expect(await shownText('h1')).toBe('Writing doses safely')
    expect(await page.getByRole('link', { name: 'open the slides' }).getAttribute('href')).toBe('../slides/index.html')
  })

  it('local storage: works on, and says that progress is not kept', async () => {
    await page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get: () => {
      throw new DOMException('denied', 'SecurityError')
    } }))
    await toPostTest()
    expect(await shownText('footer')).toContain('your progress is lost when you close it')
  })
})

describe('for everyone', () => {
  it.each([
    ['light, on a desk', { viewport: { width: 1280, height: 900 }, colorScheme: 'light' }],
    ['dark, on a phone', { viewport: { width: 320, height: 640 }, colorScheme: 'dark', reducedMotion: 'reduce' }],
  ] as const)('%s: no accessibility problem at any step, and nothing wider than the screen', async (_, options) => {
    await newVisitor(options)
    const seen: string[] = []
    const look = async (where: string) => {
      seen.push(...(await accessibilityProblems()).map(problem => `${where}: ${problem}`))
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (overflow > 0)
        seen.push(`${where}: ${overflow} px too wide`)
    }
    await open()
    await page.locator('h1').waitFor()
    await look('about')
    await toPostTest()
    await look('post-test')
    await page.getByRole('button', { name: 'Submit answers' }).click()
    await look('missing answers')
    for (const item of await shownItems(page, quiz))
      await answerByMouse(page, item, wrongResponse(item))
    await page.getByRole('button', { name: 'Submit answers' }).click()
    await page.getByRole('button', { name: 'Show the right answers' }).click()
    await look('solutions')
    await page.getByRole('link', { name: /Lecture/ }).click()
    await page.locator('iframe').waitFor()
    await look('lecture')
    expect(seen).toEqual([])
  })
})
