import type { JpegLuma } from './jpeg-coefficients.ts'
import { Buffer } from 'node:buffer'
import { readJpegLuma } from './jpeg-coefficients.ts'
import { notGray } from './luma.ts'

/** The Huffman tables for brightness that ITU-T T.81 annex K.3 proposes; they have every symbol. */
const dcCounts = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
const dcSymbols = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const acCounts = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D]
const acSymbols = [...Buffer.from(
  '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a'
  + '535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7'
  + 'c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa',
  'hex',
)]

/**
 * The same photograph without its colours: the brightness stays as it is, coefficient by coefficient, so that nothing
 * is lost and the file becomes smaller.
 * @param bytes a JPEG file (baseline or progressive).
 * @throws LecternError "not-gray" when the file is damaged or of an unusual kind
 */
export function grayJpeg(bytes: Uint8Array): Uint8Array {
  return writeJpeg(readJpegLuma(bytes))
}

/** Writes a baseline JPEG of one component. */
function writeJpeg(luma: JpegLuma): Uint8Array {
  const { width, height } = luma
  // Divisors of more than a byte make the picture "extended sequential".
  const wide = luma.quantization.some(value => value > 255)
  const divisors = [...luma.quantization].flatMap(value => wide ? [value >> 8, value & 0xFF] : [value])
  return Buffer.concat([
    Buffer.from([0xFF, 0xD8]),
    segment(0xE0, [...Buffer.from('JFIF\0', 'latin1'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xDB, [wide ? 0x10 : 0, ...divisors]),
    segment(wide ? 0xC1 : 0xC0, [8, height >> 8, height & 0xFF, width >> 8, width & 0xFF, 1, 1, 0x11, 0]),
    segment(0xC4, [0, ...dcCounts, ...dcSymbols]),
    segment(0xC4, [0x10, ...acCounts, ...acSymbols]),
    segment(0xDA, [1, 1, 0, 0, 63, 0]),
    encode(luma),
    Buffer.from([0xFF, 0xD9]),
  ])
}

function segment(marker: number, content: readonly number[]): Buffer {
  const length = content.length + 2
  return Buffer.from([0xFF, marker, length >> 8, length & 0xFF, ...content])
}

function encode({ width, height, blocksAcross, coefficients }: JpegLuma): Buffer {
  const [dc, ac] = [codesOf(dcCounts, dcSymbols), codesOf(acCounts, acSymbols)]
  const [across, down] = [Math.ceil(width / 8), Math.ceil(height / 8)]
  let bytes = Buffer.alloc(Math.max(1024, across * down * 16))
  let end = 0
  let bits = 0
  let count = 0
  const put = (value: number, length: number) => {
    bits = bits << length | value
    count += length
    while (count >= 8) {
      const byte = bits >> (count - 8) & 0xFF
      bytes[end++] = byte
      if (byte === 0xFF)
        bytes[end++] = 0
      count -= 8
    }
    bits &= (1 << count) - 1
  }
  const putNumber = (value: number, size: number) => put(value < 0 ? value + (1 << size) - 1 : value, size)
  const putCode = (symbol: { code: number, length: number } | undefined) => {
    if (!symbol)
      throw notGray('a damaged photograph') // no sound one has numbers as large
    put(symbol.code, symbol.length)
  }

  let predicted = 0
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      if (end + 1024 > bytes.length)
        bytes = Buffer.concat([bytes], bytes.length * 2)
      const block = 64 * (row * blocksAcross + column)
      const difference = coefficients[block]! - predicted
      predicted = coefficients[block]!
      putCode(dc[sizeOf(difference)])
      putNumber(difference, sizeOf(difference))
      let zeros = 0
      for (let index = 1; index < 64; index++) {
        const value = coefficients[block + index]!
        if (value === 0) {
          zeros++
          continue
        }
        for (; zeros > 15; zeros -= 16)
          putCode(ac[0xF0])
        putCode(ac[zeros << 4 | sizeOf(value)])
        putNumber(value, sizeOf(value))
        zeros = 0
      }
      if (zeros > 0)
        putCode(ac[0])
    }
  }
  if (count > 0)
    put(0x7F, 7) // filled up with ones
  return bytes.subarray(0, end)
}

/** Bits that a number takes (T.81 table F.1). */
function sizeOf(value: number): number {
  return 32 - Math.clz32(Math.abs(value))
}

/** The code of each symbol (T.81 annex C). */
function codesOf(counts: readonly number[], symbols: readonly number[]): { code: number, length: number }[] {
  const codes: { code: number, length: number }[] = []
  let code = 0
  let next = 0
  counts.forEach((count, index) => {
    for (let number = 0; number < count; number++)
      codes[symbols[next++]!] = { code: code++, length: index + 1 }
    code <<= 1
  })
  return codes
}
