/*
 * The one module that knows pdf-lib. The library's last release is of 2021; should it have to be replaced, this is the
 * file to rewrite. What it gives away are the objects of a PDF as ISO 32000-1 §7.3 names them.
 */
import type { PDFContext, PDFObject, PDFPage } from 'pdf-lib'
import { Buffer } from 'node:buffer'
import { constants, deflateSync, inflateSync } from 'node:zlib'
import {
  decodePDFRawStream,
  ParseSpeeds,
  PDFArray,
  PDFBool,
  PDFContentStream,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
} from 'pdf-lib'

export type Pdf = PDFDocument
export type Dictionary = PDFDict
export type Reference = PDFRef
export type PdfObject = PDFObject

/** What a value of a dictionary or array may be written as. */
export type Writable = PDFObject | string | number | boolean | null | Writable[] | { [key: string]: Writable | undefined }

/** A page with the reference that structure elements and destinations name it by. */
export interface PdfPage {
  reference: Reference
  dictionary: Dictionary
}

/** A document without pages. */
export function createPdf(): Promise<Pdf> {
  return PDFDocument.create({ updateMetadata: false })
}

/** @throws Error when the bytes are no PDF. */
export function openPdf(bytes: Uint8Array): Promise<Pdf> {
  return PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest })
}

/**
 * Opens a document of others, an encrypted one as far as its structure goes.
 * @throws Error when the bytes are no PDF or hold an object that cannot be read.
 */
export function openForeignPdf(bytes: Uint8Array): Promise<Pdf> {
  return PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true, throwOnInvalidObject: true, parseSpeed: ParseSpeeds.Fastest })
}

export function catalogOf(pdf: Pdf): Dictionary {
  return pdf.catalog
}

export function pagesOf(pdf: Pdf): PdfPage[] {
  return pdf.getPages().map((page: PDFPage) => ({ reference: page.ref, dictionary: page.node }))
}

/** Puts new pages, all of one size in points, in place of all that a document has; what the old ones held stays readable. */
export function replacePages(pdf: Pdf, count: number, size: [width: number, height: number]): PdfPage[] {
  const before = pdf.getPageCount()
  const added = Array.from({ length: count }, () => pdf.addPage(size))
  for (let page = 0; page < before; page++)
    pdf.removePage(0)
  return added.map(page => ({ reference: page.ref, dictionary: page.node }))
}

/** A name object; strings alone become names too where they are written (see `write`). */
export function name(value: string): PDFName {
  return PDFName.of(value)
}

/** A text string, safe for all of Unicode. */
export function text(value: string): PDFHexString {
  return PDFHexString.fromText(value)
}

/** A byte string of hexadecimal digits. */
export function hex(digits: string): PDFHexString {
  return PDFHexString.of(digits)
}

/** A string of ASCII characters, as dates and identifiers are written. */
export function ascii(value: string): PDFString {
  return PDFString.of(value)
}

const nameTexts = new WeakMap<PDFName, string>()

/** The text of a name. pdf-lib keeps each name once and decodes it anew each time, which took a tenth of all time. */
function textOf(name: PDFName): string {
  let found = nameTexts.get(name)
  if (found === undefined) {
    found = name.decodeText()
    nameTexts.set(name, found)
  }
  return found
}

/** Reads an entry and follows its reference. */
export function get(pdf: Pdf, dictionary: Dictionary, key: string): PdfObject | undefined {
  return resolve(pdf, dictionary.get(PDFName.of(key)))
}

export function resolve(pdf: Pdf, object: PdfObject | undefined): PdfObject | undefined {
  return object instanceof PDFRef ? pdf.context.lookup(object) : object
}

/** The entry as it is written, a reference not followed. */
export function getRaw(dictionary: Dictionary, key: string): PdfObject | undefined {
  return dictionary.get(PDFName.of(key))
}

export function getDictionary(pdf: Pdf, dictionary: Dictionary, key: string): Dictionary | undefined {
  return asDictionary(get(pdf, dictionary, key))
}

/** The items of an array entry, references not followed; a single object counts as an array of one. */
export function getItems(pdf: Pdf, dictionary: Dictionary, key: string): PdfObject[] {
  const value = getRaw(dictionary, key)
  if (value === undefined)
    return []
  const resolved = resolve(pdf, value)
  return resolved instanceof PDFArray ? resolved.asArray() : [value]
}

export function getName(pdf: Pdf, dictionary: Dictionary, key: string): string | undefined {
  const value = get(pdf, dictionary, key)
  return value instanceof PDFName ? textOf(value) : undefined
}

export function getNumber(pdf: Pdf, dictionary: Dictionary, key: string): number | undefined {
  return asNumber(get(pdf, dictionary, key))
}

/** The text of a string entry. */
export function getText(pdf: Pdf, dictionary: Dictionary, key: string): string | undefined {
  return asText(get(pdf, dictionary, key))
}

export function has(dictionary: Dictionary, key: string): boolean {
  return dictionary.has(PDFName.of(key))
}

export function set(pdf: Pdf, dictionary: Dictionary, key: string, value: Writable): void {
  dictionary.set(PDFName.of(key), write(pdf, value))
}

export function remove(dictionary: Dictionary, key: string): void {
  dictionary.delete(PDFName.of(key))
}

export function keysOf(dictionary: Dictionary): string[] {
  return dictionary.keys().map(textOf)
}

export function asDictionary(object: PdfObject | undefined): Dictionary | undefined {
  if (object instanceof PDFDict)
    return object
  return object instanceof PDFStream ? object.dict : undefined
}

export function asArray(object: PdfObject | undefined): PdfObject[] | undefined {
  return object instanceof PDFArray ? object.asArray() : undefined
}

export function asNumber(object: PdfObject | undefined): number | undefined {
  return object instanceof PDFNumber ? object.asNumber() : undefined
}

export function asText(object: PdfObject | undefined): string | undefined {
  return object instanceof PDFString || object instanceof PDFHexString ? object.decodeText() : undefined
}

/** The bytes of a string. */
export function asBytes(object: PdfObject | undefined): Uint8Array | undefined {
  return object instanceof PDFString || object instanceof PDFHexString ? object.asBytes() : undefined
}

/** What a name object says. */
export function nameOf(object: PdfObject | undefined): string | undefined {
  return object instanceof PDFName ? textOf(object) : undefined
}

export function asBoolean(object: PdfObject | undefined): boolean | undefined {
  return object instanceof PDFBool ? object.asBoolean() : undefined
}

export function asReference(object: PdfObject | undefined): Reference | undefined {
  return object instanceof PDFRef ? object : undefined
}

/** Stands for an object in maps and comparisons. */
export function keyOf(reference: Reference): string {
  return reference.toString()
}

/** Makes objects of plain values: strings become names, numbers, booleans, arrays and records what they are. */
export function write(pdf: Pdf, value: Writable): PdfObject {
  return pdf.context.obj(value as never)
}

/** Makes an object of its own that others refer to. */
export function register(pdf: Pdf, value: Writable): Reference {
  return pdf.context.register(write(pdf, value))
}

/** The decoded bytes of a stream, or undefined when the object is none. */
export function bytesOf(pdf: Pdf, object: PdfObject | undefined): Uint8Array | undefined {
  const stream = resolve(pdf, object)
  if (stream instanceof PDFRawStream)
    return inflated(stream) ?? decodePDFRawStream(stream).decode()
  if (stream instanceof PDFContentStream)
    return stream.getUnencodedContents()
  return stream instanceof PDFStream ? stream.getContents() : undefined
}

/** No stream of a document that is meant for reading is larger; one that is would only fill the memory. */
const largestStream = 1 << 28

/** What Node's own zlib makes of a stream with the one filter that almost all have; many times faster than pdf-lib's. */
function inflated(stream: PDFRawStream): Uint8Array | undefined {
  const filter = stream.dict.lookup(PDFName.of('Filter'))
  const name = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter
  if (name !== PDFName.of('FlateDecode') || stream.dict.has(PDFName.of('DecodeParms')))
    return undefined
  try {
    return inflateSync(stream.contents, { maxOutputLength: largestStream, finishFlush: constants.Z_SYNC_FLUSH })
  }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw error
    return undefined // damaged; pdf-lib reads as far as it can
  }
}

/** A page's content, its streams joined as a reader joins them (ISO 32000-1 §7.8.2). */
export function contentOf(pdf: Pdf, page: PdfPage): Uint8Array {
  const parts = getItems(pdf, page.dictionary, 'Contents').map(part => bytesOf(pdf, part) ?? new Uint8Array())
  if (parts.length === 1)
    return parts[0]!
  return Buffer.concat(parts.flatMap(part => [Buffer.from(part), Buffer.from('\n')]))
}

export function setContent(pdf: Pdf, page: PdfPage, content: Uint8Array): void {
  page.dictionary.set(PDFName.of('Contents'), registerStream(pdf, content))
}

/** Replaces the bytes of a stream and keeps what its dictionary says of it. */
export function setStream(pdf: Pdf, reference: Reference, content: Uint8Array): void {
  const old = asDictionary(pdf.context.lookup(reference))
  const stream = compressed(pdf, content)
  for (const [key, value] of old?.entries() ?? []) {
    if (!['Length', 'Filter', 'DecodeParms'].includes(textOf(key)))
      stream.dict.set(key, value)
  }
  pdf.context.assign(reference, stream)
}

/** The bytes of a stream as they are written, packed. */
export function rawBytesOf(pdf: Pdf, object: PdfObject | undefined): Uint8Array | undefined {
  const stream = resolve(pdf, object)
  return stream instanceof PDFStream ? stream.getContents() : undefined
}

/** Writes other, already packed bytes in place of a stream's, and other entries in place of those named in `without`. */
export function replaceStream(pdf: Pdf, reference: Reference, packed: Uint8Array, entries: Record<string, Writable>, without: readonly string[]): void {
  const dictionary = pdf.context.obj(entries as never) as unknown as PDFDict
  for (const [key, value] of asDictionary(pdf.context.lookup(reference))?.entries() ?? []) {
    if (!without.includes(textOf(key)))
      dictionary.set(key, value)
  }
  pdf.context.assign(reference, PDFRawStream.of(dictionary, packed))
}

/** A stream that stays readable without decoding, as metadata must be. */
export function registerPlainStream(pdf: Pdf, content: string | Uint8Array, entries: Record<string, Writable>): Reference {
  return pdf.context.register(pdf.context.stream(typeof content === 'string' ? Buffer.from(content, 'utf8') : content, entries as never))
}

/** A stream that is compressed where it is written. */
export function registerStream(pdf: Pdf, content: Uint8Array, entries: Record<string, Writable> = {}): Reference {
  return pdf.context.register(compressed(pdf, content, entries))
}

/** Packs what goes into many documents; Node.js does it several times as fast as pdf-lib does in JavaScript. */
export function pack(content: Uint8Array): Uint8Array {
  return deflateSync(content)
}

/** A stream of bytes that were packed before. */
export function registerPackedStream(pdf: Pdf, packed: Uint8Array, entries: Record<string, Writable> = {}): Reference {
  return pdf.context.register(packedStream(pdf, packed, entries))
}

function packedStream(pdf: Pdf, packed: Uint8Array, entries: Record<string, Writable>): PDFRawStream {
  return PDFRawStream.of(pdf.context.obj({ ...entries, Filter: 'FlateDecode' } as never) as unknown as PDFDict, packed)
}

function compressed(pdf: Pdf, content: Uint8Array, entries: Record<string, Writable> = {}): PDFRawStream {
  return packedStream(pdf, pack(content), entries)
}

/** Every object of the document that others can refer to. */
export function objectsOf(pdf: Pdf): [Reference, PdfObject][] {
  return pdf.context.enumerateIndirectObjects()
}

/** The trailer's entries (ISO 32000-1 §7.5.5). */
export function trailerOf(pdf: Pdf): { identifier?: PdfObject, encryption?: PdfObject } {
  const { ID: identifier, Encrypt: encryption } = pdf.context.trailerInfo
  return { identifier, encryption }
}

/** Gives the document its identifier: 32 hexadecimal digits, twice, as no earlier version of it exists. */
export function setIdentifier(pdf: Pdf, digits: string): void {
  pdf.context.trailerInfo.ID = pdf.context.obj([hex(digits), hex(digits)])
}

/** The document information dictionary, made when there is none. */
export function informationOf(pdf: Pdf): Dictionary {
  const { trailerInfo } = pdf.context
  const found = asDictionary(resolve(pdf, trailerInfo.Info))
  if (found)
    return found
  const made = pdf.context.obj({})
  trailerInfo.Info = pdf.context.register(made)
  return made
}

/**
 * Takes over all objects of another document under numbers of their own; `other` must not be used afterwards. They stay
 * out of the written file until something of this document refers to them.
 * @returns the reference that an object of the other document has now.
 */
export function absorb(pdf: Pdf, other: Pdf): (reference: Reference) => Reference {
  const offset = pdf.context.largestObjectNumber
  const moved = (reference: PDFRef) => PDFRef.of(reference.objectNumber + offset)
  for (const [reference, object] of other.context.enumerateIndirectObjects())
    pdf.context.assign(moved(reference), renameReferences(object, moved))
  return moved
}

/**
 * Writes the document so that the same content gives the same bytes: only objects that are in use, numbered in the
 * order in which they are met from the catalog.
 * The identifier is 32 hexadecimal digits (ISO 32000-1 §14.4).
 */
export async function savePdf(pdf: Pdf, identifier: string): Promise<Uint8Array> {
  renumber(pdf.context)
  setIdentifier(pdf, identifier)
  return await pdf.save({ updateFieldAppearances: false, addDefaultPage: false, objectsPerTick: Infinity })
}

function renumber(context: PDFContext): void {
  const numbers = new Map<PDFRef, PDFRef>()
  const queue: PDFRef[] = []
  const meet = (object: PDFObject | undefined): void => {
    if (object instanceof PDFRef) {
      if (!numbers.has(object) && context.lookup(object) !== undefined) {
        numbers.set(object, PDFRef.of(numbers.size + 1))
        queue.push(object)
      }
    }
    else if (object instanceof PDFArray) {
      object.asArray().forEach(meet)
    }
    else if (object instanceof PDFDict) {
      object.values().forEach(meet)
    }
    else if (object instanceof PDFStream) {
      object.dict.values().forEach(meet)
    }
  }
  meet(context.trailerInfo.Root)
  meet(context.trailerInfo.Info)
  for (let index = 0; index < queue.length; index++)
    meet(context.lookup(queue[index]))

  const renamed = (reference: PDFRef): PDFObject => numbers.get(reference) ?? context.obj(null)
  const objects = queue.map(reference => [numbers.get(reference)!, renameReferences(context.lookup(reference)!, renamed)] as const)
  for (const [reference] of context.enumerateIndirectObjects())
    context.delete(reference)
  for (const [reference, object] of objects)
    context.assign(reference, object)
  context.largestObjectNumber = numbers.size
  context.trailerInfo.Root = numbers.get(context.trailerInfo.Root as PDFRef)
  context.trailerInfo.Info = numbers.get(context.trailerInfo.Info as PDFRef)
}

/** Writes another reference, or an object, in place of every reference that an object holds. */
function renameReferences(object: PDFObject, renamed: (reference: PDFRef) => PDFObject): PDFObject {
  if (object instanceof PDFRef)
    return renamed(object)
  if (object instanceof PDFArray) {
    for (let index = 0; index < object.size(); index++)
      object.set(index, renameReferences(object.get(index), renamed))
  }
  else if (object instanceof PDFDict) {
    for (const [key, value] of object.entries())
      object.set(key, renameReferences(value, renamed))
  }
  else if (object instanceof PDFStream) {
    renameReferences(object.dict, renamed)
  }
  return object
}
