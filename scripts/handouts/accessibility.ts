import type { Condition, ExaminedPdf, Violation } from './conditions/condition.ts'
import type { Pdf } from './pdf-document.ts'
import type { StructureElement } from './structure.ts'
import { figures, formulas } from './conditions/alternatives.ts'
import { annotationFlags, annotationRect, annotationStructure, linkDescription, linkStructure, linkTargets, tabOrder } from './conditions/annotations.ts'
import { activeContent, fileIdentifier, outputIntent, stateNesting, streams, unencrypted } from './conditions/archive.ts'
import { attachmentNames, attachmentRelationship } from './conditions/attachments.ts'
import { fontLetters, fontsEmbedded, missingCharacters, unicodeMap } from './conditions/fonts.ts'
import { forms, objects } from './conditions/forms.ts'
import { firstHeading, headingKinds, headingLevels } from './conditions/headings.ts'
import { metadataLanguage, outlineLanguage, textLanguage } from './conditions/languages.ts'
import { lists, tablesOfContents } from './conditions/lists.ts'
import { artifactInTag, taggedDocument, tagInArtifact, unmarkedContent } from './conditions/marked-content.ts'
import { accessibleIdentifier, archiveIdentifier, displayTitle, title, xmp } from './conditions/metadata.ts'
import { notes } from './conditions/notes.ts'
import { parentTree } from './conditions/parent-tree.ts'
import { roles } from './conditions/roles.ts'
import { headerCells, headerReferences, tableRegularity, tableStructure } from './conditions/tables.ts'
import { createTextReader } from './page-text.ts'
import { keyOf, pagesOf } from './pdf-document.ts'
import { walkStructure } from './structure.ts'

/** In the order in which they are listed for people: what the document is, its content, its structure, fit to keep. */
export const conditions: readonly Condition[] = [
  taggedDocument,
  artifactInTag,
  tagInArtifact,
  unmarkedContent,
  roles,
  parentTree,
  xmp,
  accessibleIdentifier,
  title,
  displayTitle,
  textLanguage,
  outlineLanguage,
  metadataLanguage,
  firstHeading,
  headingLevels,
  headingKinds,
  lists,
  tablesOfContents,
  tableStructure,
  tableRegularity,
  headerCells,
  headerReferences,
  figures,
  formulas,
  notes,
  tabOrder,
  linkStructure,
  linkDescription,
  linkTargets,
  annotationStructure,
  annotationRect,
  attachmentNames,
  forms,
  objects,
  fontsEmbedded,
  fontLetters,
  unicodeMap,
  missingCharacters,
  unencrypted,
  archiveIdentifier,
  fileIdentifier,
  outputIntent,
  annotationFlags,
  attachmentRelationship,
  activeContent,
  streams,
  stateNesting,
]

/** Reads what the conditions ask about. */
export function examinePdf(pdf: Pdf): ExaminedPdf {
  const pages = pagesOf(pdf)
  const elements: StructureElement[] = []
  walkStructure(pdf, element => elements.push(element))
  const pageNumbers = new Map(pages.map((page, index) => [keyOf(page.reference), index + 1]))
  return { pdf, pages, pageNumbers, texts: pages.map(createTextReader(pdf)), elements }
}

/**
 * What keeps a PDF from being accessible (PDF/UA-1) and fit to keep (PDF/A-3a), as far as a program can tell. These are
 * the conditions that documents like ours can fail, not all that the two standards have.
 */
export function checkAccessibility(document: ExaminedPdf): Violation[] {
  return conditions.flatMap(({ id, examine }) => examine(document).map(fault => ({ condition: id, ...fault })))
}
