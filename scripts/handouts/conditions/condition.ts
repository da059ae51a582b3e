import type { PageText } from '../page-text.ts'
import type { Pdf, PdfPage } from '../pdf-document.ts'
import type { StructureElement } from '../structure.ts'

/** A PDF, read once for all conditions. */
export interface ExaminedPdf {
  pdf: Pdf
  pages: PdfPage[]
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

/** One thing that an accessible PDF must fulfil. */
export interface Condition {
  id: string
  /** Clause of ISO 14289-1 (PDF/UA-1) that asks for it. */
  clause: string
  /** Says what is wrong; nothing when the condition is met. */
  examine: (document: ExaminedPdf) => Omit<Violation, 'condition'>[]
}
