import type { DeckWords } from '../../app/words/deck-en.ts'
import type { Dosing } from '../../scripts/course/course-schema.ts'
import { scaleLog } from 'd3-scale'
import { formatNumber, formatQuantity } from '../format-quantity.ts'
import { LABEL, LABEL_LINE } from './chart-sizes.ts'
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
  /** Where the band's words stand: on the bar where they fit, else beside it. */
  labelX: number
  anchor: 'start' | 'middle' | 'end'
  /** The ground of words beside a bar, on which grid and stems pause. */
  plate?: { x: number, width: number }
}

export interface DoseMark {
  label: string
  x: number
  labelX: number
  anchor: 'start' | 'middle' | 'end'
  /** Baseline of the label. */
  y: number
  /** Upper end of the line that leads down to the axis. */
  stemTop: number
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
/** Between a band's name and its range. */
const WORD_GAP = 8
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
export function bandRange({ from, to, unit }: Pick<Band, 'from' | 'to' | 'unit'>, words: DeckWords): string {
  if (from === 0)
    return words.doseRange.lessThan(plainDose(to, unit))
  return from === to ? plainDose(to, unit) : words.results.interval(plainDose(from, unit), plainDose(to, unit))
}

/**
 * Lays out dose bands on a logarithmic axis from 0.1 mcg to 100 mg.
 * @param dosing bands and marks of course.yaml
 * @param highlight id of the band in focus
 * @param width in px
 * @param words of the kit
 * @throws Error when the band in focus is unknown or a dose lies outside the axis.
 */
export function layOutDoseRange(dosing: Pick<Dosing, 'bands' | 'marks'>, highlight: string | undefined, width: number, words: DeckWords): DoseRange {
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
    height: axisY + 36,
    axisY,
    bandsTop,
    bands: bands.map((band, index): DoseBand => {
      const openBelow = micrograms(band.from, band.unit) < DOMAIN[0]
      const left = openBelow ? SIDE : scale(micrograms(band.from, band.unit))
      const right = scale(micrograms(band.to, band.unit))
      const barWidth = Math.max(NARROWEST, right - left)
      const x = (left + right) / 2 - barWidth / 2
      const range = bandRange(band, words)
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
        ...bandLabel(x, barWidth, textWidth(`${band.name} ${range}`, LABEL, true) + WORD_GAP),
      }
    }),
    marks: placedMarks,
    ticks: Array.from({ length: 7 }, (_, power) => 10 ** (power - 1)).map(value => ({
      x: scale(value),
      label: value >= 1000 ? `${formatNumber(value / 1000)} mg` : `${formatNumber(value)} mcg`,
    })),
  }

  /** On the bar, else beside it where no stem runs, else where there is room. */
  function bandLabel(x: number, barWidth: number, size: number): Pick<DoseBand, 'labelX' | 'anchor' | 'plate'> {
    if (barWidth >= size + 2 * GAP)
      return { labelX: x + barWidth / 2, anchor: 'middle' }
    const right = { labelX: x + barWidth + GAP, anchor: 'start' as const, plate: { x: x + barWidth + GAP / 2, width: size + GAP } }
    const left = { labelX: x - GAP, anchor: 'end' as const, plate: { x: x - GAP * 1.5 - size, width: size + GAP } }
    const sides = [right, left].filter(({ plate }) => plate.x >= 0 && plate.x + plate.width <= width + GAP)
    const isClear = ({ plate }: typeof sides[number]) => placedMarks.every(mark => mark.x < plate.x || mark.x > plate.x + plate.width)
    return sides.find(isClear) ?? sides[0] ?? left
  }
}

const ANCHORS = ['middle', 'start', 'end'] as const
/** Free space in px between labels on a line, and on either side of a stem. */
const LABEL_GAP = 12
const STEM_GAP = 8

/** A place that a mark's label may take; row 0 is the lowest. */
interface MarkPlace { row: number, x: number, left: number, right: number, labelX: number, anchor: DoseMark['anchor'] }

/**
 * Puts the labels of marks above the bands, on as few lines as they need: none covers another, and no stem runs down
 * through the label of another mark.
 */
function layOutMarks(marks: Dosing['marks'], scale: (dose: number) => number, width: number): DoseMark[] {
  const wanted = marks
    .map(({ label, dose, unit }) => ({ label: `${label}, ${plainDose(dose, unit)}`, x: scale(micrograms(dose, unit)) }))
    .sort((a, b) => b.x - a.x)
  for (let rows = 1; rows <= wanted.length; rows++) {
    const places = placeMarks(wanted, rows, width)
    if (places) {
      return places.map(({ row, x, labelX, anchor }, index) => {
        const y = (rows - row) * LABEL_LINE - 5
        return { label: wanted[index]!.label, x, labelX, anchor, y, stemTop: anchor === 'middle' ? y + 6 : y - 14 }
      })
    }
  }
  // Every label beside its stem, the rightmost on top, covers nothing; only a label wider than the chart gets here.
  return wanted.map(({ label, x }, index) => ({ label, x, labelX: x - 6, anchor: 'end', y: (index + 1) * LABEL_LINE - 5, stemTop: (index + 1) * LABEL_LINE - 19 }))
}

/** The first set of places in which all labels are free, each mark tried on the lowest row first. */
function placeMarks(marks: readonly { label: string, x: number }[], rows: number, width: number, taken: readonly MarkPlace[] = []): readonly MarkPlace[] | undefined {
  const mark = marks[taken.length]
  if (!mark)
    return taken
  for (let row = 0; row < rows; row++) {
    for (const anchor of ANCHORS) {
      const place = placeOf(mark, row, anchor)
      const isFree = place.left >= 0 && place.right <= width && taken.every(other => !clash(place, other))
      const found = isFree && placeMarks(marks, rows, width, [...taken, place])
      if (found)
        return found
    }
  }
  return undefined
}

function placeOf({ label, x }: { label: string, x: number }, row: number, anchor: DoseMark['anchor']): MarkPlace {
  const size = textWidth(label, LABEL)
  const labelX = { start: x + 6, middle: x, end: x - 6 }[anchor]
  const left = labelX - { start: 0, middle: size / 2, end: size }[anchor]
  return { row, x, left, right: left + size, labelX, anchor }
}

function clash(one: MarkPlace, other: MarkPlace): boolean {
  const [upper, lower] = one.row > other.row ? [one, other] : [other, one]
  const isCut = (label: MarkPlace, x: number) => x > label.left - STEM_GAP && x < label.right + STEM_GAP
  if (isCut(lower, upper.x))
    return true
  return one.row === other.row && (isCut(upper, lower.x) || (one.left < other.right + LABEL_GAP && other.left < one.right + LABEL_GAP))
}
