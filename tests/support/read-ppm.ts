import { Buffer } from 'node:buffer'

/** A picture as `pdftoppm` prints it: three bytes for each point, row by row. */
export interface Raster { width: number, height: number, points: Buffer }

/** Reads the first picture of a PPM stream (type P6, 8 bits). */
export function readPpm(bytes: Buffer): Raster {
  const [, width, height] = /^P6\n(\d+) (\d+)\n255\n/.exec(bytes.subarray(0, 50).toString('latin1'))!.map(Number)
  const start = bytes.length - 3 * width! * height!
  return { width: width!, height: height!, points: Buffer.from(bytes.subarray(start)) }
}
