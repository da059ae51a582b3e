import type { Dictionary, Pdf, Reference } from '../pdf-document.ts'
import type { ColourSpace } from './colour-space.ts'
import { deflateSync } from 'node:zlib'
import { asArray, asBoolean, asNumber, bytesOf, get, getItems, getNumber, getRaw, has, nameOf, rawBytesOf, replaceStream, resolve } from '../pdf-document.ts'
import { readColourSpace } from './colour-space.ts'
import { grayJpeg } from './gray-jpeg.ts'
import { lumaOf, notGray, weights } from './luma.ts'

/** Entries of an image that say how its bytes are to be read; the grey image has its own. */
const replaced = ['ColorSpace', 'BitsPerComponent', 'Decode', 'Filter', 'DecodeParms', 'Length', 'Intent']

/** Turns an image grey: photographs stay JPEG with the same detail, others are packed as before. */
export function grayImage(pdf: Pdf, reference: Reference, image: Dictionary): void {
  if (asBoolean(get(pdf, image, 'ImageMask')))
    return
  const filters = getItems(pdf, image, 'Filter').map(item => nameOf(resolve(pdf, item)))
  if (filters.includes('JPXDecode'))
    throw notGray('a JPEG 2000 image')
  const space = readColourSpace(pdf, getRaw(image, 'ColorSpace'))
  if (space.kind === 'parts' && space.count === 1)
    return
  if (asArray(get(pdf, image, 'Mask')))
    throw notGray('an image that hides one of its colours')
  if (filters.includes('DCTDecode')) {
    if (filters.length > 1)
      throw notGray('a photograph that is packed twice')
    replaceStream(pdf, reference, grayJpeg(rawBytesOf(pdf, reference)!), { ColorSpace: 'DeviceGray', BitsPerComponent: 8, Filter: 'DCTDecode' }, replaced)
    return
  }
  const [width, height] = [getNumber(pdf, image, 'Width') ?? 0, getNumber(pdf, image, 'Height') ?? 0]
  const bits = getNumber(pdf, image, 'BitsPerComponent') ?? 8
  const decode = asArray(get(pdf, image, 'Decode'))?.map(item => asNumber(resolve(pdf, item)) ?? 0)
  const grays = graySamples(bytesOf(pdf, reference) ?? new Uint8Array(), { width, height, bits, space, decode })
  replaceStream(pdf, reference, deflateSync(filtered(grays, width, height), { level: 9 }), {
    ColorSpace: 'DeviceGray',
    BitsPerComponent: 8,
    Filter: 'FlateDecode',
    DecodeParms: { Predictor: 15, Colors: 1, BitsPerComponent: 8, Columns: width },
  }, has(image, 'Matte') ? [...replaced, 'Matte'] : replaced)
}

interface Samples { width: number, height: number, bits: number, space: ColourSpace, decode?: number[] }

function graySamples(bytes: Uint8Array, { width, height, bits, space, decode }: Samples): Uint8Array {
  if (space.kind === 'pattern')
    throw notGray('an image of patterns')
  const count = space.kind === 'indexed' ? 1 : space.count
  const grays = new Uint8Array(width * height)
  if (count === 3 && bits === 8 && !decode) {
    for (let index = 0, at = 0; index < grays.length; index++, at += 3)
      grays[index] = Math.round(weights[0] * bytes[at]! + weights[1] * bytes[at + 1]! + weights[2] * bytes[at + 2]!)
    return grays
  }
  const highest = 2 ** bits - 1
  const rowLength = Math.ceil(width * count * bits / 8)
  const parts = Array.from<number>({ length: count }).fill(0)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let part = 0; part < count; part++) {
        const sample = readBits(bytes, row * rowLength, (column * count + part) * bits, bits)
        const [low, high] = [decode?.[2 * part] ?? 0, decode?.[2 * part + 1] ?? (space.kind === 'indexed' ? highest : 1)]
        parts[part] = low + sample * (high - low) / highest
      }
      const gray = space.kind === 'indexed' ? space.grays[Math.round(parts[0]!)] ?? 0 : lumaOf(parts)
      grays[row * width + column] = Math.round(gray * 255)
    }
  }
  return grays
}

function readBits(bytes: Uint8Array, from: number, bit: number, count: number): number {
  const at = from + (bit >> 3)
  if (count === 8)
    return bytes[at] ?? 0
  if (count === 16)
    return (bytes[at] ?? 0) << 8 | (bytes[at + 1] ?? 0)
  return (bytes[at] ?? 0) >> (8 - count - (bit & 7)) & (2 ** count - 1)
}

/** Rows as PNG prepares them for packing: each as it is or by how it differs from its left or the row above. */
function filtered(samples: Uint8Array, width: number, height: number): Uint8Array {
  const rows = new Uint8Array((width + 1) * height)
  const tries = [0, 1, 2].map(() => new Uint8Array(width))
  for (let row = 0; row < height; row++) {
    const sums = [0, 0, 0]
    for (let column = 0; column < width; column++) {
      const at = row * width + column
      const value = samples[at]!
      const before = [0, column > 0 ? samples[at - 1]! : 0, row > 0 ? samples[at - width]! : 0]
      for (let kind = 0; kind < 3; kind++) {
        const difference = value - before[kind]! & 0xFF
        tries[kind]![column] = difference
        sums[kind]! += Math.min(difference, 256 - difference)
      }
    }
    const best = sums.indexOf(Math.min(...sums))
    rows[row * (width + 1)] = best
    rows.set(tries[best]!, row * (width + 1) + 1)
  }
  return rows
}
