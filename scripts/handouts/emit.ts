import type { Browser } from 'playwright-core'
import type { Course } from '../course/course.ts'
import type { HandoutLayout } from '../course/handout-settings.ts'
import type { Progress } from '../progress.ts'
import type { PrintedDeck } from './export-slides.ts'
import type { HandoutOptions } from './handout-options.ts'
import { join } from 'node:path'
import { findBrowser } from '../browser/find.ts'
import { launchBrowser } from '../browser/launch.ts'
import { LecternError } from '../errors.ts'
import { exportSlides, handoutMetadata } from './export-slides.ts'
import { grayscale } from './grayscale.ts'
import { imposedHandout, isImposed } from './imposition/imposed-handout.ts'
import { readMarkedPages } from './imposition/marked-pages.ts'
import { notesPages } from './notes/notes-pages.ts'
import { verifyPdf } from './verify-pdf.ts'
import { writeFiles } from './write-files.ts'

/**
 * Writes the handouts of a course, one PDF for each layout, all from one print of the deck: tagged, bookmarked, linked.
 * All of them are written, or none.
 * `outDir` is the folder to write into; it is made when it does not exist.
 * @throws LecternError when no browser is found, a slide cannot be rendered, a page does not show what its slide shows or a
 * handout would be less accessible than the slides are; files that were there before stay as they were.
 */
export async function emitHandouts(course: Course, outDir: string, options: HandoutOptions, progress: Progress): Promise<void> {
  await findBrowser() // says at once when there is none
  const starting = launchBrowser()
  try {
    const printed = await exportSlides(course, starting, options, progress)
    const deck = options.grayscale ? { ...printed, bytes: await grayscale(printed.bytes) } : printed
    const handouts = await makeHandouts(course, await starting, deck, options, progress)
    progress('examining the handouts')
    await requireAccessible(handouts, deck)
    await writeFiles(new Map([...handouts].map(([layout, bytes]) => [join(outDir, `${layout}.pdf`), bytes])))
  }
  finally {
    await starting.then(browser => browser.close(), () => {})
  }
}

async function makeHandouts(course: Course, browser: Browser, deck: PrintedDeck, options: HandoutOptions, progress: Progress): Promise<Map<HandoutLayout, Uint8Array>> {
  const made = new Map<HandoutLayout, Uint8Array>([['slides', deck.bytes]])
  const imposed = options.layouts.filter(isImposed)
  const withNotes = options.layouts.filter(layout => layout !== 'slides' && !isImposed(layout))

  if (imposed.length + withNotes.length === 0)
    return made
  const marked = await readMarkedPages(deck.bytes)
  const impose = async () => {
    const original = { ...deck, ...marked, title: course.meta.title }
    for (const layout of imposed) {
      progress(`imposing ${layout}.pdf`)
      made.set(layout, await imposedHandout(original, layout, options, handoutMetadata(course)))
    }
  }
  const setNotes = async () => {
    for (const layout of withNotes) {
      const bytes = await notesPages({ course, browser, slides: deck.bytes, content: marked.content, slideNumbers: deck.pages.map(({ slide }) => slide), flaws: deck.flaws, layout, options, progress })
      made.set(layout, options.grayscale ? await grayscale(bytes) : bytes)
    }
  }
  // While the browser sets pages, this process has time for the others.
  await Promise.all([setNotes(), impose()])
  const handouts = new Map(options.layouts.map(layout => [layout, made.get(layout)!]))
  if (options.grayscale) {
    progress('turning the handouts grey')
    for (const [layout, bytes] of handouts)
      handouts.set(layout, await grayscale(bytes))
  }
  return handouts
}

/** What the slides themselves lack was reported with them; anything else is a handout gone wrong. */
async function requireAccessible(handouts: ReadonlyMap<HandoutLayout, Uint8Array>, deck: PrintedDeck): Promise<void> {
  const known = new Set((deck.flaws.length > 0 ? await verifyPdf(deck.bytes) : []).map(({ condition }) => condition))
  for (const [layout, bytes] of handouts) {
    const [first, ...more] = (await verifyPdf(bytes)).filter(({ condition }) => !known.has(condition))
    if (!first)
      continue
    const where = first.page === undefined ? '' : `page ${first.page}: `
    throw new LecternError(`${layout}.pdf would not be accessible: ${where}${first.message}${more.length > 0 ? ` (and ${more.length} more)` : ''}.`, {
      code: 'handout-not-accessible',
      mend: 'Mend what is named if it is in your sources; otherwise report it with the course. `--layouts` makes the others meanwhile.',
      exitCode: 1,
    })
  }
}
