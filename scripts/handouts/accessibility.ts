import type { Condition, ExaminedPdf, Violation } from './conditions/condition.ts'
import type { Pdf } from './pdf-document.ts'
import type { StructureElement } from './structure.ts'
import { figures } from './conditions/figures.ts'
import { fonts } from './conditions/fonts.ts'
import { headings } from './conditions/headings.ts'
import { links } from './conditions/links.ts'
import { lists } from './conditions/lists.ts'
import { markedContent } from './conditions/marked-content.ts'
import { metadata } from './conditions/metadata.ts'
import { roles } from './conditions/roles.ts'
import { tables } from './conditions/tables.ts'
import { createTextReader } from './page-text.ts'
import { pagesOf } from './pdf-document.ts'
import { walkStructure } from './structure.ts'

export const conditions: readonly Condition[] = [markedContent, roles, metadata, headings, figures, lists, tables, links, fonts]

/** Reads what the conditions ask about. */
export function examinePdf(pdf: Pdf): ExaminedPdf {
  const pages = pagesOf(pdf)
  const elements: StructureElement[] = []
  walkStructure(pdf, element => elements.push(element))
  return { pdf, pages, texts: pages.map(createTextReader(pdf)), elements }
}

/**
 * What keeps a PDF from being accessible, as far as a program can tell from these conditions. They are the main ones of
 * PDF/UA-1, not all of them.
 */
export function checkAccessibility(document: ExaminedPdf): Violation[] {
  return conditions.flatMap(({ id, examine }) => examine(document).map(violation => ({ condition: id, ...violation })))
}
