import { Buffer } from 'node:buffer'
import { inflateSync } from 'node:zlib'

/** The tables of an OpenType font by their tags. */
export type FontTables = ReadonlyMap<string, Buffer>

/** Takes a WOFF 1.0 file (W3C Recommendation of 2012, §5) apart. */
export function readWoff(woff: Uint8Array): FontTables {
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
