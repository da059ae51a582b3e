import type { ExaminedPdf, Violation } from '../conditions/condition.ts'
import type { Pdf } from '../pdf-document.ts'
import type { DocumentMetadata } from './metadata.ts'
import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { checkAccessibility, examinePdf } from '../accessibility.ts'
import { savePdf, setIdentifier } from '../pdf-document.ts'
import { writeMetadata } from './metadata.ts'
import { writeOutputIntent } from './output-intent.ts'

export interface FinishedDocument {
  bytes: Uint8Array
  /** What keeps the document from being PDF/UA-1 and PDF/A-3a; it claims to be so only when there is nothing. */
  violations: Violation[]
}

/** Stands for the identifier until it is known. */
const placeholder = '0'.repeat(32)

/** Conditions of a document's own, besides those of every PDF. */
export type FurtherCheck = (document: ExaminedPdf) => Violation[]

/**
 * The last step of every PDF: says what it is (XMP, language, colours), checks all conditions, and writes it so that the
 * same content gives the same bytes, the identifier included. Structure, links, bookmarks and attachments are complete
 * before. The document must not be used afterwards.
 */
export async function finishDocument(pdf: Pdf, metadata: DocumentMetadata, furtherCheck: FurtherCheck = () => []): Promise<FinishedDocument> {
  writeMetadata(pdf, metadata, true)
  writeOutputIntent(pdf)
  setIdentifier(pdf, placeholder)
  const examined = examinePdf(pdf)
  const violations = [...checkAccessibility(examined), ...furtherCheck(examined)]
  if (violations.length > 0)
    writeMetadata(pdf, metadata, false)
  return { bytes: await saveIdentified(pdf), violations }
}

/**
 * The last step of a document that is examined afterwards, as the bytes that are written: examining takes as long as making.
 * It claims to be PDF/UA-1 and PDF/A-3a when `flaws`, what is known to be wrong with its parts, is empty. The document must
 * not be used afterwards.
 */
export async function finishUnexamined(pdf: Pdf, metadata: DocumentMetadata, flaws: readonly unknown[]): Promise<Uint8Array> {
  writeMetadata(pdf, metadata, flaws.length === 0)
  writeOutputIntent(pdf)
  setIdentifier(pdf, placeholder)
  return saveIdentified(pdf)
}

/** Writes the document with an identifier made of all its bytes (ISO 32000-1 §14.4). */
export async function saveIdentified(pdf: Pdf): Promise<Uint8Array> {
  const bytes = Buffer.from(await savePdf(pdf, placeholder))
  const identifier = createHash('sha256').update(bytes).digest('hex').slice(0, 32).toUpperCase()
  for (let count = 0; count < 2; count++)
    bytes.write(identifier, bytes.lastIndexOf(`<${placeholder}>`) + 1, 'latin1')
  return bytes
}
