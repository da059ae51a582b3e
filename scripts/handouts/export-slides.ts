import type { Browser } from 'playwright-core'
import type { Course } from '../course/course.ts'
import type { Progress } from '../progress.ts'
import type { PrintPage } from '../slides/print-page.ts'
import type { RepairedSlides } from './repair-slides.ts'
import type { PageFault } from './verify-pages.ts'
import { join } from 'node:path'
import { LecternError } from '../errors.ts'
import { kitVersion } from '../kit.ts'
import { measureSlides } from '../slides/measure.ts'
import { explained, withPrintPage } from '../slides/print-page.ts'
import { examinePdf } from './accessibility.ts'
import { documentDate } from './document-date.ts'
import { openPdf } from './pdf-document.ts'
import { printSlides } from './print-slides.ts'
import { repairSlides } from './repair-slides.ts'
import { kidsOf } from './structure.ts'
import { verifyPages } from './verify-pages.ts'

/** What of a course the slides' PDF is made from. */
export type PrintableCourse = Pick<Course, 'place' | 'slides' | 'meta'>

/** How often the deck is loaded and printed before a page that is not as its slide is an error. */
const attempts = 3

/**
 * Prints a deck as a tagged PDF and proves that every page shows its slide.
 * @returns the bytes of the PDF; the same for the same sources, browser and fonts.
 * @throws LecternError "page-blank", "page-differs" (naming the slide), "browser-died", and those of the print page
 */
export async function exportSlides(course: PrintableCourse, browser: Browser | Promise<Browser>, progress: Progress, print = printSlides): Promise<Uint8Array> {
  const entry = join(course.place.folder, 'slides.md')
  progress('rendering the slides')
  return await withPrintPage(entry, browser, async (printed) => {
    try {
      for (let attempt = 1; ; attempt++) {
        progress(`printing ${printed.server.slideCount} slides`)
        const { repaired, faults } = await printOnce(printed, course, print)
        if (faults.length === 0) {
          reportViolations(repaired, progress)
          return repaired.bytes
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
  })
}

async function printOnce(printed: PrintPage, course: PrintableCourse, print: typeof printSlides): Promise<{ repaired: RepairedSlides, faults: PageFault[] }> {
  const { meta } = course
  await printed.page.evaluate((language) => {
    document.documentElement.lang = language
  }, meta.language)
  const measured = await measureSlides(printed.page)
  const bytes = await print(printed)
  const repaired = await repairSlides(bytes, measured, measured.map(({ no }) => course.slides[no - 1]?.title ?? ''), {
    title: meta.title,
    authors: authorsOf(course),
    subject: meta.summary,
    keywords: meta.keywords,
    language: meta.language,
    date: documentDate(meta.reviewed),
    producer: `Lectern ${kitVersion}`,
  })
  const examined = examinePdf(await openPdf(repaired.bytes))
  if (examined.pages.length !== measured.length)
    return { repaired, faults: [{ slide: Math.min(examined.pages.length + 1, measured.length), kind: 'blank' }] }
  const hasFigure = examined.pages.map((page, index) => examined.elements.some(element => element.type === 'Figure'
    && kidsOf(examined.pdf, element.dictionary).some(kid => kid.kind === 'content' && kid.page === page.reference && examined.texts[index]!.drawn.has(kid.mcid))))
  const faults = verifyPages(measured.map((slide, index) => ({
    slide,
    text: examined.texts[index],
    hasFigure: hasFigure[index] ?? false,
    hasWords: course.slides[slide.no - 1]?.markup.text !== '',
  })))
  return { repaired, faults }
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
    'blank': `Page ${fault.slide} of the PDF is blank although slide ${fault.slide}${title} is not`,
    'text-missing': `Page ${fault.slide} of the PDF lacks text of slide ${fault.slide}${title}: "${fault.missing}"`,
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

function reportViolations({ violations, wordlessFigures }: RepairedSlides, progress: Progress): void {
  for (const { page, message } of violations.slice(0, 10))
    progress(`accessibility: ${page === undefined ? '' : `page ${page}: `}${message}`)
  if (violations.length > 10)
    progress(`accessibility: and ${violations.length - 10} more`)
  if (wordlessFigures > 0)
    progress(`accessibility: ${wordlessFigures} ${wordlessFigures === 1 ? 'figure has' : 'figures have'} no description; give images an alt text`)
}
