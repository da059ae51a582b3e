import type { Dictionary, Pdf, PdfObject } from '../pdf-document.ts'
import { Buffer } from 'node:buffer'
import { asArray, asDictionary, asNumber, bytesOf, get, getItems, getNumber, getRaw, has, registerStream, remove, resolve, set } from '../pdf-document.ts'
import { readColourSpace } from './colour-space.ts'
import { lumaOf, notGray, weights } from './luma.ts'

/** Turns a gradient grey (ISO 32000-1 §8.7.4.5), by turning the functions that give its colours. */
export function grayShading(pdf: Pdf, shading: Dictionary): void {
  const space = readColourSpace(pdf, getRaw(shading, 'ColorSpace'))
  if (space.kind === 'parts' && space.count === 1)
    return
  if (space.kind !== 'parts' || space.count !== 3)
    throw notGray('a gradient in colours of a press')
  if ((getNumber(pdf, shading, 'ShadingType') ?? 0) > 3)
    throw notGray('a mesh of colours')
  const functions = getItems(pdf, shading, 'Function')
  if (functions.length === 1)
    set(pdf, shading, 'Function', grayFunction(pdf, functions[0]!))
  else
    set(pdf, shading, 'Function', combined(pdf, functions))
  if (has(shading, 'Background'))
    set(pdf, shading, 'Background', [lumaOf(numbersOf(pdf, shading, 'Background'))])
  set(pdf, shading, 'ColorSpace', 'DeviceGray')
}

/**
 * A function with one result, the grey of the three results of another (ISO 32000-1 §7.10). Grey is a weighted sum, so what
 * is between two colours turns into what is between their greys.
 */
function grayFunction(pdf: Pdf, object: PdfObject): PdfObject {
  const dictionary = asDictionary(resolve(pdf, object))
  if (!dictionary)
    throw notGray('a gradient without colours')
  switch (getNumber(pdf, dictionary, 'FunctionType')) {
    case 0:
      return graySamples(pdf, object, dictionary)
    case 2:
      set(pdf, dictionary, 'C0', [lumaOf(numbersOf(pdf, dictionary, 'C0'))])
      set(pdf, dictionary, 'C1', [lumaOf(numbersOf(pdf, dictionary, 'C1'))])
      remove(dictionary, 'Range')
      return object
    case 3: {
      const parts = getItems(pdf, dictionary, 'Functions')
      // One function may serve several stretches; it must be turned once.
      const turned = new Map<PdfObject, PdfObject>()
      for (const part of parts)
        turned.set(part, turned.get(part) ?? grayFunction(pdf, part))
      set(pdf, dictionary, 'Functions', parts.map(part => turned.get(part)!))
      remove(dictionary, 'Range')
      return object
    }
    case 4: {
      const code = Buffer.from(bytesOf(pdf, object) ?? []).toString('latin1').trim().replace(/\}$/, '')
      const sum = `${weights[2]} mul exch ${weights[1]} mul add exch ${weights[0]} mul add }`
      return rewritten(pdf, dictionary, Buffer.from(`${code} ${sum}`, 'latin1'), {})
    }
    default:
      throw notGray('a gradient of an unknown kind')
  }
}

/** The function of three functions, one for each part of the colour, that all run alike. */
function combined(pdf: Pdf, functions: readonly PdfObject[]): PdfObject {
  const parts = functions.map(part => asDictionary(resolve(pdf, part)))
  const [first] = parts
  const alike = parts.every(part => part && getNumber(pdf, part, 'FunctionType') === 2 && getNumber(pdf, part, 'N') === getNumber(pdf, first!, 'N'))
  if (!first || parts.length !== 3 || !alike)
    throw notGray('a gradient whose colours run apart')
  for (const key of ['C0', 'C1'] as const)
    set(pdf, first, key, [lumaOf(parts.map(part => numbersOf(pdf, part!, key)[0] ?? (key === 'C0' ? 0 : 1)))])
  return functions[0]!
}

function graySamples(pdf: Pdf, object: PdfObject, dictionary: Dictionary): PdfObject {
  const bits = getNumber(pdf, dictionary, 'BitsPerSample')
  const plain = !has(dictionary, 'Decode') || numbersOf(pdf, dictionary, 'Decode').every((value, index) => value === index % 2)
  if (bits !== 8 || !plain)
    throw notGray('a gradient of samples of another kind')
  const bytes = bytesOf(pdf, object) ?? new Uint8Array()
  const grays = Uint8Array.from({ length: Math.floor(bytes.length / 3) }, (_, index) => Math.round(lumaOf([...bytes.subarray(3 * index, 3 * index + 3)].map(value => value / 255)) * 255))
  return rewritten(pdf, dictionary, grays, { Size: getRaw(dictionary, 'Size')!, BitsPerSample: 8 })
}

/** A function made of a stream, with its results narrowed to one. */
function rewritten(pdf: Pdf, dictionary: Dictionary, stream: Uint8Array, entries: Record<string, PdfObject | number>): PdfObject {
  return registerStream(pdf, stream, {
    FunctionType: getNumber(pdf, dictionary, 'FunctionType')!,
    Domain: getRaw(dictionary, 'Domain')!,
    Range: [0, 1],
    ...entries,
  })
}

function numbersOf(pdf: Pdf, dictionary: Dictionary, key: string): number[] {
  const numbers = asArray(get(pdf, dictionary, key))?.map(item => asNumber(resolve(pdf, item)) ?? 0)
  // A function of type 2 without C0 begins at 0 and without C1 ends at 1.
  return numbers ?? (key === 'C1' ? [1] : [0])
}
