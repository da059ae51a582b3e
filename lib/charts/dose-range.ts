import type { Dosing } from '../../scripts/course/course-schema.ts'
import { scaleLog } from 'd3-scale'
import { formatNumber, formatQuantity } from '../format-quantity.ts'
import { LABEL, LABEL_LINE, TICK } from './chart-sizes.ts'
import { textWidth } from './text-width.ts'

type Band = Dosing['bands'][number]
type Unit = Band['unit']

export interface DoseBand {
  id: Band['id']
  name: string
  /** The range in words, in ISMP form. */
  range: string
  x: number
  /** Top of the bar. */
  y: number
  width: number
  height: number
  /** The band goes on below the lower end of the axis. */
  openBelow: boolean
  highlighted: boolean
  /** Where the band's words stand. */
  labelX: number
  anchor: 'start' | 'end'
}

export interface DoseMark {
  label: string
  x: number
  labelX: number
  anchor: 'start' | 'end'
  /** Baseline of the label. */
  y: number
}

export interface DoseRange {
  width: number
  height: number
  axisY: number
  bandsTop: number
  bands: DoseBand[]
  marks: DoseMark[]
  ticks: { x: number, label: string }[]
}

const MICROGRAMS: Readonly<Record<Unit, number>> = { mcg: 1, mg: 1000 }
/** The axis runs from 0.1 mcg to 100 mg. */
const DOMAIN: [number, number] = [0.1, 100_000]
const ROW = 50
const BAR = 30
const NARROWEST = 8
const GAP = 12
const SIDE = 34

/** A dose in micrograms. */
export function micrograms(dose: number, unit: Unit): number {
  return dose * MICROGRAMS[unit]
}

/** A dose in the unit that needs no zeros: 0.001 mg is "1 mcg", 1000 mcg is "1 mg" (ISMP). */
export function plainDose(dose: number, unit: Unit): string {
  const amount = micrograms(dose, unit)
  return amount >= 1000 ? formatQuantity(amount / 1000, 'mg') : formatQuantity(amount, 'mcg')
}

/** A band in words: "less than 1 mcg", "1 mcg to 1 mg", "50 mg". */
export function bandRange({ from, to, unit }: Pick<Band, 'from' | 'to' | 'unit'>): string {
  if (from === 0)
    return `less than ${plainDose(to, unit)}`
  return from === to ? plainDose(to, unit) : `${plainDose(from, unit)} to ${plainDose(to, unit)}`
}

/**
 * Lays out dose bands on a logarithmic axis from 0.1 mcg to 100 mg.
 * @param dosing bands and marks of course.yaml
 * @param highlight id of the band in focus
 * @param width in px
 * @throws Error when the band in focus is unknown or a dose lies outside the axis.
 */
export function layOutDoseRange(dosing: Pick<Dosing, 'bands' | 'marks'>, highlight: string | undefined, width: number): DoseRange {
  const { bands, marks } = dosing
  if (highlight !== undefined && !bands.some(({ id }) => id === highlight))
    throw new Error(`DoseRange: no band “${highlight}” in course.yaml (it has: ${bands.map(({ id }) => id).join(', ')})`)
  const scale = scaleLog().domain(DOMAIN).range([SIDE, width - SIDE])
  for (const { name, to, unit } of bands) {
    if (micrograms(to, unit) > DOMAIN[1] || micrograms(to, unit) < DOMAIN[0])
      throw new Error(`DoseRange: ${name}, ${plainDose(to, unit)}, lies outside the axis of 0.1 mcg to 100 mg`)
  }

  const placedMarks = layOutMarks(marks, dose => scale(dose), width)
  const bandsTop = placedMarks.length ? Math.max(...placedMarks.map(({ y }) => y)) + 14 : 0
  const axisY = bandsTop + bands.length * ROW + 6
  return {
    width,
    height: axisY + 32,
    axisY,
    bandsTop,
    bands: bands.map((band, index): DoseBand => {
      const openBelow = micrograms(band.from, band.unit) < DOMAIN[0]
      const left = openBelow ? SIDE : scale(micrograms(band.from, band.unit))
      const right = scale(micrograms(band.to, band.unit))
      const barWidth = Math.max(NARROWEST, right - left)
      const x = (left + right) / 2 - barWidth / 2
      const range = bandRange(band)
      const labelWidth = textWidth(`${band.name} ${range}`, LABEL, true) + GAP
      const fitsRight = x + barWidth + GAP + labelWidth <= width
      return {
        id: band.id,
        name: band.name,
        range,
        x,
        y: bandsTop + index * ROW + (ROW - BAR) / 2,
        width: barWidth,
        height: BAR,
        openBelow,
        highlighted: band.id === highlight,
        labelX: fitsRight ? x + barWidth + GAP : x - GAP,
        anchor: fitsRight ? 'start' : 'end',
      }
    }),
    marks: placedMarks,
    ticks: Array.from({ length: 7 }, (_, power) => 10 ** (power - 1)).map(value => ({
      x: scale(value),
      label: value >= 1000 ? `${formatNumber(value / 1000)} mg` : `${formatNumber(value)} mcg`,
    })),
  }
}

/** Puts each mark's label on the first line where it has room, the rightmost mark lowest. */
function layOutMarks(marks: Dosing['marks'], scale: (dose: number) => number, width: number): DoseMark[] {
  const lines: number[] = []
  const placed = marks
    .map(({ label, dose, unit }) => ({ label: `${label}, ${plainDose(dose, unit)}`, x: scale(micrograms(dose, unit)) }))
    .sort((a, b) => b.x - a.x)
    .map(({ label, x }) => {
      const size = textWidth(label, LABEL)
      const anchor = x + size + 6 <= width ? 'start' as const : 'end' as const
      const left = anchor === 'start' ? x + 6 : x - 6 - size
      // A label must clear the ones already on its line and the stems of marks further right.
      const line = lines.findIndex(taken => left + size + 12 <= taken)
      const row = line < 0 ? lines.length : line
      lines[row] = Math.min(left, x)
      return { label, x, row, labelX: anchor === 'start' ? x + 6 : x - 6, anchor }
    })
  const rows = lines.length
  return placed.map(({ label, x, row, labelX, anchor }) => ({ label, x, labelX, anchor, y: (rows - row) * LABEL_LINE - (LABEL - TICK) }))
}
