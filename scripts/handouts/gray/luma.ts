import { LecternError } from '../../errors.ts'

/**
 * How bright red, green and blue are to the eye (ITU-R BT.601), as JPEG too has it, so that drawings and photographs
 * turn grey alike.
 */
export const weights = [0.299, 0.587, 0.114] as const

/** The grey of a colour of one (grey), three (red, green, blue) or four (cyan, magenta, yellow, black) parts from 0 to 1. */
export function lumaOf(parts: readonly number[]): number {
  const [first = 0, second = 0, third = 0, black = 0] = parts
  switch (parts.length) {
    case 1:
      return first
    case 3:
      return weights[0] * first + weights[1] * second + weights[2] * third
    case 4:
      return Math.max(0, 1 - (weights[0] * first + weights[1] * second + weights[2] * third) - black)
    default:
      throw notGray(`a colour of ${parts.length} parts`)
  }
}

/** A number as content streams have it: no exponent, no needless digits. */
export function written(value: number): string {
  return String(Number(Math.min(1, Math.max(0, value)).toFixed(4)))
}

/** @param what as the message names it: "a colour of 5 parts". */
export function notGray(what: string): LecternError {
  return new LecternError(`The handouts cannot be turned grey: they hold ${what}.`, {
    code: 'not-gray',
    mend: 'Save the picture in another format (PNG, or JPEG in RGB), or build without --grayscale.',
  })
}
