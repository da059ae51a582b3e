import { Buffer } from 'node:buffer'
import { inflateSync } from 'node:zlib'

/** The tables of an OpenType font by their tags. */
export type FontTables = ReadonlyMap<string, Buffer>

/**
 * Takes a font apart: a WOFF file, or an OpenType file with TrueType outlines.
 * @throws Error for anything else: WOFF 2, collections, and outlines of PostScript (CFF), which are not embedded.
 */
export function readFont(bytes: Uint8Array): FontTables {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tables = file.toString('latin1', 0, 4) === 'wOFF' ? readWoff(file) : readOpenType(file)
  if (!tables.has('glyf'))
    throw new Error('the font has no TrueType outlines')
  return tables
}

/** The tables of an OpenType file (OpenType 1.9, "Table directory"). */
function readOpenType(file: Buffer): FontTables {
  if (file.length < 12 || (file.readUInt32BE(0) !== 0x00010000 && file.toString('latin1', 0, 4) !== 'true'))
    throw new Error('not a font with TrueType outlines')
  return new Map(Array.from({ length: file.readUInt16BE(4) }, (_, index) => {
    const at = 12 + 16 * index
    const offset = file.readUInt32BE(at + 8)
    return [file.toString('latin1', at, at + 4), file.subarray(offset, offset + file.readUInt32BE(at + 12))] as const
  }))
}

/** Takes a WOFF 1.0 file (W3C Recommendation of 2012, §5) apart. */
function readWoff(woff: Uint8Array): FontTables {
  const file = Buffer.from(woff.buffer, woff.byteOffset, woff.byteLength)
  if (file.toString('latin1', 0, 4) !== 'wOFF')
    throw new Error('not a WOFF file')
  const tables = new Map<string, Buffer>()
  for (let index = 0; index < file.readUInt16BE(12); index++) {
    const at = 44 + 20 * index
    const offset = file.readUInt32BE(at + 4)
    const stored = file.subarray(offset, offset + file.readUInt32BE(at + 8))
    const length = file.readUInt32BE(at + 12)
    tables.set(file.toString('latin1', at, at + 4), stored.length < length ? inflateSync(stored) : stored)
  }
  return tables
}
