import type { Buffer } from 'node:buffer'
import type { FontTables } from './woff.ts'

/** What typesetting needs to know of a font; lengths in units of the em. */
export interface FontFace {
  tables: FontTables
  unitsPerEm: number
  ascent: number
  descent: number
  /** Left, bottom, right, top. */
  box: [number, number, number, number]
  /** The glyph of a character (code point); undefined when the font has none. */
  glyphOf: (character: number) => number | undefined
  /** Advance width of a glyph. */
  widthOf: (glyph: number) => number
  /** The box around a glyph's outline: left, bottom, right, top; undefined for one without any. */
  boundsOf: (glyph: number) => [number, number, number, number] | undefined
}

/** Reads a font (OpenType 1.9: head, hhea, hmtx, cmap). */
export function readFontFace(tables: FontTables): FontFace {
  const table = (tag: string): Buffer => {
    const found = tables.get(tag)
    if (!found)
      throw new Error(`the font has no table "${tag}"`)
    return found
  }
  const head = table('head')
  const hhea = table('hhea')
  const hmtx = table('hmtx')
  const glyphs = readCharacterMap(table('cmap'))
  const metrics = hhea.readUInt16BE(34)
  return {
    tables,
    unitsPerEm: head.readUInt16BE(18),
    ascent: hhea.readInt16BE(4),
    descent: hhea.readInt16BE(6),
    box: [head.readInt16BE(36), head.readInt16BE(38), head.readInt16BE(40), head.readInt16BE(42)],
    glyphOf: character => glyphs.get(character),
    // Glyphs beyond the last metric are as wide as it.
    widthOf: glyph => hmtx.readUInt16BE(4 * Math.min(glyph, metrics - 1)),
    boundsOf(glyph) {
      const loca = table('loca')
      const at = (index: number) => head.readInt16BE(50) === 1 ? loca.readUInt32BE(4 * index) : 2 * loca.readUInt16BE(2 * index)
      const outline = table('glyf').subarray(at(glyph), at(glyph + 1))
      return outline.length < 10 ? undefined : [outline.readInt16BE(2), outline.readInt16BE(4), outline.readInt16BE(6), outline.readInt16BE(8)]
    },
  }
}

/** Glyphs by character; formats 4 and 12 of the Unicode encodings, which all fonts use. */
function readCharacterMap(cmap: Buffer): Map<number, number> {
  const glyphs = new Map<number, number>()
  for (let index = 0; index < cmap.readUInt16BE(2); index++) {
    const subtable = cmap.subarray(cmap.readUInt32BE(8 + 8 * index))
    const format = subtable.readUInt16BE(0)
    const pairs = format === 12 ? segmentedCoverage(subtable) : format === 4 ? segmentMapping(subtable) : []
    for (const [character, glyph] of pairs) {
      if (glyph !== 0)
        glyphs.set(character, glyph)
    }
  }
  return glyphs
}

function* segmentedCoverage(table: Buffer): Generator<[character: number, glyph: number]> {
  for (let index = 0; index < table.readUInt32BE(12); index++) {
    const at = 16 + 12 * index
    const first = table.readUInt32BE(at)
    const glyph = table.readUInt32BE(at + 8)
    for (let character = first; character <= table.readUInt32BE(at + 4); character++)
      yield [character, glyph + character - first]
  }
}

function* segmentMapping(table: Buffer): Generator<[character: number, glyph: number]> {
  const twice = table.readUInt16BE(6)
  for (let index = 0; index < twice; index += 2) {
    const last = table.readUInt16BE(14 + index)
    const first = table.readUInt16BE(16 + twice + index)
    const delta = table.readUInt16BE(16 + 2 * twice + index)
    const rangeAt = 16 + 3 * twice + index
    const range = table.readUInt16BE(rangeAt)
    for (let character = first; character <= last && character !== 0xFFFF; character++) {
      const glyph = range === 0 ? character : table.readUInt16BE(rangeAt + range + 2 * (character - first))
      yield [character, glyph === 0 ? 0 : (glyph + delta) & 0xFFFF]
    }
  }
}
