import { Buffer } from 'node:buffer'

/** Where a page ends, as a text that clients hand back and do not read. */
export function writeCursor(place: readonly string[] | undefined): string | null {
  return place ? Buffer.from(JSON.stringify(place)).toString('base64url') : null
}

/** The place that a cursor names; undefined when it is not one of ours with `length` parts. */
export function readCursor(cursor: string, length: number): string[] | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(place) && place.length === length && place.every(part => typeof part === 'string' && !part.includes('\0')) ? place as string[] : undefined
  }
  catch {
    return undefined
  }
}
