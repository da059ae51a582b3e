import type { Dictionary, Pdf } from '../pdf-document.ts'
import type { ExaminedPdf } from './condition.ts'
import { Buffer } from 'node:buffer'
import { inheritedResources } from '../page-text.ts'
import { asDictionary, asNumber, asReference, bytesOf, get, getDictionary, getItems, getName, getRaw, has, keyOf, keysOf, resolve } from '../pdf-document.ts'

/** A font in use, with the page on which it is first. */
export interface UsedFont {
  /** What the resources call its object. */
  key: string
  dictionary: Dictionary
  /** "ABCDEF+SourceSerif4-Regular"; "a drawn font" for one without a name. */
  name: string
  subtype: string
  /** Page number from 1. */
  page: number
  /** The font that holds the glyphs: of a composite font its descendant. */
  holder: Dictionary
}

const read = new WeakMap<ExaminedPdf, UsedFont[]>()

/** The fonts of all pages and of the forms on them, each once. */
export function fontsOf(document: ExaminedPdf): UsedFont[] {
  const known = read.get(document)
  if (known)
    return known
  const { pdf, pages } = document
  const fonts = new Map<Dictionary, UsedFont>()
  const passed = new Set<Dictionary>()
  pages.forEach(({ dictionary }, index) => {
    const open = [inheritedResources(pdf, dictionary)]
    while (open.length > 0) {
      const resources = open.pop()
      if (!resources || passed.has(resources))
        continue
      passed.add(resources)
      for (const { key, entry } of entriesOf(pdf, getDictionary(pdf, resources, 'Font'))) {
        if (!fonts.has(entry))
          fonts.set(entry, describe(pdf, key, entry, index + 1))
      }
      open.push(...entriesOf(pdf, getDictionary(pdf, resources, 'XObject')).map(({ entry }) => getDictionary(pdf, entry, 'Resources')))
    }
  })
  const found = [...fonts.values()]
  read.set(document, found)
  return found
}

function describe(pdf: Pdf, key: string, dictionary: Dictionary, page: number): UsedFont {
  const subtype = getName(pdf, dictionary, 'Subtype') ?? ''
  const descendant = subtype === 'Type0' ? asDictionary(resolve(pdf, getItems(pdf, dictionary, 'DescendantFonts')[0])) : undefined
  const descriptor = getDictionary(pdf, dictionary, 'FontDescriptor')
  const name = getName(pdf, dictionary, 'BaseFont') ?? (descriptor && getName(pdf, descriptor, 'FontName')) ?? (subtype === 'Type3' ? 'a drawn font' : 'a font')
  return { key, dictionary, name, subtype, page, holder: descendant ?? dictionary }
}

function entriesOf(pdf: Pdf, dictionary: Dictionary | undefined): { key: string, entry: Dictionary }[] {
  return (dictionary ? keysOf(dictionary) : []).flatMap((name) => {
    const raw = getRaw(dictionary!, name)
    const entry = asDictionary(resolve(pdf, raw))
    const reference = asReference(raw)
    return entry ? [{ key: reference ? keyOf(reference) : name, entry }] : []
  })
}

/** Whether the font's glyphs travel with the document. */
export function isEmbedded(pdf: Pdf, { subtype, holder }: UsedFont): boolean {
  if (subtype === 'Type3')
    return true
  const descriptor = getDictionary(pdf, holder, 'FontDescriptor')
  return descriptor !== undefined && ['FontFile', 'FontFile2', 'FontFile3'].some(key => bytesOf(pdf, getRaw(descriptor, key)) !== undefined)
}

/**
 * Finds the character codes that show no glyph, or the one that stands for "no such character" (.notdef).
 * @returns undefined where that cannot be told from the font dictionary and a TrueType program.
 */
export function missingGlyphs(pdf: Pdf, font: UsedFont): ((code: number) => boolean) | undefined {
  const { dictionary, subtype, holder } = font
  if (subtype === 'Type3') {
    const drawings = getDictionary(pdf, dictionary, 'CharProcs')
    const names = encodedNames(pdf, dictionary)
    return code => !(drawings && has(drawings, names.get(code) ?? ''))
  }
  if (subtype !== 'Type0') {
    const names = encodedNames(pdf, dictionary)
    return code => names.get(code) === '.notdef'
  }
  if (!getName(pdf, dictionary, 'Encoding')?.startsWith('Identity'))
    return undefined
  const glyphs = glyphCount(pdf, holder)
  const map = bytesOf(pdf, getRaw(holder, 'CIDToGIDMap'))
  const glyphOf = (code: number) => map ? (map[2 * code] ?? 0) << 8 | (map[2 * code + 1] ?? 0) : code
  return (code) => {
    const glyph = glyphOf(code)
    return glyph === 0 || (glyphs !== undefined && glyph >= glyphs)
  }
}

/** Glyph names that the font's encoding gives to codes of its own (ISO 32000-1 §9.6.6). */
export function encodedNames(pdf: Pdf, font: Dictionary): Map<number, string> {
  const names = new Map<number, string>()
  const encoding = asDictionary(get(pdf, font, 'Encoding'))
  let code = 0
  for (const item of encoding ? getItems(pdf, encoding, 'Differences') : []) {
    const value = resolve(pdf, item)
    const number = asNumber(value)
    if (number !== undefined)
      code = number
    else
      names.set(code++, decodedName(value))
  }
  return names
}

function decodedName(value: { toString: () => string } | undefined): string {
  return String(value).replace(/^\//, '').replace(/#([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** How many glyphs an embedded TrueType program has (its table maxp). */
function glyphCount(pdf: Pdf, font: Dictionary): number | undefined {
  const descriptor = getDictionary(pdf, font, 'FontDescriptor')
  const bytes = descriptor && bytesOf(pdf, getRaw(descriptor, 'FontFile2'))
  if (!bytes || bytes.length < 12)
    return undefined
  const program = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let index = 0, at = 12; index < program.readUInt16BE(4) && at + 16 <= program.length; index++, at += 16) {
    const place = program.readUInt32BE(at + 8)
    if (program.toString('latin1', at, at + 4) === 'maxp' && place + 6 <= program.length)
      return program.readUInt16BE(place + 4)
  }
  return undefined
}
