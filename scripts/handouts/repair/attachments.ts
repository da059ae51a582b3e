import type { Pdf, PdfObject } from '../pdf-document.ts'
import { ascii, asText, catalogOf, getDictionary, getItems, name, register, registerPlainStream, registerStream, resolve, set, text } from '../pdf-document.ts'
import { pdfDate } from './metadata.ts'

/** A file that travels inside the document. */
export interface AttachedFile {
  /** What it is saved as: "references.ris". */
  name: string
  bytes: Uint8Array
  /** Media type, for example "application/x-research-info-systems". */
  mime: string
  /** What it is, in the document's language. */
  description: string
  /** What it is to the document (ISO 19005-3 annex E). */
  relationship: 'Source' | 'Data' | 'Alternative' | 'Supplement' | 'Unspecified'
  /** When the file was last changed. */
  date: Date
  /** Written as it is instead of packed, so that it is found in the document's bytes. */
  plain?: boolean
}

/** Puts a file into the document, where readers list it and archives see what it is there for (ISO 19005-3 §6.8). */
export function attachFile(pdf: Pdf, file: AttachedFile): void {
  const catalog = catalogOf(pdf)
  const date = ascii(pdfDate(file.date))
  const entries = {
    Type: 'EmbeddedFile',
    Subtype: name(file.mime),
    Params: { Size: file.bytes.length, CreationDate: date, ModDate: date },
  }
  const stream = file.plain ? registerPlainStream(pdf, file.bytes, entries) : registerStream(pdf, file.bytes, entries)
  const specification = register(pdf, {
    Type: 'Filespec',
    F: text(file.name),
    UF: text(file.name),
    EF: { F: stream, UF: stream },
    Desc: text(file.description),
    AFRelationship: file.relationship,
  })
  const names = getDictionary(pdf, catalog, 'Names')
  const known = names && getDictionary(pdf, names, 'EmbeddedFiles')
  const items = known ? getItems(pdf, known, 'Names') : []
  const pairs = [...pairsOf(items), [text(file.name), specification] as const]
  // A name tree is sorted (ISO 32000-1 §7.9.6).
  const sorted = pairs.sort(([one], [other]) => (asText(one) ?? '') < (asText(other) ?? '') ? -1 : 1)
  const tree = register(pdf, { Names: sorted.flat() })
  if (names)
    set(pdf, names, 'EmbeddedFiles', tree)
  else
    set(pdf, catalog, 'Names', { EmbeddedFiles: tree })
  set(pdf, catalog, 'AF', [...getItems(pdf, catalog, 'AF'), specification])

  function pairsOf(flat: readonly PdfObject[]): (readonly [PdfObject, PdfObject])[] {
    return flat.flatMap((item, index) => index % 2 === 0 ? [[resolve(pdf, item)!, flat[index + 1]!] as const] : [])
  }
}
