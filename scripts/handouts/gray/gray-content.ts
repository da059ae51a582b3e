import type { Operator } from '../content-stream.ts'
import type { Dictionary, Pdf } from '../pdf-document.ts'
import type { ColourSpace } from './colour-space.ts'
import { Buffer } from 'node:buffer'
import { readOperators } from '../content-stream.ts'
import { getDictionary, getRaw, has } from '../pdf-document.ts'
import { grayOf, readColourSpace } from './colour-space.ts'
import { lumaOf, notGray, written } from './luma.ts'

const gray: ColourSpace = { kind: 'parts', count: 1 }
/** Operators that set a colour by the numbers of a device, and what sets the grey instead. */
const deviceOperators: Readonly<Record<string, string>> = { rg: 'g', RG: 'G', k: 'g', K: 'G' }

/**
 * Turns the colours that a content stream sets into greys; all else stays as it is, byte for byte.
 * @returns undefined when there is nothing to turn.
 */
export function grayContent(pdf: Pdf, content: Uint8Array, resources: Dictionary | undefined): Uint8Array | undefined {
  const changes: { operator: Operator, text: string }[] = []
  let spaces = { fill: gray, stroke: gray }
  const saved: typeof spaces[] = []
  for (const operator of readOperators(content)) {
    const { name, operands } = operator
    const numbers = operands.filter(operand => operand.kind === 'number').map(operand => operand.value)
    if (name === 'q') {
      saved.push({ ...spaces })
    }
    else if (name === 'Q') {
      spaces = saved.pop() ?? spaces
    }
    else if (deviceOperators[name] !== undefined) {
      changes.push({ operator, text: `${written(lumaOf(numbers))} ${deviceOperators[name]}` })
    }
    else if (name === 'cs' || name === 'CS') {
      const space = operands[0]?.kind === 'name' ? namedSpace(pdf, resources, operands[0].value) : gray
      spaces[name === 'cs' ? 'fill' : 'stroke'] = space
      if (space.kind !== 'pattern')
        changes.push({ operator, text: `/DeviceGray ${name}` })
    }
    else if (name === 'sc' || name === 'scn' || name === 'SC' || name === 'SCN') {
      const space = spaces[name.startsWith('s') ? 'fill' : 'stroke']
      if (space.kind === 'pattern' && numbers.length > 0)
        throw notGray('a pattern that is given its colour')
      if (space.kind !== 'pattern')
        changes.push({ operator, text: `${written(grayOf(space, numbers))} ${name}` })
    }
    else if (name === 'BI') {
      requireGray(Buffer.from(content.subarray(operator.start, Math.min(operator.end, operator.start + 400))).toString('latin1'))
    }
  }
  if (changes.length === 0)
    return undefined
  const parts: Uint8Array[] = []
  let at = 0
  for (const { operator, text } of changes) {
    parts.push(content.subarray(at, operator.start), Buffer.from(text, 'latin1'))
    at = operator.end
  }
  parts.push(content.subarray(at))
  return Buffer.concat(parts)
}

function namedSpace(pdf: Pdf, resources: Dictionary | undefined, name: string): ColourSpace {
  const named = resources && getDictionary(pdf, resources, 'ColorSpace')
  if (named && has(named, name))
    return readColourSpace(pdf, getRaw(named, name))
  if (name === 'Pattern')
    return { kind: 'pattern' }
  const count = { DeviceGray: 1, DeviceRGB: 3, DeviceCMYK: 4 }[name]
  if (count === undefined)
    throw notGray(`colours of an unknown space "${name}"`)
  return { kind: 'parts', count: count as 1 | 3 | 4 }
}

/** Images inside the content are small; Chromium writes none in colour. */
function requireGray(start: string): void {
  const head = start.split(/\sID\s/, 1)[0]!
  if (!/\/(?:IM|ImageMask)\s+true/.test(head) && !/\/(?:CS|ColorSpace)\s*\/(?:G|DeviceGray)\b/.test(head))
    throw notGray('an image inside the text in colour')
}
