import type { Browser } from 'playwright-core'
import type { Deck } from '../../scripts/check/deck-rule.ts'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { checkDeck } from '../../scripts/check/check-deck.ts'
import { readSlides } from '../../scripts/course/slide.ts'

const decks = fileURLToPath(new URL('../fixtures/decks', import.meta.url))

async function deck(name: string): Promise<Deck> {
  const folder = join(decks, name)
  const { slides } = await readSlides(join(folder, 'slides.md'), folder)
  return { place: { name, folder, project: dirname(dirname(folder)), quizFolder: '' }, slides }
}

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser.close())

async function check(name: string): Promise<string[]> {
  const findings = await checkDeck(await deck(name), () => {}, browser)
  return findings.map(({ file, line, column, severity, rule }) => `${relative(join(decks, name), file)}:${line}:${column} ${severity} ${rule}`)
}

it('finds exactly the one defect of each slide, where it stands', async () => {
  expect(await check('defects')).toEqual([
    'too-long.md:17:3 error slide-overflow',
    'too-wide.md:12:5 error slide-overflow',
    'cut-off.md:6:3 error slide-overflow',
    'footer-collision.md:3:76 error slide-overflow',
    'overlap.md:5:67 error slide-overflow',
    'unknown-component.md:5:1 error unknown-component',
    'unknown-layout.md:2:1 error unknown-layout',
    'unknown-variable.md:3:14 error unknown-variable',
    'console-error.md:4:16 error console-error',
    'thrown-error.md:1:1 error console-error',
    'missing-image.md:3:25 error missing-image',
    'external-request.md:3:24 error external-request',
    'tiny-text.md:3:28 warning tiny-text',
    'faint-text.md:3:48 error faint-text',
    'reading-order.md:5:4 warning reading-order',
    'unnamed-picture.md:3:1 error unnamed-picture',
    'blank.md:5:1 error blank-slide',
  ])
})

it('has nothing to say about a good deck', async () => {
  expect(await check('plain')).toEqual([])
})

it('goes on when a slide cannot be compiled', async () => {
  expect(await check('broken-slide')).toEqual(['slides.md:15:1 error broken-slide'])
})

it('finds an image that is missing beside the slides', async () => {
  expect(await check('missing-relative-image')).toEqual(['slides.md:17:14 error missing-image'])
})
