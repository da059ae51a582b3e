import type { DeckWords } from '../../app/words/deck-en.ts'
import type { Outcome, Study } from '../../scripts/course/studies-schema.ts'
import type { ReportedOutcome } from './reported-outcomes.ts'
import type { Plate } from './text-plate.ts'
import { scaleLinear } from 'd3-scale'
import { formatPValue } from '../format-p-value.ts'
import { formatNumber, formatQuantity } from '../format-quantity.ts'
import { armDecimals, differenceResult } from '../outcome-result.ts'
import { axisTicks } from './axis-ticks.ts'
import { LABEL, LABEL_LINE, TICK_BASELINE } from './chart-sizes.ts'
import { textPlate } from './text-plate.ts'
import { textWidth, wrapText } from './text-width.ts'

type Arm = NonNullable<Outcome['arms']>[number]

export interface Bar {
  /** Name of the arm; empty when there is only one and the outcome's name says all. */
  name: string
  /** The value with its unit and the number of patients, written at the bar's end. */
  label: string
  /** The outcome is unverified and the label has to say so; in a group of several arms the remark says it. */
  unverified: boolean
  /** 1: drug under study; 2: comparator; 3, 4: further arms. */
  series: 1 | 2 | 3 | 4
  x: number
  y: number
  width: number
  height: number
}

export interface BarGroup {
  id: string
  /** Lines of the outcome's name. */
  name: string[]
  /** P value and interval; one line each. */
  remarks: string[]
  /** The group is unverified, which stands behind its last remark. */
  unverified: boolean
  /** Baseline of the first line of name and remarks. */
  baseline: number
  /** The ground of the words where grid lines run behind them. */
  plate?: Plate
  /** Top and height of the group. */
  y: number
  height: number
  bars: Bar[]
}

export interface BarChart {
  width: number
  height: number
  groups: BarGroup[]
  /** Left end of the names, left end of all bars (the zero line) and the axis. */
  armX: number
  zero: number
  axisY: number
  ticks: { value: number, x: number, label: string }[]
  axisTitle: { text: string, x: number, y: number, anchor: 'start' | 'end' }
}

const COMPARATOR = /placebo|control|before|baseline|usual care/i
/** Bar and distance from bar to bar, up to how many bars: a few bars may fill a slide. */
const BAR_SIZES = [
  { upTo: 3, bar: 40, pitch: 50 },
  { upTo: 4, bar: 34, pitch: 42 },
  { upTo: Infinity, bar: 28, pitch: 34 },
] as const
const GROUP_GAP = 16
const SINGLE_ARM_GAP = 12
const AXIS = 32
const AXIS_TITLE = 25
const GAP = 10
/** In a chart narrower than this, names stand above their bars instead of beside them. */
const STACKED_BELOW = 620
/** Designs in which nobody expects an interval. */
const CASES: ReadonlySet<Study['kind']> = new Set(['case-series', 'case-report', 'label', 'pharmacokinetic'])
/** Units up to this length (mg, h, pg/mL) follow every value; longer ones stand at the axis alone. */
const SHORT_UNIT = 5

/** Outcomes that bars can show: those with a value per arm, percentages before other units, one unit only. */
export function defaultOutcomes(study: Study): ReportedOutcome[] {
  const withArms = study.outcomes.filter(({ arms, unit }) => arms?.length && unit)
  const unit = withArms.some(({ unit }) => unit === '%') ? '%' : withArms[0]?.unit
  return withArms.filter(outcome => outcome.unit === unit).map(outcome => ({ study, outcome }))
}

/** What stands at a bar's end: "88% (15 of 17)", "32% (n = 28)", "5 of 16 (31%)", "28.8%". */
export function armLabel(arm: Arm, outcome: Outcome, { of, sd, range }: DeckWords['results']): string {
  if (isCount(arm, outcome))
    return `${of(formatNumber(arm.value), formatNumber(arm.n!))} (${formatNumber(Math.round(shareOf(arm)))}%)`
  const details = [
    ...arm.n === undefined ? [] : [arm.events === undefined ? `n = ${formatNumber(arm.n)}` : of(formatNumber(arm.events), formatNumber(arm.n))],
    ...arm.sd === undefined ? [] : [sd(formatNumber(arm.sd))],
    ...arm.range === undefined ? [] : [range(formatNumber(arm.range[0]), formatNumber(arm.range[1]))],
  ]
  const value = formatQuantity(arm.value, outcome.unit.length <= SHORT_UNIT ? outcome.unit : '', armDecimals(outcome))
  return details.length ? `${value} (${details.join(', ')})` : value
}

/** True for a number of patients out of a known number; its bar shows the share, because arms differ in size. */
function isCount(arm: Arm, { unit }: Outcome): boolean {
  return unit !== '%' && arm.n !== undefined && arm.events === arm.value
}

function shareOf(arm: Arm): number {
  return 100 * arm.value / arm.n!
}

/** P value and, with its interval, the difference: one line each. */
export function comparisonLines(outcome: Outcome, words: DeckWords['results']): string[] {
  return [
    ...outcome.p === undefined ? [] : [`P ${formatPValue(outcome.p)}`],
    ...outcome.difference ? [differenceResult(outcome, outcome.difference, words)] : [],
  ]
}

/** What the sources do not give, in one sentence for the caption; empty when nothing is missing. */
export function missingNote(outcomes: readonly ReportedOutcome[], words: DeckWords['charts']): string {
  const missing = [
    ...outcomes.some(({ outcome }) => outcome.unit === '%' && outcome.arms?.some(({ n }) => n === undefined)) ? [words.missingPatients] : [],
    ...outcomes.some(({ study, outcome }) => !CASES.has(study.kind) && comparesArms(outcome) && !outcome.difference?.ci) ? [words.missingInterval] : [],
  ]
  return missing.length ? words.missing(missing.join('; ')) : ''
}

function comparesArms(outcome: Outcome): boolean {
  return (outcome.arms?.length ?? 0) > 1
}

/**
 * Lays out zero-based horizontal bars, one group per outcome.
 * @param outcomes one group of bars each
 * @param width in px
 * @param component name of the asking component, for messages
 * @param words of the kit
 * @throws Error when the outcomes have different units, no values, or values below zero.
 */
export function layOutBars(outcomes: readonly ReportedOutcome[], width: number, component: string, words: DeckWords): BarChart {
  checkOutcomes(outcomes, component)
  const areCounts = outcomes.every(({ outcome }) => outcome.arms!.every(arm => isCount(arm, outcome)))
  const unit = areCounts ? '%' : outcomes[0]!.outcome.unit
  const amount = (arm: Arm) => areCounts ? shareOf(arm) : arm.value
  const singleArms = outcomes.every(({ outcome }) => outcome.arms!.length === 1)
  const gap = singleArms ? SINGLE_ARM_GAP : GROUP_GAP
  const arms = outcomes.flatMap(({ outcome }) => outcome.arms!.map(arm => ({
    ...arm,
    label: singleArms && outcome.unverified ? `${armLabel(arm, outcome, words.results)} ${words.unverified}` : armLabel(arm, outcome, words.results),
  })))
  const armNames = new Set(arms.map(({ name }) => name))
  const showArms = !singleArms || armNames.size > 1

  const armWidth = showArms ? Math.max(...arms.map(({ name }) => textWidth(name, LABEL))) + GAP : 0
  const stacked = width < STACKED_BELOW
  const size = stacked ? BAR_SIZES.at(-1)! : BAR_SIZES.find(({ upTo }) => arms.length <= upTo)!
  const nameWidth = stacked
    ? width
    : Math.min(
        width * (singleArms ? 0.42 : 0.34),
        Math.max(...outcomes.flatMap(entry => [entry.outcome.name, ...remarksOf(entry).map(remark => `${remark} ${words.unverified}`)]).map(text => textWidth(text, LABEL, true))),
      )
  const armX = stacked ? 0 : nameWidth + 2 * GAP
  const zero = armX + armWidth

  const largest = Math.max(...arms.map(amount))
  const domain = unit === '%' && largest > 50 ? 100 : largest
  const scale = scaleLinear().domain([0, domain || 1]).nice(4)
  // The longest bar keeps room for its own label.
  const room = width - zero - GAP
  const fits = Math.min(...arms.map(arm => (room - textWidth(arm.label, LABEL, true)) * scale.domain()[1]! / (amount(arm) || 1e-9)))
  scale.range([0, Math.max(60, Math.min(fits, room - textWidth('100%', LABEL) / 2))])

  let y = 0
  const groups = outcomes.map((entry): BarGroup => {
    const { outcome } = entry
    const name = wrapText(outcome.name, nameWidth, LABEL, true)
    const remarks = remarksOf(entry)
    const bars = outcome.arms!.length * size.pitch - (size.pitch - size.bar)
    const unverified = !singleArms && outcome.unverified !== undefined
    const lines = name.length + Math.max(remarks.length, unverified ? 1 : 0)
    const height = stacked ? bars + lines * LABEL_LINE + 4 : Math.max(bars, lines * LABEL_LINE)
    const top = stacked ? y + height - bars : y + (height - bars) / 2
    const baseline = y + ((stacked ? lines * LABEL_LINE : height) - (lines - 1) * LABEL_LINE) / 2 + 7
    const group: BarGroup = {
      id: `${entry.study.id}.${outcome.id}`,
      name,
      remarks,
      unverified,
      baseline,
      ...stacked && { plate: textPlate([...name, ...remarks, ...unverified ? [words.unverified] : []], LABEL, LABEL_LINE, 0, baseline, 'start', true) },
      y,
      height,
      bars: outcome.arms!.map((arm, index) => ({
        name: showArms ? arm.name : '',
        label: armLabel(arm, outcome, words.results),
        unverified: singleArms && outcome.unverified !== undefined,
        series: seriesOf(outcome.arms!, index),
        x: zero,
        y: top + index * size.pitch,
        width: scale(amount(arm)),
        height: size.bar,
      })),
    }
    y += height + gap
    return group
  })

  const axisY = y - gap / 2
  const axisTitle = areCounts ? words.charts.shareOf(outcomes[0]!.outcome.unit) : unit === '%' ? '' : unit
  // The unit stands before the axis, or under it where there is no room.
  const titleBefore = textWidth(axisTitle, LABEL) < zero - 2.4 * GAP
  return {
    width,
    height: axisY + AXIS + (titleBefore ? 0 : AXIS_TITLE),
    groups,
    armX,
    zero,
    axisY,
    ticks: axisTicks(scale, value => formatQuantity(value, unit === '%' ? unit : '')).map(tick => ({ ...tick, x: zero + tick.x })),
    axisTitle: titleBefore
      ? { text: axisTitle, x: zero - 2.4 * GAP, y: axisY + TICK_BASELINE, anchor: 'end' }
      : { text: axisTitle, x: zero, y: axisY + TICK_BASELINE + AXIS_TITLE, anchor: 'start' },
  }

  function remarksOf({ outcome }: ReportedOutcome): string[] {
    return comparisonLines(outcome, words.results).flatMap(text => wrapText(text, stacked ? width : width * 0.34, LABEL))
  }
}

function seriesOf(arms: readonly Arm[], index: number): Bar['series'] {
  if (arms.length > 1 && COMPARATOR.test(arms[index]!.name))
    return 2
  const others = arms.slice(0, index).filter(({ name }) => !COMPARATOR.test(name)).length
  return ([1, 3, 4] as const)[others] ?? 4
}

function checkOutcomes(outcomes: readonly ReportedOutcome[], component: string): void {
  if (!outcomes.length)
    throw new Error(`${component}: no outcome with values to draw`)
  for (const { study, outcome } of outcomes) {
    if (!outcome.arms?.length)
      throw new Error(`${component}: the outcome “${study.id}.${outcome.id}” has no values per arm in studies.yaml`)
    if (outcome.arms.some(({ value }) => value < 0))
      throw new Error(`${component}: the outcome “${study.id}.${outcome.id}” has a value below zero, which a zero-based bar cannot show; use ForestPlot or StudyTable`)
  }
  const units = [...new Set(outcomes.map(({ outcome }) => outcome.unit))]
  if (units.length > 1)
    throw new Error(`${component}: outcomes in different units (${units.join(', ')}) cannot share an axis; use one chart for each`)
}
