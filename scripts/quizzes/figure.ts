import { createHash } from 'node:crypto'

/** A picture of a quiz. */
export interface Figure {
  /** A file name that depends on the bytes alone, such as "figure-3f2a9c01.png": safe in every package format. */
  readonly name: string
  readonly mime: FigureMime
  readonly bytes: Uint8Array
  /** In CSS pixels. */
  readonly width: number
  readonly height: number
}

export type FigureMime = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/svg+xml'

export interface FigureSize { readonly mime: FigureMime, readonly width: number, readonly height: number }

const endings: Record<FigureMime, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/svg+xml': 'svg' }

export function createFigure(bytes: Uint8Array, { mime, width, height }: FigureSize): Figure {
  const name = `figure-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.${endings[mime]}`
  return Object.freeze({ name, mime, bytes, width, height })
}

/** Kind and size by the bytes, not by a name. Undefined for anything else. */
export function readFigureSize(bytes: Uint8Array): FigureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length > 24 && view.getUint32(0) === 0x89504E47)
    return sized('image/png', view.getUint32(16), view.getUint32(20))
  if (bytes.length > 10 && String.fromCharCode(...bytes.subarray(0, 4)) === 'GIF8')
    return sized('image/gif', view.getUint16(6, true), view.getUint16(8, true))
  if (bytes.length > 4 && view.getUint16(0) === 0xFFD8)
    return jpegSize(view)
  return svgSize(bytes)
}

/** The frame header of a JPEG (SOF0 to SOF15 without DHT, JPG and DAC) holds height and width. */
function jpegSize(view: DataView): FigureSize | undefined {
  for (let at = 2; at + 9 < view.byteLength && view.getUint8(at) === 0xFF;) {
    const marker = view.getUint8(at + 1)
    if (marker >= 0xC0 && marker <= 0xCF && ![0xC4, 0xC8, 0xCC].includes(marker))
      return sized('image/jpeg', view.getUint16(at + 7), view.getUint16(at + 5))
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

function svgSize(bytes: Uint8Array): FigureSize | undefined {
  // The root element stands at the beginning, after at most a declaration, a doctype and comments.
  const root = /<svg\b[^>]*>/.exec(new TextDecoder().decode(bytes.subarray(0, 20_000)))?.[0]
  const value = (name: string) => root && new RegExp(`\\s${name}=["']([^"']*)["']`).exec(root)?.[1]
  const [, , width, height] = (value('viewBox') ?? '').split(/[\s,]+/).map(Number)
  return sized('image/svg+xml', Number.parseFloat(value('width') ?? '') || width || 0, Number.parseFloat(value('height') ?? '') || height || 0)
}

function sized(mime: FigureMime, width: number, height: number): FigureSize | undefined {
  return width > 0 && height > 0 ? { mime, width, height } : undefined
}
