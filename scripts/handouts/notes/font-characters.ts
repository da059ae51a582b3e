import { Buffer } from 'node:buffer'
import { brotliDecompressSync } from 'node:zlib'

/** Tables that a WOFF2 file names by number (WOFF2 §5.2); "cmap" is the first. */
const CMAP = 0
const OTHER_TAG = 63
const GLYF = 10
const LOCA = 11

/** Reads which characters (code points) a font in a WOFF2 file has glyphs for. */
export function readCharacters(woff2: Uint8Array): Set<number> {
  const file = Buffer.from(woff2.buffer, woff2.byteOffset, woff2.byteLength)
  if (file.toString('latin1', 0, 4) !== 'wOF2')
    throw new Error('not a WOFF2 file')
  const tableCount = file.readUInt16BE(12)
  const compressedLength = file.readUInt32BE(20)
  let at = 48
  const number = () => {
    let value = 0
    for (;;) {
      const byte = file[at++]!
      value = value * 128 + (byte & 0x7F)
      if (!(byte & 0x80))
        return value
    }
  }
  let offset = 0
  let cmap: [start: number, length: number] | undefined
  for (let index = 0; index < tableCount; index++) {
    const flags = file[at++]!
    const tag = flags & 0x3F
    if (tag === OTHER_TAG)
      at += 4
    const original = number()
    const version = flags >> 6
    // Outlines are transformed unless version 3 says that they are not; other tables are unless version 0 does.
    const transformed = tag === GLYF || tag === LOCA ? version !== 3 : version !== 0
    const length = transformed ? number() : original
    if (tag === CMAP)
      cmap = [offset, length]
    offset += length
  }
  if (!cmap)
    throw new Error('the font has no character map')
  const data = brotliDecompressSync(file.subarray(at, at + compressedLength))
  return readCharacterMap(data.subarray(cmap[0], cmap[0] + cmap[1]))
}

/** The characters of an OpenType "cmap" table; of its Unicode encodings, formats 4 and 12 are read, which all fonts use. */
function readCharacterMap(table: Buffer): Set<number> {
  const characters = new Set<number>()
  for (let index = 0; index < table.readUInt16BE(2); index++) {
    const subtable = table.subarray(table.readUInt32BE(4 + 8 * index + 4))
    const format = subtable.readUInt16BE(0)
    if (format === 12)
      readSegmentedCoverage(subtable, characters)
    else if (format === 4)
      readSegmentMapping(subtable, characters)
  }
  return characters
}

function readSegmentedCoverage(table: Buffer, characters: Set<number>): void {
  const groups = table.readUInt32BE(12)
  for (let index = 0; index < groups; index++) {
    const at = 16 + 12 * index
    const last = table.readUInt32BE(at + 4)
    const glyph = table.readUInt32BE(at + 8)
    for (let code = table.readUInt32BE(at), of = glyph; code <= last; code++, of++) {
      if (of !== 0)
        characters.add(code)
    }
  }
}

function readSegmentMapping(table: Buffer, characters: Set<number>): void {
  const twice = table.readUInt16BE(6)
  for (let index = 0; index < twice; index += 2) {
    const last = table.readUInt16BE(14 + index)
    const first = table.readUInt16BE(16 + twice + index)
    const delta = table.readUInt16BE(16 + 2 * twice + index)
    const rangeAt = 16 + 3 * twice + index
    const range = table.readUInt16BE(rangeAt)
    for (let code = first; code <= last && code !== 0xFFFF; code++) {
      const glyph = range === 0 ? code + delta & 0xFFFF : table.readUInt16BE(rangeAt + range + 2 * (code - first))
      if (glyph !== 0)
        characters.add(code)
    }
  }
}
