import type { MeasuredSlide } from '../slides/measure.ts'
import type { ExaminedPdf, Violation } from './conditions/condition.ts'
import type { DocumentMetadata } from './repair/metadata.ts'
import type { StrayFont } from './stray-fonts.ts'
import { missingCharacters } from './conditions/fonts.ts'
import { unintendedDecoration } from './hidden-text.ts'
import { writePageLabels } from './page-labels.ts'
import { rebuildParentTree } from './parent-tree.ts'
import { openPdf } from './pdf-document.ts'
import { markArtifacts } from './repair/artifacts.ts'
import { writeBookmarks } from './repair/bookmarks.ts'
import { completeFigures } from './repair/figures.ts'
import { finishDocument } from './repair/finish-document.ts'
import { renumberIdentifiers } from './repair/identifiers.ts'
import { settleLetters } from './repair/letters.ts'
import { describeLinks } from './repair/links.ts'
import { completeLists } from './repair/lists.ts'
import { mapRoles } from './repair/roles.ts'
import { strayFonts } from './stray-fonts.ts'

export interface RepairedSlides {
  bytes: Uint8Array
  /** What still keeps the document from being accessible. */
  violations: Violation[]
  /** Figures that had no words of their own. */
  wordlessFigures: number
  /** Fonts that the kit does not ship. */
  strays: StrayFont[]
}

/**
 * Makes Chromium's tagged PDF, one page for each slide, accessible and reproducible without changing how any page looks.
 * The titles become the bookmarks and the labels the names of the pages, in the order of the slides.
 */
export async function repairSlides(printed: Uint8Array, slides: readonly MeasuredSlide[], titles: readonly string[], metadata: DocumentMetadata, labels = titles.map((_, index) => String(index + 1))): Promise<RepairedSlides> {
  const pdf = await openPdf(printed)
  settleLetters(pdf)
  markArtifacts(pdf)
  describeLinks(pdf)
  mapRoles(pdf)
  completeLists(pdf)
  const wordlessFigures = completeFigures(pdf)
  rebuildParentTree(pdf)
  renumberIdentifiers(pdf)
  writeBookmarks(pdf, titles)
  writePageLabels(pdf, labels)
  const wordless: Violation = { condition: 'figure-alternative', message: 'a figure has no description of its own' }
  let strays: StrayFont[] = []
  const { bytes, violations } = await finishDocument(pdf, metadata, (examined) => {
    strays = strayFonts(examined)
    return [...missingLetters(examined, slides), ...hiddenTexts(examined, slides), ...Array.from<Violation>({ length: wordlessFigures }).fill(wordless)]
  })
  return { bytes, violations: violations.filter(violation => violation !== wordless), wordlessFigures, strays }
}

/** Characters of a slide that no font has: the page then shows boxes, and does not always say what they stand for. */
function missingLetters(examined: ExaminedPdf, slides: readonly MeasuredSlide[]): Violation[] {
  return missingCharacters.examine(examined).flatMap(({ page, message }) => {
    const text = examined.texts[page! - 1]!
    const printed = new Set((text.tagged + text.artifact + text.unmarked).normalize('NFKC'))
    const words = slides[page! - 1]?.runs.map(run => run.text).join('').normalize('NFKC') ?? ''
    const letters = [...new Set(words)].filter(letter => !printed.has(letter) && !message.includes(letter) && /[^\p{Z}\p{C}]/u.test(letter))
    return letters.length > 0 ? [{ condition: missingCharacters.id, page, message: `no font has ${letters.map(letter => `"${letter}"`).join(', ')}` }] : []
  })
}

function hiddenTexts({ texts }: ExaminedPdf, slides: readonly MeasuredSlide[]): Violation[] {
  return texts.flatMap((text, index) => {
    const hidden = slides[index] && unintendedDecoration(slides[index], text)
    return hidden === undefined ? [] : [{ condition: 'hidden-text', page: index + 1, message: `screen readers do not see what a style sheet adds: "${hidden.slice(0, 40)}"` }]
  })
}
