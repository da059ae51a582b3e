import type { Operator } from './content-stream.ts'
import { Buffer } from 'node:buffer'
import { readOperators } from './content-stream.ts'

/** Operators that name a resource, and the category of the resources in which the name stands (ISO 32000-1 §7.8.3). */
const categories: Readonly<Record<string, string>> = {
  Tf: 'Font',
  Do: 'XObject',
  gs: 'ExtGState',
  cs: 'ColorSpace',
  CS: 'ColorSpace',
  scn: 'Pattern',
  SCN: 'Pattern',
  sh: 'Shading',
  BDC: 'Properties',
  DP: 'Properties',
}

/** New names of resources by "category/name"; a name that is not in it stays. */
export type ResourceNames = ReadonlyMap<string, string>

/**
 * The content of a page as it must read on a sheet that it shares with others: its marked content is numbered from an
 * offset on, and its resources go by the names that they have on the sheet.
 */
export function relocateContent(content: Uint8Array, offset: number, names: ResourceNames): Uint8Array {
  const parts: Uint8Array[] = []
  let at = 0
  for (const operator of readOperators(content)) {
    const category = categories[operator.name]
    if (category === undefined)
      continue
    const before = Buffer.from(content.subarray(operator.start, operator.end)).toString('latin1')
    const after = relocate(operator, before, category, offset, names)
    if (after === before)
      continue
    parts.push(content.subarray(at, operator.start), Buffer.from(after, 'latin1'))
    at = operator.end
  }
  parts.push(content.subarray(at))
  return Buffer.concat(parts)
}

/** The highest number of marked content, or -1 when there is none. */
export function highestMarkedContent(content: Uint8Array): number {
  let highest = -1
  for (const { name, operands } of readOperators(content)) {
    const properties = name === 'BDC' ? operands[1] : undefined
    const mcid = properties?.kind === 'dictionary' ? properties.entries.get('MCID') : undefined
    if (mcid?.kind === 'number')
      highest = Math.max(highest, mcid.value)
  }
  return highest
}

function relocate({ name, operands }: Operator, written: string, category: string, offset: number, names: ResourceNames): string {
  if (name === 'BDC' || name === 'DP') {
    const properties = operands[1]
    if (properties?.kind === 'dictionary')
      return written.replace(/\/MCID\s+(\d+)/, (_, mcid: string) => `/MCID ${Number(mcid) + offset}`)
    // The properties are the second name; the first is the tag.
    return properties?.kind === 'name' ? renamed(written, /(?<=^\/[^\s/]+\s*)\/[^\s/<>[\]()]+/, category, properties.value, names) : written
  }
  const resource = operands.find(operand => operand.kind === 'name')
  return resource?.kind === 'name' ? renamed(written, /\/[^\s/<>[\]()]+/, category, resource.value, names) : written
}

function renamed(written: string, place: RegExp, category: string, resource: string, names: ResourceNames): string {
  const name = names.get(`${category}/${resource}`)
  return name === undefined ? written : written.replace(place, `/${name}`)
}
