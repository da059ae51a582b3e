import type { FontTables } from './woff.ts'
import { Buffer } from 'node:buffer'

export interface SubsetFont {
  /** A TrueType font that holds nothing but the glyphs asked for and what they are composed of. */
  bytes: Buffer
  /** The number that a glyph has in the subset. */
  numberOf: (glyph: number) => number
  glyphCount: number
}

/** Flags of a part of a composite glyph (OpenType 1.9, "glyf"). */
const ARGUMENTS_ARE_WORDS = 0x0001
const HAS_SCALE = 0x0008
const MORE_PARTS = 0x0020
const HAS_TWO_SCALES = 0x0040
const HAS_MATRIX = 0x0080

/** Tables that a font in a PDF needs (ISO 32000-1 §9.9); hinting programs go along. */
const copied = ['cvt ', 'fpgm', 'prep'] as const

/** Makes a font of some of another's glyphs, numbered anew in ascending order; number 0 stays what stands for missing ones. */
export function subsetFont(tables: FontTables, glyphs: Iterable<number>): SubsetFont {
  const table = (tag: string) => tables.get(tag) ?? Buffer.alloc(0)
  const outlineOf = outlines(table('glyf'), table('loca'), table('head').readInt16BE(50) === 1)
  const kept = new Set([0, ...glyphs])
  for (const glyph of kept)
    partsOf(outlineOf(glyph)).forEach(({ glyph: part }) => kept.add(part)) // a set visits what is added on the way
  const order = [...kept].sort((one, other) => one - other)
  const numbers = new Map(order.map((glyph, number) => [glyph, number]))

  const shapes = order.map((glyph) => {
    const shape = Buffer.from(outlineOf(glyph))
    for (const { glyph: part, at } of partsOf(shape))
      shape.writeUInt16BE(numbers.get(part)!, at)
    return Buffer.concat([shape, Buffer.alloc(-shape.length & 3)])
  })
  const loca = Buffer.alloc(4 * (order.length + 1))
  shapes.reduce((offset, shape, number) => loca.writeUInt32BE(offset + shape.length, 4 * number + 4) && offset + shape.length, 0)

  const metrics = table('hhea').readUInt16BE(34)
  const hmtx = Buffer.alloc(4 * order.length)
  order.forEach((glyph, number) => {
    hmtx.writeUInt16BE(table('hmtx').readUInt16BE(4 * Math.min(glyph, metrics - 1)), 4 * number)
    const bearingAt = glyph < metrics ? 4 * glyph + 2 : 4 * metrics + 2 * (glyph - metrics)
    hmtx.writeInt16BE(table('hmtx').readInt16BE(bearingAt), 4 * number + 2)
  })
  const head = changed(table('head'), copy => copy.writeUInt32BE(0, 8) && copy.writeInt16BE(1, 50))
  const hhea = changed(table('hhea'), copy => copy.writeUInt16BE(order.length, 34))
  const maxp = changed(table('maxp'), copy => copy.writeUInt16BE(order.length, 4))
  const bytes = joinTables(new Map([
    ...copied.filter(tag => tables.has(tag)).map(tag => [tag, table(tag)] as const),
    ['glyf', Buffer.concat(shapes)],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', hmtx],
    ['loca', loca],
    ['maxp', maxp],
  ]))
  return { bytes, numberOf: glyph => numbers.get(glyph) ?? 0, glyphCount: order.length }
}

function outlines(glyf: Buffer, loca: Buffer, long: boolean): (glyph: number) => Buffer {
  const at = (index: number) => long ? loca.readUInt32BE(4 * index) : 2 * loca.readUInt16BE(2 * index)
  return glyph => glyf.subarray(at(glyph), at(glyph + 1))
}

/** The glyphs that a composite glyph is made of, and where their numbers stand. */
function partsOf(shape: Buffer): { glyph: number, at: number }[] {
  if (shape.length === 0 || shape.readInt16BE(0) >= 0)
    return []
  const parts = []
  for (let at = 10, flags = MORE_PARTS; flags & MORE_PARTS;) {
    flags = shape.readUInt16BE(at)
    parts.push({ glyph: shape.readUInt16BE(at + 2), at: at + 2 })
    at += 4 + (flags & ARGUMENTS_ARE_WORDS ? 4 : 2)
    at += flags & HAS_SCALE ? 2 : flags & HAS_TWO_SCALES ? 4 : flags & HAS_MATRIX ? 8 : 0
  }
  return parts
}

function changed(table: Buffer, change: (copy: Buffer) => unknown): Buffer {
  const copy = Buffer.from(table)
  change(copy)
  return copy
}

/** An OpenType file; the tables' tags ascending, as the format wants. */
function joinTables(tables: ReadonlyMap<string, Buffer>): Buffer {
  const count = tables.size
  const power = 2 ** Math.floor(Math.log2(count))
  const header = Buffer.alloc(12 + 16 * count)
  header.writeUInt32BE(0x00010000, 0)
  header.writeUInt16BE(count, 4)
  header.writeUInt16BE(16 * power, 6)
  header.writeUInt16BE(Math.log2(power), 8)
  header.writeUInt16BE(16 * (count - power), 10)
  const parts = [header]
  let offset = header.length
  ;[...tables].forEach(([tag, table], index) => {
    const at = 12 + 16 * index
    const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)])
    header.write(tag, at, 'latin1')
    header.writeUInt32BE(checksum(padded), at + 4)
    header.writeUInt32BE(offset, at + 8)
    header.writeUInt32BE(table.length, at + 12)
    parts.push(padded)
    offset += padded.length
  })
  return Buffer.concat(parts)
}

function checksum(padded: Buffer): number {
  let sum = 0
  for (let at = 0; at < padded.length; at += 4)
    sum = (sum + padded.readUInt32BE(at)) >>> 0
  return sum
}
