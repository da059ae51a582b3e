import type { MeasuredSlide } from '../slides/measure.ts'
import type { PageText } from './page-text.ts'

/**
 * Text of a page that only eyes can read although nobody marked it as decoration: what style sheets add, such as numbers
 * made by counters, stands outside Chromium's structure.
 * @returns the text, or undefined when there is none with letters or digits.
 */
export function unintendedDecoration(slide: MeasuredSlide, text: PageText): string | undefined {
  const allowed = new Map<string, number>()
  for (const letter of slide.runs.filter(run => run.hidden).map(run => run.text).join(''))
    allowed.set(letter, (allowed.get(letter) ?? 0) + 1)
  const left = [...text.artifact].filter((letter) => {
    const count = allowed.get(letter) ?? 0
    allowed.set(letter, count - 1)
    return count <= 0
  }).join('').trim()
  return /[\p{L}\d]/u.test(left) ? left : undefined
}
