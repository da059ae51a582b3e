import type { Pdf, PdfObject } from '../pdf-document.ts'
import { asArray, asBytes, asDictionary, asNumber, bytesOf, getNumber, nameOf, resolve } from '../pdf-document.ts'
import { lumaOf, notGray } from './luma.ts'

/** What a colour space is to us: its parts, or the colours that its numbers stand for. */
export type ColourSpace
  = | { kind: 'parts', count: 1 | 3 | 4 }
    | { kind: 'indexed', grays: number[] }
    | { kind: 'pattern' }

/** Reads a colour space (ISO 32000-1 §8.6), given as it is written in a dictionary. */
export function readColourSpace(pdf: Pdf, object: PdfObject | undefined): ColourSpace {
  const resolved = resolve(pdf, object)
  const array = asArray(resolved)
  const family = nameOf(array ? resolve(pdf, array[0]) : resolved)
  switch (family) {
    case 'DeviceGray':
    case 'CalGray':
    case 'G':
      return { kind: 'parts', count: 1 }
    case 'DeviceRGB':
    case 'CalRGB':
    case 'RGB':
      return { kind: 'parts', count: 3 }
    case 'DeviceCMYK':
    case 'CMYK':
      return { kind: 'parts', count: 4 }
    case 'Pattern':
      return { kind: 'pattern' }
    case 'ICCBased': {
      const profile = asDictionary(resolve(pdf, array?.[1]))
      const count = profile && getNumber(pdf, profile, 'N')
      if (count === 1 || count === 3 || count === 4)
        return { kind: 'parts', count }
      throw notGray('a colour profile of another kind')
    }
    case 'Indexed':
    case 'I':
      return { kind: 'indexed', grays: readTable(pdf, array ?? []) }
    default:
      throw notGray(`colours of the kind ${family ?? '"unknown"'}`)
  }
}

/** The greys that the numbers of an indexed space stand for. */
function readTable(pdf: Pdf, [, base, highest, lookup]: PdfObject[]): number[] {
  const space = readColourSpace(pdf, base)
  if (space.kind !== 'parts')
    throw notGray('a table of colours of another kind')
  const table = resolve(pdf, lookup)
  const bytes = bytesOf(pdf, table) ?? asBytes(table) ?? new Uint8Array()
  return Array.from({ length: (asNumber(resolve(pdf, highest)) ?? 0) + 1 }, (_, index) =>
    lumaOf(Array.from({ length: space.count }, (_, part) => (bytes[index * space.count + part] ?? 0) / 255)))
}

/** The grey of a colour that a content stream sets. */
export function grayOf(space: ColourSpace, numbers: readonly number[]): number {
  if (space.kind === 'indexed')
    return space.grays[Math.round(numbers[0] ?? 0)] ?? 0
  return lumaOf(numbers)
}
