import type { Slide } from './slide.ts'

/**
 * Speaking time of each slide, in minutes. Where the author timed no slide at all, the talk's length is shared evenly;
 * in a timed deck a slide without a time takes none.
 */
export function shareMinutes(slides: readonly Slide[], lectureMinutes: number): number[] {
  const timed = slides.some(slide => slide.minutes !== undefined)
  return slides.map(slide => timed ? slide.minutes ?? 0 : lectureMinutes / slides.length)
}

/** Minutes into the talk at which each slide begins. */
export function startTimes(minutes: readonly number[]): number[] {
  let elapsed = 0
  return minutes.map((length) => {
    const start = elapsed
    elapsed = roundToSecond(elapsed + length)
    return start
  })
}

/** Sum in minutes, free of the dust of binary fractions. */
export function totalMinutes(minutes: readonly number[]): number {
  return roundToSecond(minutes.reduce((sum, length) => sum + length, 0))
}

function roundToSecond(minutes: number): number {
  return Math.round(minutes * 60) / 60
}
