import type { Browser, Page } from 'playwright-core'
import type { PrintServer } from '../../scripts/slides/print-server.ts'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { startPrintServer } from '../../scripts/slides/print-server.ts'

/*
 * The gallery as an audience meets it: every slide in both colour schemes, judged by axe, and editor's notes opened by
 * mouse and by keyboard. Slidev's own controls are not ours to judge.
 */

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const entry = fileURLToPath(new URL('../../slides/gallery/slides.md', import.meta.url))

interface Verdict { passes: { id: string }[], violations: { id: string, nodes: { html: string, failureSummary?: string }[] }[] }

let server: PrintServer
let browser: Browser

beforeAll(async () => {
  server = await startPrintServer(entry)
  browser = await launchBrowser()
  // Vite reloads a page when it meets a new dependency: let it meet them all before anything is measured.
  const page = await browser.newPage()
  await page.goto(`${server.origin}/${server.hashRoutes ? '#/' : ''}print?print=true`)
  await page.waitForFunction(count => document.querySelectorAll('.print-slide-container .lectern-slide').length === count, server.slideCount, { timeout: 180_000 })
  await page.waitForLoadState('networkidle')
  await page.close()
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const slide = (no: number) => `[data-slidev-no="${no}"]`

async function openDeck(colorScheme: 'light' | 'dark'): Promise<{ page: Page, complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, colorScheme, reducedMotion: 'reduce' })
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.text().includes('[Vue warn]'))
      complaints.push(message.text())
  })
  await page.goto(`${server.origin}/${server.hashRoutes ? '#/' : ''}1`)
  await page.locator(`${slide(1)} .lectern-slide`).waitFor({ timeout: 120_000 })
  return { page, complaints }
}

async function goTo(page: Page, no: number): Promise<void> {
  await page.evaluate(({ no, hash }) => {
    if (hash)
      location.hash = `#/${no}`
  }, { no, hash: server.hashRoutes })
  await page.locator(`${slide(no)} .lectern-slide`).waitFor({ state: 'visible', timeout: 60_000 })
}

/** The number of the slide whose headline begins with some words. */
async function numberOf(page: Page, headline: string): Promise<number> {
  for (let no = 1; no <= server.slideCount; no++) {
    await goTo(page, no)
    if ((await page.locator(`${slide(no)} h1`).first().textContent())?.startsWith(headline))
      return no
  }
  throw new Error(`The gallery has no slide “${headline}”`)
}

describe.each(['light', 'dark'] as const)('the gallery, %s', (colorScheme) => {
  it('passes axe on every slide, without a warning', async () => {
    const { page, complaints } = await openDeck(colorScheme)
    await page.evaluate(axeSource)
    // Slidev's sheet for drawings lies over the slide, and axe would not look through it to measure contrast.
    await page.addStyleTag({ content: '#slide-content > :not(#slideshow), #slideshow > :not(.slidev-page) { display: none }' })
    const found: string[] = []
    for (let no = 1; no <= server.slideCount; no++) {
      await goTo(page, no)
      await page.evaluate(() => document.fonts.ready)
      const { passes, violations } = await page.evaluate(async (selector) => {
        // Whole-page rules judge Slidev's frame around the slide.
        const options = { rules: { 'region': { enabled: false }, 'landmark-one-main': { enabled: false }, 'page-has-heading-one': { enabled: false } } }
        return await (window as unknown as { axe: { run: (context: string, options: object) => Promise<Verdict> } }).axe.run(selector, options)
      }, slide(no))
      expect(passes.map(({ id }) => id), `slide ${no}`).toContain('color-contrast')
      for (const { id, nodes } of violations)
        found.push(`slide ${no}: ${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
    }
    expect(found).toEqual([])
    expect(complaints).toEqual([])
    await page.close()
  }, 600_000)
})

describe('editor’s notes', () => {
  let page: Page
  let no: number
  const current = () => page.evaluate(() => Number(/\d+$/.exec(location.href)?.[0]))
  const openNotes = () => page.locator(':popover-open').count()
  const marker = () => page.locator(`${slide(no)} .lectern-footer .lectern-note-button`).first()

  beforeAll(async () => {
    ({ page } = await openDeck('light'))
    no = await numberOf(page, 'EditorNote keeps')
  })

  afterAll(() => page.close())

  it('open and close by mouse without moving the deck, and leave the arrow keys to it', async () => {
    await marker().click()
    expect([await openNotes(), await current()]).toEqual([1, no])
    expect(await page.locator(':popover-open').textContent()).toContain('The lecture said: randomized placebo controlled cross over study')
    await page.keyboard.press('Escape')
    expect([await openNotes(), await current()]).toEqual([0, no])
    await page.keyboard.press('ArrowRight')
    await expect.poll(current).toBe(no + 1)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(current).toBe(no)
  })

  it.each(['Enter', 'Space'])('open by %s and close by Escape', async (key) => {
    await marker().focus()
    await page.keyboard.press(key)
    expect([await openNotes(), await current()]).toEqual([1, no])
    await page.keyboard.press('Escape')
    expect([await openNotes(), await current()]).toEqual([0, no])
    // The second Escape gives the focus back to the deck.
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
  })

  it('stay within the window and close when the deck moves on', async () => {
    await marker().click()
    const box = await page.locator(':popover-open').boundingBox()
    expect(box!.x).toBeGreaterThanOrEqual(0)
    expect(box!.y).toBeGreaterThanOrEqual(0)
    expect(box!.x + box!.width).toBeLessThanOrEqual(1920)
    expect(box!.y + box!.height).toBeLessThanOrEqual(1080)
    await page.keyboard.press('ArrowRight')
    await expect.poll(current).toBe(no + 1)
    await expect.poll(openNotes).toBe(0)
    await page.keyboard.press('ArrowLeft')
  })
})
