import type { DeckWords } from '../../app/words/deck-en.ts'
import type { Dosing } from '../../scripts/course/course-schema.ts'
import type { Study } from '../../scripts/course/studies-schema.ts'
import { scaleLinear } from 'd3-scale'
import { deckEn } from '../../app/words/deck-en.ts'
import { formatQuantity } from '../format-quantity.ts'
import { LABEL, LABEL_LINE } from './chart-sizes.ts'
import { wrapText } from './text-width.ts'

type Step = Dosing['steps'][number]
type ScheduleStep = NonNullable<Study['schedule']>[number]

export interface DosingStep {
  origin: Step['origin']
  /** The dose, in ISMP form. */
  label: string
  x: number
  y: number
  width: number
  height: number
}

export interface DosingNote {
  heading: string
  lines: string[]
  origin: Step['origin']
  x: number
  /** Baseline of the heading. */
  y: number
}

export interface DosingChart {
  width: number
  height: number
  plot: { left: number, right: number, top: number, bottom: number }
  steps: DosingStep[]
  notes: DosingNote[]
  maximum: { y: number, label: string }
  weekTicks: { x: number, label: string }[]
  doseTicks: { y: number, label: string }[]
  doseTitle: string
}

type DosingWords = DeckWords['dosing']

/** Weeks that an open-ended last step is drawn with. */
const OPEN_WEEKS = 4
const AXIS = 50
const TITLE = 30
const MAXIMUM_ROOM = 34

/** A dose in ISMP form: "0.5 mg", "1 mcg", "0.1 mg/kg". */
export function doseLabel({ dose, unit, per }: { dose: number, unit: string, per?: string }): string {
  return formatQuantity(dose, per ? `${unit}/${per}` : unit)
}

/** A span of weeks: "week 1", "weeks 1 to 3", "week 13 on". */
export function weeksLabel([from, to]: readonly [number, number | null], words: DosingWords): string {
  if (to === null)
    return words.weekOn(from)
  return from === to ? words.week(from) : words.weeksTo(from, to)
}

/** A published schedule in words: "2 mg (weeks 1 to 2), then 4 mg (weeks 3 to 26)"; a note of all steps once, at the end. */
export function scheduleText(schedule: readonly ScheduleStep[], words: DosingWords): string {
  const notes = new Set(schedule.map(({ note }) => note))
  const [shared] = notes.size === 1 ? [...notes] : []
  const steps = schedule.map(({ weeks, note, ...dose }) =>
    `${doseLabel(dose)} (${[weeksLabel(weeks, words), ...note && !shared ? [note] : []].join('; ')})`)
  return `${steps.join(words.then)}${shared ? `; ${shared}` : ''}`
}

/**
 * Lays out a step chart of dose (zero-based) over weeks.
 * @param dosing steps in the order of their weeks
 * @param width in px
 * @param height in px
 * @param words of the kit
 * @throws Error when the units differ or a dose lies above the maximum.
 */
export function layOutDosing(dosing: Dosing, width: number, height: number, words: DosingWords): DosingChart {
  const { steps, maximum, time } = dosing
  const units = new Set([maximum.unit, ...steps.map(step => step.unit)])
  if (units.size > 1)
    throw new Error(`DosingChart: the doses are in different units (${[...units].join(', ')}); write all in one`)
  for (const step of steps) {
    if (step.dose > maximum.dose)
      throw new Error(`DosingChart: ${doseLabel(step)} in ${weeksLabel(step.weeks, deckEn.dosing)} is above the maximum of ${doseLabel(maximum)}`)
  }

  const plot = { left: 34, right: width, top: TITLE + MAXIMUM_ROOM, bottom: height - AXIS }
  const firstWeek = Math.min(...steps.map(({ weeks }) => weeks[0]))
  const lastWeek = Math.max(...steps.map(({ weeks: [from, to] }) => to ?? from + OPEN_WEEKS - 1))
  const x = scaleLinear().domain([firstWeek, lastWeek + 1]).range([plot.left, plot.right])
  const y = scaleLinear().domain([0, maximum.dose]).range([plot.bottom, plot.top])

  return {
    width,
    height,
    plot,
    steps: steps.map(step => ({
      origin: step.origin,
      label: doseLabel(step),
      x: x(step.weeks[0]),
      y: y(step.dose),
      width: x((step.weeks[1] ?? lastWeek) + 1) - x(step.weeks[0]),
      height: plot.bottom - y(step.dose),
    })),
    notes: (['lecture', 'illustration'] as const).flatMap(noteOf),
    maximum: { y: plot.top, label: words.maximum(doseLabel(maximum)) },
    weekTicks: steps.map(({ weeks }) => ({
      x: (x(weeks[0]) + x((weeks[1] ?? lastWeek) + 1)) / 2,
      label: weeks[1] === null ? words.fromWeek(weeks[0]) : words.weeksTo(weeks[0], weeks[1]),
    })),
    doseTicks: y.ticks(5).map(value => ({ y: y(value), label: String(value) })),
    doseTitle: `${words.dose(time)} (${maximum.unit})`,
  }

  /** Says above the first step of an origin where it comes from, and the lecture's own note. */
  function noteOf(origin: Step['origin']): DosingNote[] {
    const own = steps.filter(step => step.origin === origin)
    const first = own[0]
    if (!first)
      return []
    const left = x(first.weeks[0]) + 10
    const right = x((own.at(-1)!.weeks[1] ?? lastWeek) + 1)
    return [{
      heading: words.origins[origin],
      lines: origin === 'lecture' && first.note ? wrapText(first.note, right - left - 10, LABEL) : [],
      origin,
      x: left,
      y: plot.top + LABEL_LINE + 4,
    }]
  }
}
