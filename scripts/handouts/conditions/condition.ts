import type { PageText } from '../page-text.ts'
import type { Pdf, PdfPage } from '../pdf-document.ts'
import type { StructureElement } from '../structure.ts'

/** A PDF, read once for all conditions. */
export interface ExaminedPdf {
  pdf: Pdf
  pages: PdfPage[]
  /** Page numbers from 1, by the key of the page. */
  pageNumbers: ReadonlyMap<string, number>
  /** What each page says, in the order of the pages. */
  texts: PageText[]
  /** All structure elements in reading order. */
  elements: StructureElement[]
}

export interface Violation {
  condition: string
  message: string
  /** Page number from 1, where it is known. */
  page?: number
}

/** What a condition itself says is wrong. */
export type Fault = Omit<Violation, 'condition'>

/** One thing that an accessible PDF, or one that is fit to keep, must fulfil. */
export interface Condition {
  /** Stable: scripts and the documentation name it. */
  id: string
  /** What it asks for, as one sentence. */
  requirement: string
  /** The clause that asks for it: "ISO 14289-1 §7.1". */
  clause: string
  /** Its failure conditions in the Matterhorn Protocol 1.1 (PDF Association), where it has any. */
  matterhorn: string[]
  /** Says what is wrong; nothing when the condition is met. */
  examine: (document: ExaminedPdf) => Fault[]
}
