import type { MeasuredSlide } from '../slides/measure.ts'
import type { ExaminedPdf, Violation } from './conditions/condition.ts'
import type { DocumentMetadata } from './repair/metadata.ts'
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

export interface RepairedSlides {
  bytes: Uint8Array
  /** What still keeps the document from being accessible. */
  violations: Violation[]
  /** Figures that had no words of their own. */
  wordlessFigures: number
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
  const { bytes, violations } = await finishDocument(pdf, metadata, examined => [
    ...hiddenTexts(examined, slides),
    ...Array.from<Violation>({ length: wordlessFigures }).fill(wordless),
  ])
  return { bytes, violations: violations.filter(violation => violation !== wordless), wordlessFigures }
}

function hiddenTexts({ texts }: ExaminedPdf, slides: readonly MeasuredSlide[]): Violation[] {
  return texts.flatMap((text, index) => {
    const hidden = slides[index] && unintendedDecoration(slides[index], text)
    return hidden === undefined ? [] : [{ condition: 'hidden-text', page: index + 1, message: `screen readers do not see what a style sheet adds: "${hidden.slice(0, 40)}"` }]
  })
}
