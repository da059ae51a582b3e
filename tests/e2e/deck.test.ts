import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Course } from '../../scripts/course/course.ts'
import type { StaticServer } from '../support/static-server.ts'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { Hono } from 'hono'
import { chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findBrowser } from '../../scripts/browser/find.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { emitModule } from '../../scripts/module/emit.ts'
import { slidesPolicy } from '../../scripts/serve/policies.ts'
import { emitSlides } from '../../scripts/slides/emit.ts'
import { serveFolder } from '../support/static-server.ts'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let course: Course
let folder: string
let server: StaticServer
let browser: Browser
let context: BrowserContext
let complaints: string[]

/** The deck of the repository's course, below a sub-folder, on a host that knows nothing of it. */
beforeAll(async () => {
  const [place] = await findCourses(kitRoot, ['low-dose-naltrexone'])
  course = (await loadCourse(place!)).course!
  // Its module without credit, which needs no server that knows of it.
  const selfAssessment = { ...course, quizzes: course.quizzes.map(quiz => ({ ...quiz, sealed: false })) }
  folder = await mkdtemp(join(tmpdir(), 'lectern-deck-'))
  await Promise.all([emitSlides(course, join(folder, 'any/where/slides')), emitModule(selfAssessment, join(folder, 'any/where/module'))])
  // As narrow as the kit's own server: a deck that needs more would complain.
  server = await serveFolder(folder, { 'Content-Security-Policy': (await new Hono().use(slidesPolicy).get('/', context => context.text('')).request('/')).headers.get('content-security-policy')! })
  const { path, args, env } = await findBrowser()
  browser = await chromium.launch({ executablePath: path, args, env: { ...process.env as Record<string, string>, ...env } })
})
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
  complaints = []
  // Chromium asks for the icon again with every address; without a network it keeps the one it has.
  context.on('console', message => message.type() === 'error' && !message.location().url.endsWith('/favicon.svg') && complaints.push(message.text()))
  // A browser may refuse to keep the screen awake; the talk goes on.
  await context.addInitScript(() => {
    if ('wakeLock' in navigator)
      navigator.wakeLock.request = () => Promise.reject(new DOMException('Wake Lock permission request denied', 'NotAllowedError'))
  })
  context.on('weberror', error => complaints.push(error.error().message))
  context.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !/^(?:data|blob):/.test(request.url()))
      complaints.push(`request to ${request.url()}`)
  })
})
afterEach(async () => {
  await context.close()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

async function open(route: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${server.url}/any/where/slides/#/${route}`)
  return page
}

/** The slide on the stage; others may be loaded beside it. */
const headline = (page: Page, no: number) => page.locator(`[data-slidev-no="${no}"] h1`).first()

describe('presenting the built deck', () => {
  it('shows every slide without an error and without the network', async () => {
    const page = await open('1')
    for (const slide of course.slides) {
      await page.evaluate((no) => {
        location.hash = `#/${no}`
      }, slide.no)
      await headline(page, slide.no).waitFor({ state: 'visible', timeout: 20_000 })
    }
    expect(complaints).toEqual([])
  })

  it('goes on when the network drops in mid-talk', async () => {
    const page = await open('1')
    await headline(page, 1).waitFor()
    await page.locator('html[data-lectern-loaded=all]').waitFor({ state: 'attached', timeout: 20_000 })
    await context.setOffline(true)
    for (const no of [2, 3, 50, course.slides.length]) {
      await page.evaluate((to) => {
        location.hash = `#/${to}`
      }, no)
      await headline(page, no).waitFor({ state: 'visible' })
    }
    expect(complaints).toEqual([])
  })

  it('obeys the keyboard alone: forward, back, dark', async () => {
    const page = await open('1')
    await headline(page, 1).waitFor()
    await page.keyboard.press('Space')
    await headline(page, 2).waitFor({ state: 'visible' })
    await page.keyboard.press('ArrowLeft')
    await headline(page, 1).waitFor({ state: 'visible' })
    const wasDark = await page.evaluate(() => document.documentElement.classList.contains('dark'))
    await page.keyboard.press('d')
    await expect.poll(() => page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(!wasDark)
  })

  it('obeys the arrow keys also after Tab has landed on a control', async () => {
    const page = await open('3')
    await headline(page, 3).waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toMatch(/^(?:BUTTON|A)$/)
    await page.keyboard.press('ArrowRight')
    await headline(page, 4).waitFor({ state: 'visible' })
    await page.keyboard.press('ArrowLeft')
    await headline(page, 3).waitFor({ state: 'visible' })
  })

  it('goes from a citation to its entry in the list of references, and back', async () => {
    const slide = course.slides.find(candidate => /women \[@younger2013\]/.test(candidate.content))!
    const page = await open(String(slide.no))
    await headline(page, slide.no).waitFor()
    const link = page.locator(`[data-slidev-no="${slide.no}"] .lectern-cite a`).first()
    const [number, label] = [await link.textContent(), await link.getAttribute('aria-label')]
    await link.focus()
    await page.keyboard.press('Enter')
    const entry = page.locator('ol.lectern-references li:visible').filter({ has: page.locator('.number', { hasText: new RegExp(`^${number}$`) }) })
    await entry.waitFor({ state: 'visible' })
    expect(label).toContain((await entry.textContent())!.trim().replace(/^\d+\s*/, '').slice(0, 40))
    expect(await entry.locator('a').first().getAttribute('href')).toMatch(/^https:/)
    await page.goBack()
    await headline(page, slide.no).waitFor({ state: 'visible' })
  })

  it('keeps the words of an editor\'s note behind its marker, and does not turn the page when it opens', async () => {
    const slide = course.slides.find(candidate => candidate.editorNotes.length > 0)!
    const page = await open(String(slide.no))
    await headline(page, slide.no).waitFor()
    const marker = page.locator(`[data-slidev-no="${slide.no}"]`).getByRole('button', { name: new RegExp(slide.editorNotes[0]!.ids[0]!) }).first()
    await marker.focus()
    await page.keyboard.press('Enter')
    const opened = page.getByText(slide.editorNotes[0]!.said).first()
    await opened.waitFor({ state: 'visible' })
    await page.keyboard.press('Escape')
    await opened.waitFor({ state: 'hidden' })
    expect(await headline(page, slide.no).isVisible()).toBe(true)
  })

  it('gives presenters notes with numbered references, editor\'s notes, the next slide and the pace', async () => {
    const slide = course.slides.find(candidate => candidate.editorNotes.length > 0 && /\[@/.test(candidate.note))!
    const page = await open(`presenter/${slide.no}`)
    const notes = page.locator('.grid-section.note')
    await notes.getByText('The lecture said').first().waitFor()
    expect(await notes.textContent()).not.toContain('[@')
    expect(await notes.locator('sup').count()).toBeGreaterThan(0)
    await page.locator('.grid-section.next h1').waitFor()
    expect(await page.locator('.lectern-pace').textContent()).toMatch(/Plan \d+:\d\d–\d+:\d\d/)
  })

  it('lets one window steer another', async () => {
    const [audience, presenter] = [await open('3'), await open('presenter/3')]
    await headline(audience, 3).waitFor()
    await presenter.locator('.grid-section.note').waitFor()
    await presenter.keyboard.press('ArrowRight')
    await headline(audience, 4).waitFor({ state: 'visible', timeout: 10_000 })
  })

  it('stays on its slide when the reading view opens', async () => {
    const [audience, presenter] = [await open('3'), await open('presenter/3')]
    await headline(audience, 3).waitFor()
    await presenter.locator('.grid-section.note').waitFor()
    const opening = context.waitForEvent('page')
    await presenter.keyboard.press('r')
    const reading = await opening
    await reading.locator('article').first().waitFor()
    await presenter.bringToFront()
    await presenter.keyboard.press('ArrowRight')
    await headline(audience, 4).waitFor({ state: 'visible', timeout: 10_000 })
    expect(presenter.url()).toContain('presenter/4')
  })
})

describe('the deck on the module\'s page', () => {
  it('is handed the keyboard, and gives it back', async () => {
    const page = await context.newPage()
    await page.goto(`${server.url}/any/where/module/`)
    await page.getByRole('checkbox').first().check()
    await page.getByRole('button', { name: 'Go on to the lecture' }).click()
    await page.getByRole('heading', { name: 'Lecture', level: 1 }).waitFor()
    const deck = page.frameLocator('iframe')
    await deck.locator('[data-slidev-no="1"] h1').first().waitFor()
    await page.getByRole('button', { name: 'Go to the slides' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowRight')
    await deck.locator('[data-slidev-no="2"] h1').first().waitFor({ state: 'visible' })
    // Tab leads through the slide's own links and controls, where the arrows still move the slides, and out at the end.
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    await deck.locator('[data-slidev-no="3"] h1').first().waitFor({ state: 'visible' })
    const done = page.getByRole('button', { name: 'I have followed the lecture' })
    await expect.poll(async () => {
      await page.keyboard.press('Tab')
      return await done.evaluate(button => button === document.activeElement)
    }, { timeout: 20_000, interval: 20 }).toBe(true)
  })
})

describe('reading the built deck without a presenter', () => {
  it('finds notes, editor\'s notes and references, and nothing that axe objects to', async () => {
    const page = await open('reading')
    await page.locator('article').first().waitFor()
    expect(await page.locator('article').count()).toBe(course.slides.length)
    const noted = course.slides.find(slide => slide.editorNotes.length > 0)!
    const article = page.locator(`#slide-${noted.no}`)
    expect(await article.textContent()).toContain(noted.editorNotes[0]!.said)
    expect(await page.locator('.all-references li').count()).toBe(course.citations.length)
    await page.evaluate(axe)
    const violations = await page.evaluate(() => (globalThis as unknown as { axe: { run: (root: Document, options: object) => Promise<{ violations: { id: string, nodes: { html: string }[] }[] }> } }).axe.run(document, { resultTypes: ['violations'] }))
    expect(violations.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('can be searched, and goes to the slide that was found, by keyboard', async () => {
    const page = await open('reading')
    await page.getByRole('searchbox').fill('precipitate withdrawal')
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/\d+ slides? found/)
    await page.getByRole('searchbox').fill('zzzz')
    await expect.poll(() => page.getByRole('status').textContent()).toContain('Nothing found')
    await page.getByRole('searchbox').fill('filamin')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toMatch(/^slide-\d+$/)
    // Where the slide begins is in sight, below the search bar.
    await expect.poll(() => page.evaluate(() => {
      const place = document.activeElement!.querySelector('.place')!
      const { left, top } = place.getBoundingClientRect()
      return document.elementFromPoint(left + 2, top + 2) === place
    })).toBe(true)
  })
})
