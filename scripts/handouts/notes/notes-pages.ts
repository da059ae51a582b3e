import type { Browser } from 'playwright-core'
import type { Course } from '../../course/course.ts'
import type { Progress } from '../../progress.ts'
import type { HandoutOptions } from '../handout-options.ts'
import type { MarkedPage } from '../imposition/marked-pages.ts'
import type { Pdf } from '../pdf-document.ts'
import type { Bookmark, Place, Shell } from './shell.ts'
import { Buffer } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { referenceList } from '../../course/references/reference-list.ts'
import { LecternError } from '../../errors.ts'
import { handoutMetadata } from '../export-slides.ts'
import { readMarkedPages } from '../imposition/marked-pages.ts'
import { writePageLabels } from '../page-labels.ts'
import { rebuildParentTree } from '../parent-tree.ts'
import { openPdf, pagesOf } from '../pdf-document.ts'
import { markArtifacts } from '../repair/artifacts.ts'
import { attachFile } from '../repair/attachments.ts'
import { completeFigures } from '../repair/figures.ts'
import { finishUnexamined } from '../repair/finish-document.ts'
import { renumberIdentifiers } from '../repair/identifiers.ts'
import { settleLetters } from '../repair/letters.ts'
import { completeLists } from '../repair/lists.ts'
import { mapRoles } from '../repair/roles.ts'
import { citationLinks } from './citation-links.ts'
import { describeShellLinks } from './describe-shell-links.ts'
import { handbook } from './handbook/handbook.ts'
import { oneUp } from './one-up.ts'
import { writeOutline } from './outline.ts'
import { takePlaces } from './places.ts'
import { printShell } from './print-shell.ts'
import { markRepeatedHeads } from './repeated-heads.ts'
import { requireCharacters } from './require-characters.ts'
import { ris } from './ris.ts'
import { runningNotes } from './running-notes.ts'
import { settleHeadings } from './settle-headings.ts'
import { shellHtml } from './shell.ts'
import { slideWords } from './slide-words.ts'
import { dropSliverLinks } from './sliver-links.ts'
import { pageBox, spliceSlides } from './splice-slides.ts'
import { threeUp } from './three-up.ts'

export type NotesLayout = '1up' | '3up' | 'notes' | 'handbook'

export interface NotesRequest {
  course: Course
  browser: Browser
  /** The repaired PDF of the slides. */
  slides: Uint8Array
  /** The content of its pages, when it was read already. */
  content?: readonly MarkedPage[]
  /** The slide that each of its pages shows; when left out, page n shows slide n. */
  slideNumbers?: readonly number[]
  /** What keeps the slides themselves from being accessible; a handout of them claims no more than they do. */
  flaws?: readonly unknown[]
  layout: NotesLayout
  options: Pick<HandoutOptions, 'paper' | 'orientation' | 'grayscale' | 'notes'>
  progress: Progress
}

const kinds: Readonly<Record<NotesLayout, string>> = {
  '1up': 'slides with notes',
  '3up': 'slides with lines for notes',
  'notes': 'speaker notes',
  'handbook': 'handbook',
}

/** Filling in page numbers moves nothing; should it ever, the numbers are made again so often. */
const passes = 3

/**
 * Makes the handouts that Chromium sets around the slides: notes pages, ruled lines, the handbook. The slides keep their
 * own content, structure and links.
 * @returns a finished, tagged PDF, to be examined; the same for the same sources, browser and fonts.
 * @throws LecternError "missing-characters", "browser-died", "page-numbers"
 */
export async function notesPages({ course, browser, slides, content, slideNumbers, flaws = [], layout, options, progress }: NotesRequest): Promise<Uint8Array> {
  const { meta } = course
  progress(`setting ${layout}.pdf`)
  const slidesPdf = await openPdf(slides)
  const slidePages = pagesOf(slidesPdf)
  const [left, bottom, right, top] = pageBox(slidesPdf, slidePages[0]!)
  const numbers = slideNumbers ?? slidePages.map((_, index) => index + 1)
  const metadata = handoutMetadata(course)
  const kind = layout === 'notes' && !options.notes ? 'editor’s notes' : kinds[layout]
  const title = `${meta.title}: ${kind}`
  const style = { paper: options.paper, orientation: options.orientation ?? 'portrait', grayscale: options.grayscale }
  const sheetStyles = await readFile(new URL('sheet.css', import.meta.url), 'utf8')
  const layoutStyles = await readFile(new URL(`${layout}.css`, import.meta.url), 'utf8')
  const styles = `${sheetStyles}\n:root { --slide-ratio: ${((right - left) / (top - bottom)).toFixed(5)}; }\n${layoutStyles}`

  const references = referenceList(course)
  const citation = citationLinks(references)
  const sections = slideWords(course, numbers, options.notes && layout !== '3up', citation)
  const compose = (pageOf: (place: Place) => number | undefined): Shell => ({ title, ...{
    '1up': () => oneUp(sections, references),
    '3up': () => threeUp(sections),
    'notes': () => runningNotes(meta, sections, references, kind.charAt(0).toUpperCase() + kind.slice(1)),
    'handbook': () => handbook(course, sections, references, citation, pageOf),
  }[layout]() })

  let pages = new Map<Place, number>()
  for (let pass = 1; pass <= passes; pass++) {
    const shell = compose(place => pages.get(place))
    const html = shellHtml(shell, meta.language, meta.title, style, styles)
    requireCharacters(html, course)
    const pdf = await openPdf(await printShell(browser, html))
    const places = takePlaces(pdf)
    const found = new Map(places.map(({ place, pageNumber }) => [place, pageNumber]))
    if (layout === 'handbook' && !same(pages, found)) {
      pages = found
      continue
    }
    const missing = slidePages.findIndex((_, index) => !found.has(`slide/${index}`))
    if (missing >= 0)
      throw new Error(`${layout}.pdf has no room for page ${missing + 1} of the slides`)
    settleLetters(pdf)
    dropSliverLinks(pdf)
    markRepeatedHeads(pdf)
    markArtifacts(pdf)
    completeLists(pdf)
    spliceSlides(pdf, slidesPdf, content ?? (await readMarkedPages(slides)).content, places)
    return await finish(pdf, shell.bookmarks, new Map(places.map(place => [place.place, place])))
  }
  throw new LecternError(`The page numbers of ${layout}.pdf do not come to rest.`, {
    code: 'page-numbers',
    mend: 'Build again; if it happens again, report it with the course.',
  })

  async function finish(pdf: Pdf, bookmarks: readonly Bookmark[], places: Parameters<typeof writeOutline>[2]): Promise<Uint8Array> {
    settleHeadings(pdf)
    completeFigures(pdf)
    mapRoles(pdf)
    renumberIdentifiers(pdf)
    rebuildParentTree(pdf)
    describeShellLinks(pdf)
    writeOutline(pdf, bookmarks, places)
    writePageLabels(pdf, pagesOf(pdf).map((_, index) => layout === 'handbook' && index === 0 ? 'Cover' : String(index + 1)))
    if (layout === 'handbook' && references.length > 0) {
      attachFile(pdf, {
        name: `${course.name}.ris`,
        bytes: Buffer.from(ris(references.flatMap(({ key }) => course.bibliography.get(key) ?? [])), 'utf8'),
        mime: 'application/x-research-info-systems',
        description: 'The references of the course, for reference managers',
        relationship: 'Supplement',
        date: metadata.date,
      })
    }
    return finishUnexamined(pdf, { ...metadata, title }, flaws)
  }
}

function same(one: ReadonlyMap<Place, number>, other: ReadonlyMap<Place, number>): boolean {
  return one.size === other.size && [...one].every(([place, page]) => other.get(place) === page)
}
