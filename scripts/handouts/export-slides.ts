import type { Browser } from 'playwright-core'
import type { Course } from '../course/course.ts'
import type { Progress } from '../progress.ts'
import type { MeasuredSlide } from '../slides/measure.ts'
import type { PrintPage } from '../slides/print-page.ts'
import type { Violation } from './conditions/condition.ts'
import type { HandoutOptions, PrintedPage } from './handout-options.ts'
import type { RepairedSlides } from './repair-slides.ts'
import type { DocumentMetadata } from './repair/metadata.ts'
import type { PageFault } from './verify-pages.ts'
import { join } from 'node:path'
import { LecternError } from '../errors.ts'
import { kitVersion } from '../kit.ts'
import { measureSlides } from '../slides/measure.ts'
import { explained, withPrintPage } from '../slides/print-page.ts'
import { examinePdf } from './accessibility.ts'
import { documentDate } from './document-date.ts'
import { keepEmptyCells } from './keep-empty-cells.ts'
import { pageLabel } from './page-labels.ts'
import { openPdf } from './pdf-document.ts'
import { printSlides } from './print-slides.ts'
import { repairSlides } from './repair-slides.ts'
import { kidsOf } from './structure.ts'
import { verifyPages } from './verify-pages.ts'

/** What of a course the slides' PDF is made from. */
export type PrintableCourse = Pick<Course, 'place' | 'slides' | 'meta'>

/** Which slides are printed, and how. */
export type PrintChoice = Partial<Pick<HandoutOptions, 'slides' | 'clicks'>>

/** The deck as one tagged PDF: what all layouts are made of. */
export interface PrintedDeck {
  bytes: Uint8Array
  /** What each page shows. */
  pages: readonly PrintedPage[]
  /** What keeps the document from being accessible: of the slides themselves, so that all that is made of it has it too. */
  flaws: readonly Violation[]
}

/** How often the deck is loaded and printed before a page that is not as its slide is an error. */
const attempts = 3

/**
 * Prints a deck, or some of its slides, as a tagged PDF and proves that every page shows its slide.
 * @returns the PDF; the same bytes for the same sources, browser and fonts.
 * @throws LecternError "no-slides", "page-blank", "page-differs" (naming the slide), "browser-died", and those of the print page
 */
export async function exportSlides(course: PrintableCourse, browser: Browser | Promise<Browser>, choice: PrintChoice, progress: Progress, print = printSlides): Promise<PrintedDeck> {
  const entry = join(course.place.folder, 'slides.md')
  if (course.slides.length === 0)
    throw new LecternError('The deck has no slides.', { code: 'no-slides', mend: 'Write slides into slides.md, then build again.', file: entry })
  progress('rendering the slides')
  return await withPrintPage(entry, browser, async (printed) => {
    try {
      for (let attempt = 1; ; attempt++) {
        progress(`printing ${choice.slides?.length ?? printed.server.slideCount} slides`)
        const { measured, repaired, faults } = await printOnce(printed, course, print)
        if (faults.length === 0) {
          reportViolations(repaired, progress)
          return { bytes: repaired.bytes, pages: pagesOfDeck(measured), flaws: flawsOf(repaired) }
        }
        if (attempt === attempts)
          throw pageError(faults[0]!, course)
        progress(`slide ${faults[0]!.slide} did not come out; trying again`)
        await printed.reload()
      }
    }
    catch (error) {
      throw explained(error, entry)
    }
  }, choice)
}

interface Print { measured: MeasuredSlide[], repaired: RepairedSlides, faults: PageFault[] }

async function printOnce(printed: PrintPage, course: PrintableCourse, print: typeof printSlides): Promise<Print> {
  await printed.page.evaluate((language) => {
    document.documentElement.lang = language
  }, course.meta.language)
  const measured = await measureSlides(printed.page)
  await keepEmptyCells(printed.page)
  const bytes = await print(printed, measured.length)
  const pages = pagesOfDeck(measured)
  const repaired = await repairSlides(bytes, measured, bookmarksOf(pages, course), handoutMetadata(course), pages.map(pageLabel))
  const examined = examinePdf(await openPdf(repaired.bytes))
  if (examined.pages.length !== measured.length)
    return { measured, repaired, faults: [{ slide: measured[Math.min(examined.pages.length, measured.length - 1)]!.no, kind: 'blank' }] }
  const hasFigure = examined.pages.map((page, index) => examined.elements.some(element => element.type === 'Figure'
    && kidsOf(examined.pdf, element.dictionary).some(kid => kid.kind === 'content' && kid.page === page.reference && examined.texts[index]!.drawn.has(kid.mcid))))
  const faults = verifyPages(measured.map((slide, index) => ({
    slide,
    text: examined.texts[index],
    hasFigure: hasFigure[index] ?? false,
    // What waits for a click may be all that a slide says.
    hasWords: measured[index + 1]?.no !== slide.no && course.slides[slide.no - 1]?.markup.text !== '',
  })))
  return { measured, repaired, faults }
}

function flawsOf({ violations, wordlessFigures }: RepairedSlides): Violation[] {
  return wordlessFigures > 0 ? [...violations, { condition: 'figure-alternative', message: 'a figure has no description of its own' }] : violations
}

/** What each page shows, by the order of the slides' containers. */
function pagesOfDeck(measured: readonly MeasuredSlide[]): PrintedPage[] {
  return measured.map(({ no }, index) => ({ slide: no, step: measured.slice(0, index).filter(other => other.no === no).length }))
}

/** What the bookmarks say, one for each page. */
function bookmarksOf(pages: readonly PrintedPage[], course: PrintableCourse): string[] {
  return pages.map(({ slide, step }) => {
    const title = course.slides[slide - 1]?.title || `Slide ${slide}`
    return step === 0 ? title : `${title} (step ${step + 1})`
  })
}

/** What every handout of a course says of itself. */
export function handoutMetadata(course: PrintableCourse): DocumentMetadata {
  const { meta } = course
  return {
    title: meta.title,
    authors: authorsOf(course),
    subject: meta.summary,
    keywords: meta.keywords,
    language: meta.language,
    date: documentDate(meta.reviewed),
    producer: `Lectern ${kitVersion}`,
  }
}

/** Who made the slides: as the deck's head matter says, otherwise the faculty. */
function authorsOf({ slides, meta }: PrintableCourse): string[] {
  const author = slides[0]?.frontmatter.author
  return typeof author === 'string' && author.trim() ? [author.trim()] : meta.faculty.map(person => person.name)
}

function pageError(fault: PageFault, course: PrintableCourse): LecternError {
  const slide = course.slides[fault.slide - 1]
  const title = slide?.title ? ` ("${slide.title}")` : ''
  const says = {
    'blank': `The page of slide ${fault.slide}${title} is blank although the slide is not`,
    'text-missing': `The page of slide ${fault.slide}${title} lacks text of the slide: "${fault.missing}"`,
    'text-untagged': `Text of slide ${fault.slide}${title} would be hidden from screen readers: "${fault.missing}"`,
  }[fault.kind]
  return new LecternError(`${says}, ${attempts} times in a row.`, {
    code: fault.kind === 'blank' ? 'page-blank' : 'page-differs',
    mend: 'Run `lectern check`, which names what overflows or fails on this slide; if it finds nothing, build again.',
    exitCode: 1,
    file: slide?.file,
    line: slide?.line,
  })
}

function reportViolations({ violations, wordlessFigures, strays }: RepairedSlides, progress: Progress): void {
  for (const { page, message } of violations.slice(0, 10))
    progress(`accessibility: ${page === undefined ? '' : `page ${page}: `}${message}`)
  if (violations.length > 10)
    progress(`accessibility: and ${violations.length - 10} more`)
  if (wordlessFigures > 0)
    progress(`accessibility: ${wordlessFigures} ${wordlessFigures === 1 ? 'figure has' : 'figures have'} no description; give images an alt text`)
  for (const { name, page, letters } of strays)
    progress(`fonts: page ${page} is set in ${name}, which is not shipped and looks different elsewhere: ${[...letters].slice(0, 20).join('')}`)
}
