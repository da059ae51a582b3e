import type { ScaleLinear } from 'd3-scale'
import { LABEL } from './chart-sizes.ts'
import { textWidth } from './text-width.ts'

export interface AxisTick {
  value: number
  x: number
  label: string
}

/** Shortest distance in px between two numbers on an axis. */
const GAP = 14

/**
 * Round values along a linear scale, as many (up to about five) as leave room between their labels.
 * @param scale in px
 * @param format the label of a value
 */
export function axisTicks(scale: ScaleLinear<number, number>, format: (value: number) => string): AxisTick[] {
  let ticks: AxisTick[] = []
  for (let count = 5; count >= 1; count--) {
    ticks = scale.ticks(count).map(value => ({ value, x: scale(value), label: format(value) }))
    if (ticks.every((tick, index) => index === 0 || tick.x - ticks[index - 1]!.x >= (textWidth(tick.label, LABEL) + textWidth(ticks[index - 1]!.label, LABEL)) / 2 + GAP))
      break
  }
  return ticks
}
