import { Buffer } from 'node:buffer'

/** Samples of the tone curve; interpolated linearly between them it is within a thousandth of the exact one. */
const curveSamples = 1024

/**
 * The colorants of sRGB and its white, adapted to the profile connection space's white D50 by the Bradford method
 * (IEC 61966-2-1; ICC.1:2001-04 annex).
 */
const colorants = {
  wtpt: [0.9642, 1, 0.8249],
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
} as const

/**
 * An ICC profile (version 2.1, display, matrix and tone curve) of sRGB (IEC 61966-2-1), made from the published numbers,
 * so that no other's file has to be shipped. About 2.5 kB.
 */
export function srgbProfile(): Uint8Array {
  const description = 'sRGB IEC61966-2.1'
  const curve = tag('curv', uint32(curveSamples), ...Array.from({ length: curveSamples }, (_, index) => uint16(Math.round(linear(index / (curveSamples - 1)) * 0xFFFF))))
  const tags: [signature: string, data: Buffer][] = [
    ['desc', tag('desc', uint32(description.length + 1), Buffer.from(`${description}\0`, 'latin1'), Buffer.alloc(4 + 4 + 2 + 1 + 67))],
    ['cprt', tag('text', Buffer.from('No copyright, use freely\0', 'latin1'))],
    ...Object.entries(colorants).map(([signature, values]) => [signature, tag('XYZ ', ...values.map(fixed))] as [string, Buffer]),
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]
  const places = new Map<Buffer, number>()
  let end = 128 + 4 + 12 * tags.length
  for (const [, data] of tags) {
    if (!places.has(data)) {
      places.set(data, end)
      end += data.length + padding(data)
    }
  }
  return Buffer.concat([
    header(end),
    uint32(tags.length),
    ...tags.flatMap(([signature, data]) => [Buffer.from(signature, 'latin1'), uint32(places.get(data)!), uint32(data.length)]),
    ...[...places.keys()].map(data => Buffer.concat([data, Buffer.alloc(padding(data))])),
  ])
}

/** The light that a value of sRGB stands for, both from 0 to 1. */
function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function header(size: number): Buffer {
  const bytes = Buffer.alloc(128)
  bytes.writeUInt32BE(size, 0)
  bytes.writeUInt32BE(0x02100000, 8) // version 2.1
  bytes.write('mntrRGB XYZ ', 12, 'latin1')
  const made = [2000, 1, 1, 0, 0, 0] // always the same, so that documents are
  made.forEach((part, index) => bytes.writeUInt16BE(part, 24 + 2 * index))
  bytes.write('acsp', 36, 'latin1')
  Buffer.concat([0.9642, 1, 0.8249].map(fixed)).copy(bytes, 68)
  return bytes
}

function tag(type: string, ...parts: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from(type, 'latin1'), Buffer.alloc(4), ...parts])
}

function padding(data: Buffer): number {
  return (4 - data.length % 4) % 4
}

function fixed(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(Math.round(value * 0x10000))
  return bytes
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}
