import type { Box, MeasuredSlide, TextRun } from './measure.ts'

/**
 * The runs of which something can be seen: not pushed off the slide and not cut off by an ancestor. What is left must be
 * found again on the printed page.
 */
export function seenRuns(slide: MeasuredSlide): TextRun[] {
  const frame: Box = { left: 0, top: 0, right: slide.width, bottom: slide.height }
  return slide.runs.filter(run => run.lines.some(line => overlaps(line, frame) && (!run.window || overlaps(line, run.window))))
}

/** Whether two boxes share more than an edge. */
export function overlaps(one: Box, other: Box, tolerance = 0): boolean {
  return Math.min(one.right, other.right) - Math.max(one.left, other.left) > tolerance
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > tolerance
}
