import type { Operator } from '../content-stream.ts'
import type { Dictionary, Pdf, PdfPage, Reference } from '../pdf-document.ts'
import { Buffer } from 'node:buffer'
import { readOperators, textOperators } from '../content-stream.ts'
import { codeWidth, decodeTextString, readCodes, readToUnicode, shownStrings, writeToUnicode } from '../font-codes.ts'
import { asDictionary, asReference, bytesOf, contentOf, getDictionary, getRaw, keyOf, pagesOf, resolve, setContent, setStream } from '../pdf-document.ts'

/** A glyph with its letters written beside it, as Chromium does where one glyph serves several characters. */
interface Aside {
  start: Operator
  end: Operator
  font: string
  code: number
  letters: string
}

interface FontUse {
  toUnicode: Reference
  width: 1 | 2
  /** The letters that each code has in asides. */
  asides: Map<number, Set<string>>
  /** Codes shown without an aside. */
  plain: Set<number>
}

/**
 * Says in the font itself which letters a glyph is, where Chromium says it beside each use: an apostrophe that shares its
 * glyph with another character, for example. Readers that know only the font copied the wrong character, and poppler lost
 * the rest of the sentence.
 */
export function settleLetters(pdf: Pdf): void {
  const fonts = new Map<string, FontUse>()
  const pages = pagesOf(pdf).map(page => ({ page, asides: findAsides(pdf, page, fonts) }))

  const settled = (font: FontUse | undefined, code: number) => font !== undefined && font.asides.get(code)?.size === 1 && !font.plain.has(code)
  for (const font of fonts.values()) {
    const codes = [...font.asides.keys()].filter(code => settled(font, code))
    if (codes.length === 0)
      continue
    const map = readToUnicode(bytesOf(pdf, font.toUnicode) ?? new Uint8Array())
    for (const code of codes)
      map.set(code, [...font.asides.get(code)!][0]!)
    setStream(pdf, font.toUnicode, writeToUnicode(map, font.width))
  }
  for (const { page, asides } of pages) {
    const needless = asides.filter(aside => settled(fonts.get(aside.font), aside.code))
    if (needless.length > 0)
      setContent(pdf, page, without(contentOf(pdf, page), needless.flatMap(aside => [aside.start, aside.end])))
  }
}

function findAsides(pdf: Pdf, page: PdfPage, fonts: Map<string, FontUse>): Aside[] {
  const resources = getDictionary(pdf, page.dictionary, 'Resources')
  const asides: Aside[] = []
  const marks: { start: Operator, letters?: string, codes: number[] }[] = []
  let font: { key: string, use: FontUse } | undefined

  for (const operator of readOperators(contentOf(pdf, page))) {
    const { name, operands } = operator
    if (name === 'BMC' || name === 'BDC') {
      const [, properties] = operands
      const actual = properties?.kind === 'dictionary' ? properties.entries.get('ActualText') : undefined
      marks.push({ start: operator, letters: actual?.kind === 'string' ? decodeTextString(actual.bytes) : undefined, codes: [] })
    }
    else if (name === 'EMC') {
      const mark = marks.pop()
      if (mark?.letters === undefined || !font)
        continue
      const [code] = mark.codes
      if (mark.codes.length === 1 && mark.letters !== '') {
        asides.push({ start: mark.start, end: operator, font: font.key, code: code!, letters: mark.letters })
        font.use.asides.set(code!, (font.use.asides.get(code!) ?? new Set()).add(mark.letters))
      }
      else {
        // Letters of several glyphs together cannot be said in the font.
        mark.codes.forEach(each => font?.use.plain.add(each))
      }
    }
    else if (name === 'Tf' && operands[0]?.kind === 'name') {
      font = fontNamed(pdf, resources, operands[0].value, fonts)
    }
    else if (textOperators.has(name) && font) {
      const codes = shownStrings(operands).flatMap(bytes => readCodes(bytes, font!.use.width))
      const mark = marks.findLast(mark => mark.letters !== undefined)
      if (mark)
        mark.codes.push(...codes)
      else
        codes.forEach(code => font!.use.plain.add(code))
    }
  }
  return asides
}

function fontNamed(pdf: Pdf, resources: Dictionary | undefined, name: string, fonts: Map<string, FontUse>): { key: string, use: FontUse } | undefined {
  const named = resources && getDictionary(pdf, resources, 'Font')
  const reference = asReference(named && getRaw(named, name))
  const dictionary = asDictionary(resolve(pdf, reference))
  const toUnicode = dictionary && asReference(getRaw(dictionary, 'ToUnicode'))
  if (!reference || !dictionary || !toUnicode)
    return undefined
  const key = keyOf(reference)
  if (!fonts.has(key))
    fonts.set(key, { toUnicode, width: codeWidth(pdf, dictionary), asides: new Map(), plain: new Set() })
  return { key, use: fonts.get(key)! }
}

/** The content without some of its operators. */
function without(content: Uint8Array, operators: readonly Operator[]): Uint8Array {
  const parts: Uint8Array[] = []
  let at = 0
  for (const { start, end } of [...operators].sort((one, other) => one.start - other.start)) {
    parts.push(content.subarray(at, start))
    at = end
  }
  parts.push(content.subarray(at))
  return Buffer.concat(parts)
}
