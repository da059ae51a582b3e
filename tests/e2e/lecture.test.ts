import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Course } from '../../scripts/course/course.ts'
import type { StaticServer } from '../support/static-server.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { deckEn } from '../../app/words/deck-en.ts'
import { deckEs } from '../../app/words/deck-es.ts'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { emitModule } from '../../scripts/module/emit.ts'
import { emitSlides } from '../../scripts/slides/emit.ts'
import { serveFolder } from '../support/static-server.ts'
import { patternsOf } from '../words/catalogue-patterns.ts'
import { objections } from './support/device.ts'

/*
 * A lecture that uses every component, taken in another language than its own. The course is in Latin: whatever else its deck
 * says, the kit has said.
 */
let course: Course
let folder: string
let server: StaticServer
let browser: Browser
let context: BrowserContext

const PHONES = [[360, 740], [740, 360], [390, 844], [844, 390]] as const
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, reducedMotion: 'reduce' } as const

beforeAll(async () => {
  const [place] = await findCourses(join(kitRoot, 'tests', 'fixtures', 'latin'), [])
  course = (await loadCourse(place!)).course!
  folder = await mkdtemp(join(tmpdir(), 'lectern-lecture-'))
  await Promise.all([emitSlides(course, join(folder, 'slides')), emitModule(course, join(folder, 'module'))])
  server = await serveFolder(folder)
  browser = await launchBrowser()
})
afterEach(() => context?.close())
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

/** A browser in which a language was chosen on some page of this host. */
async function openDeck(route: string, chosen: string | undefined, options: Parameters<Browser['newContext']>[0] = PHONE): Promise<Page> {
  context = await browser.newContext({ locale: 'en-US', ...options })
  // Once: a choice that the page makes itself has to stay.
  await context.addInitScript(tag => tag && !localStorage.getItem('lectern:language') && localStorage.setItem('lectern:language', tag), chosen)
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${server.url}/slides/#/${route}`)
  return page
}

interface Said { text: string, lang: string, mixed: boolean }

/** Everything that the kit and the course say in a part of the page, to the eye, to the ear or on paper. Runs in the page. */
function saidWithin(selector: string): Said[] {
  return [...document.querySelectorAll(selector)].flatMap((root) => {
    const said: Said[] = []
    const langOf = (element: Element) => element.closest('[lang]')?.getAttribute('lang') ?? ''
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const { parentElement, textContent } = texts.currentNode
      if (textContent!.trim())
        said.push({ text: textContent!.trim().replace(/\s+/g, ' '), lang: langOf(parentElement!), mixed: !!parentElement!.closest('title, desc, .lectern-ear-only caption') })
    }
    for (const element of [root, ...root.querySelectorAll('*')]) {
      for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'aria-description']) {
        const text = element.getAttribute(name)
        if (text)
          said.push({ text, lang: langOf(element), mixed: true })
      }
    }
    return said
  })
}

/** Goes through all slides, then reads and searches the reading view. */
async function takeLecture(page: Page): Promise<Said[]> {
  const said: Said[] = []
  for (const { no } of course.slides) {
    await page.evaluate((to) => {
      location.hash = `#/${to}`
    }, no)
    await page.locator(`[data-slidev-no="${no}"] .lectern-slide`).first().waitFor({ state: 'visible' })
    said.push(...await page.evaluate(saidWithin, `[data-slidev-no="${no}"] .lectern-slide`))
  }
  said.push(...await page.evaluate(saidWithin, 'nav button:has(> .i-carbon\\:document-view)'))
  await page.evaluate(() => {
    location.hash = '#/reading'
  })
  await page.locator('article').first().waitFor()
  const read = async () => said.push(...await page.evaluate(saidWithin, '.lectern-reading'), { text: await page.title(), lang: '', mixed: true })
  await read()
  for (const query of ['dolor', 'zzz']) {
    await page.getByRole('searchbox').fill(query)
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/\p{L}/u)
    await read()
  }
  return said
}

describe('a lecture in the language that was chosen', () => {
  it('says no word of the kit in English to whoever chose Spanish, and marks which words are the course’s', async () => {
    const page = await openDeck('1', 'es')
    const said = await takeLecture(page)
    expect(said.filter(({ text }) => /Not accredited|not designated/.test(text))).toEqual([])
    const english = patternsOf(deckEn, deckEs).filter(({ path }) => path !== 'language')
    expect([...new Set(said.flatMap(({ text }) => english.filter(({ pattern }) => pattern.test(text)).map(({ path }) => `${path}: ${text}`)))]).toEqual([])

    // Whole texts of the kit are marked as Spanish; what is in nobody's catalogue is Latin and marked as that.
    const spanish = patternsOf(deckEs, deckEn).filter(({ pattern }) => !pattern.source.includes('.+'))
    const isKits = (text: string) => spanish.some(({ pattern }) => pattern.exec(text)?.[0] === text)
    const unmixed = said.filter(({ mixed }) => !mixed)
    expect([...new Set(unmixed.filter(({ text, lang }) => isKits(text) && lang !== 'es').map(({ text, lang }) => `${lang}: ${text}`))]).toEqual([])
    const latin = ['De medicamentis', 'verba magistri', 'Aliter est.', 'Livius T. Prima.', 'Ex verbis magistri.', 'annus non visus est.', 'Sors caeca', 'Nihil acceptum est.']
    for (const words of latin) {
      const found = unmixed.filter(({ text }) => text.includes(words))
      expect(found.length, words).toBeGreaterThan(0)
      expect(found.filter(({ lang }) => lang !== 'la'), words).toEqual([])
    }
    expect(await objections(page)).toEqual([])
  })

  it('says every word of the catalogue somewhere, in English for whoever chose that', async () => {
    const said = await takeLecture(await openDeck('1', 'en'))
    const unsaid = patternsOf(deckEn, deckEs).filter(({ pattern }) => !said.some(({ text }) => pattern.test(text))).map(({ path }) => path)
    // Of lists of names a course uses those that it needs. The statement about credit stands in pieces, with a name in italics.
    expect(said.some(({ text }) => text.startsWith('Not accredited; not designated'))).toBe(true)
    expect(unsaid.filter(path => !/^(?:language$|notAccredited$|study\.kinds\.|certainty\.|certaintyInFull\.|results\.differences\.|forest\.measures\.)/.test(path))).toEqual([])
    expect(said.filter(({ text }) => /^(?:Open label, uncontrolled|Moderate certainty|mean difference .*|Risk ratio.*|Low)$/.test(text)).length).toBeGreaterThan(4)
  })

  it('is chosen in the reading view, too, and kept', async () => {
    const page = await openDeck('reading', undefined)
    await page.getByText('Reading view').waitFor()
    await page.getByRole('button', { name: 'Español' }).click()
    await page.getByText('Vista de lectura').waitFor()
    await page.getByRole('link', { name: 'Diapositivas' }).click()
    await page.locator('[data-slidev-no="1"] .provenance').filter({ hasText: 'Conferencia S1' }).waitFor()
    await page.reload()
    await page.locator('[data-slidev-no="1"] .provenance').filter({ hasText: 'Conferencia S1' }).waitFor()
  })

  it('is that of the page around it, and follows it without beginning anew', async () => {
    context = await browser.newContext({ ...PHONE, locale: 'es-ES' })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    await page.goto(`${server.url}/module/`)
    await page.getByRole('checkbox').first().check()
    await page.getByRole('button', { name: 'Continuar con la conferencia' }).click()
    await page.locator('#lectern-deck-keys .by-touch').waitFor()
    expect(await page.locator('#lectern-deck-keys .by-keys').isVisible()).toBe(false)
    const deck = page.frameLocator('iframe')
    const provenance = deck.locator('[data-slidev-no="2"] .provenance')
    await deck.locator('[data-slidev-no="1"] .provenance').filter({ hasText: 'Conferencia S1' }).waitFor()
    await page.frames()[1]!.evaluate(() => {
      location.hash = '#/2'
    })
    await provenance.filter({ hasText: 'Conferencia S2, S3' }).waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await provenance.filter({ hasText: 'Lecture S2, S3' }).waitFor()
    expect(page.frames()[1]!.url()).toContain('#/2')
  })

  it('is the course’s where a lecturer works', async () => {
    const page = await openDeck('presenter/2', 'es')
    await page.locator('.grid-section.main .provenance').filter({ hasText: 'Lecture S2, S3' }).waitFor()
  })
})

describe('the reading view in a page', () => {
  it('goes to the slide that the page asks for, again and again, and leaves no steps in the history', async () => {
    const page = await openDeck('reading', undefined)
    await page.goto(`${server.url}/module/`)
    await page.evaluate(() => {
      document.body.innerHTML = '<iframe src="../slides/index.html#/reading" style="width: 100%; height: 600px"></iframe>'
    })
    const reader = page.frameLocator('iframe')
    await reader.locator('#slide-1').waitFor()
    const steps = await page.evaluate(() => history.length)
    const last = course.slides.length
    for (const no of [last, 2, 2, 1]) {
      await page.frames()[1]!.evaluate((no) => {
        document.querySelector('.lectern-reading')!.scrollTo(0, no === 1 ? 1e6 : 0)
        location.replace(`#/reading?slide=${no}`)
      }, no)
      await expect.poll(() => page.frames()[1]!.evaluate((no) => {
        const { top, bottom } = document.getElementById(`slide-${no}`)!.getBoundingClientRect()
        return bottom > 0 && top < innerHeight
      }, no)).toBe(true)
    }
    expect(await page.evaluate(() => history.length)).toBe(steps)
  })

  it('leaves a phone to the text: references are folded, and the search takes one line', async () => {
    const page = await openDeck('reading', undefined)
    await page.locator('details.references').first().waitFor()
    expect(await page.locator('details.references[open]').count()).toBe(0)
    expect((await page.locator('.search').boundingBox())!.height).toBeLessThan(64)
  })
})

/** What of these elements stands outside of the window, or is cut off by a part of the page around it. Runs in the page. */
function cutOff(selector: string): string[] {
  return [...document.querySelectorAll<HTMLElement>(selector)].filter(element => element.checkVisibility()).flatMap((element) => {
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
    const name = `${element.localName}.${element.className} ${element.title}`.slice(0, 120)
    const around = element.closest('.grid-section')?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight)
    const isOutside = left < around.left - 1 || top < around.top - 1 || right > Math.min(innerWidth, around.right) + 1 || bottom > Math.min(innerHeight, around.bottom) + 1
    return [
      ...isOutside ? [`outside: ${name} ${[left, top, right, bottom].map(Math.round)}`] : [],
      ...width < 1 || height < 1 ? [`nothing to be seen: ${name}`] : [],
    ]
  })
}

describe.each(PHONES)('on a phone of %i × %i', (width, height) => {
  const phone = { ...PHONE, viewport: { width, height } }

  it('the presenter has every control, the pace, the clock and whole lines of notes', async () => {
    const page = await openDeck('presenter/1', undefined, phone)
    await page.locator('.grid-section.note').getByText('Verba magistri').waitFor()
    await page.locator('.grid-section.next .lectern-slide').waitFor()
    expect(await page.evaluate(cutOff, '.grid-section button, .grid-section select, .lectern-pace, .grid-section.bottom .font-mono, .grid-section.note .slidev-note, .grid-section.main .lectern-slide, .grid-section.next .lectern-slide, .grid-section.main > :first-child > :not(:empty)')).toEqual([])
    expect(await page.locator('.grid-section').evaluateAll(sections => sections.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1).map(({ className }) => className))).toEqual([])
    const notes = (await page.locator('.grid-section.note').boundingBox())!
    expect(notes.height).toBeGreaterThan(100)
  })

  it('the bar of the stage is seen before a tap presses anything in it, and nothing of it is cut off', async () => {
    const page = await openDeck('1', 'es', phone)
    await page.locator('[data-slidev-no="1"] .lectern-slide').first().waitFor()
    const next = page.locator('nav button[title="Go to next slide"]')
    const bar = page.locator('#slide-container > .absolute.bottom-0.left-0')
    const seen = () => bar.evaluate(element => Number(getComputedStyle(element).opacity) === 1)
    const { x, y, width: wide, height: high } = (await next.boundingBox())!
    const tap = () => page.touchscreen.tap(x + wide / 2, y + high / 2)
    // Upright there is room for the bar all the time.
    if (width > height) {
      expect(await seen()).toBe(false)
      await tap()
      await expect.poll(seen).toBe(true)
      expect(page.url()).toMatch(/#\/1$/)
    }
    expect(await seen()).toBe(true)
    expect(await page.evaluate(cutOff, '#slide-container > .absolute.bottom-0.left-0 button')).toEqual([])
    await tap()
    await page.locator('[data-slidev-no="2"] .lectern-slide').first().waitFor({ state: 'visible' })
    await page.locator('[data-slidev-no="2"]').getByRole('button', { name: 'Nota del editor E01' }).tap()
    await page.getByRole('dialog', { name: 'Nota del editor E01' }).waitFor()
    expect(await page.evaluate(cutOff, '[popover]:popover-open')).toEqual([])
  })
})
