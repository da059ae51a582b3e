import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { readToUnicode, writeToUnicode } from '../../scripts/handouts/font-codes.ts'

describe('character maps of fonts', () => {
  it('reads single characters, ranges and lists', () => {
    const map = readToUnicode(Buffer.from(`
      2 beginbfchar
      <0003> <0020>
      <13b2> <00660069>
      endbfchar
      2 beginbfrange
      <0024> <0026> <0041>
      <0030> <0031> [<2265> <D83DDE00>]
      endbfrange
    `))
    expect(Object.fromEntries(map)).toEqual({ 3: ' ', 0x13B2: 'fi', 0x24: 'A', 0x25: 'B', 0x26: 'C', 0x30: '≥', 0x31: '😀' })
  })

  it('writes what it reads, in blocks of at most 100', () => {
    const map = new Map(Array.from({ length: 250 }, (_, code) => [code, String.fromCodePoint(0x1F600 + code)]))
    const written = writeToUnicode(map, 2)
    expect(readToUnicode(written)).toEqual(map)
    expect([...Buffer.from(written).toString().matchAll(/(\d+) beginbfchar/g)].map(match => Number(match[1]))).toEqual([100, 100, 50])
  })
})
