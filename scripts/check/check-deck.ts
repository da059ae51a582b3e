import type { Browser } from 'playwright-core'
import type { Finding } from '../course/problem.ts'
import type { Progress } from '../progress.ts'
import type { ColourScheme } from '../slides/measure-access.ts'
import type { Deck, RenderedDeck } from './deck-rule.ts'
import { join } from 'node:path'
import { findBrowser } from '../browser/find.ts'
import { launchBrowser } from '../browser/launch.ts'
import { measureAccess } from '../slides/measure-access.ts'
import { measureOnScreen, measureSlides } from '../slides/measure.ts'
import { explained, withPrintPage } from '../slides/print-page.ts'
import { lookAtDeck, readDeck } from './read-deck.ts'

/**
 * Finds what is wrong with the slides: in their sources, and as a browser shows them.
 * A running browser can be given; otherwise one is started and closed.
 * @throws LecternError when there is no browser or Slidev cannot serve the deck at all.
 */
export async function checkDeck(deck: Deck, progress: Progress, browser?: Browser): Promise<Finding[]> {
  const inSources = readDeck(deck)
  progress('looking at the slides in a browser')
  const rendered = browser ? await renderDeck(deck, browser) : await renderInOwnBrowser(deck)
  return inOrder(deck, [...inSources, ...lookAtDeck(rendered)])
}

/** Renders a deck once for all rules. */
export async function renderDeck(deck: Deck, browser: Browser | Promise<Browser>): Promise<RenderedDeck> {
  const entry = join(deck.place.folder, 'slides.md')
  return await withPrintPage(entry, browser, async (printed): Promise<RenderedDeck> => {
    try {
      return {
        deck,
        origin: printed.server.origin,
        measured: await measureOnScreen(printed.page),
        measuredInPrint: await measureSlides(printed.page),
        access: await measureAccess(printed.page, schemesOf(deck)),
        broken: printed.broken,
        messages: printed.messages,
        vueReports: await printed.vueReports(),
        compileErrors: printed.compileErrors(),
        failedRequests: printed.failedRequests,
        externalRequests: printed.externalRequests,
        components: printed.server.components,
      }
    }
    catch (error) {
      throw explained(error, entry)
    }
  }, { allowBroken: true })
}

/** The colour schemes that an audience can see the deck in, by its head matter. */
function schemesOf({ slides }: Deck): readonly ColourScheme[] {
  const only = slides[0]?.frontmatter.colorSchema
  return only === 'light' || only === 'dark' ? [only] : ['light', 'dark']
}

async function renderInOwnBrowser(deck: Deck): Promise<RenderedDeck> {
  await findBrowser() // says at once when there is none
  const browser = launchBrowser()
  try {
    return await renderDeck(deck, browser)
  }
  finally {
    await browser.then(started => started.close(), () => {})
  }
}

/** By slide; what belongs to no slide comes last. */
function inOrder(deck: Deck, findings: Finding[]): Finding[] {
  const last = deck.slides.length + 1
  return findings.sort((one, other) => (one.slide ?? last) - (other.slide ?? last) || one.line - other.line)
}
