import type { ScaleLinear, ScaleLogarithmic } from 'd3-scale'
import type { DeckWords } from '../../app/words/deck-en.ts'
import type { Outcome } from '../../scripts/course/studies-schema.ts'
import type { AxisTick } from './axis-ticks.ts'
import type { ReportedOutcome } from './reported-outcomes.ts'
import { scaleLinear, scaleLog } from 'd3-scale'
import { formatPValue } from '../format-p-value.ts'
import { decimalsOf, formatNumber } from '../format-quantity.ts'
import { axisTicks } from './axis-ticks.ts'
import { LABEL, LABEL_LINE, TICK_BASELINE } from './chart-sizes.ts'
import { textWidth, wrapText } from './text-width.ts'

export interface ForestRow {
  id: string
  /** The study; the outcome where one study has several. */
  label: string[]
  /** Participants, after the study where the label is the outcome. */
  participants: string
  /** The estimate with its interval, or that the interval is not available. */
  estimate: string
  /** P value; empty when not given. */
  p: string
  /** Middle of the row. */
  y: number
  x: number
  /** Ends of the interval; undefined when it is not known. */
  interval?: [number, number]
  /** Side of the square, or height of the diamond. */
  size: number
  /** A pooled estimate is a diamond, a study's own a square. */
  pooled: boolean
}

export interface ForestPlot {
  width: number
  height: number
  rows: ForestRow[]
  plot: { left: number, right: number }
  estimateX: number
  nullX: number
  axisY: number
  ticks: AxisTick[]
  axisTitle: string
  /** The same in lines that fit beside the axis. */
  axisTitleLines: string[]
  /** What either side of the null line means, with an arrow. */
  directions: { text: string, x: number, y: number, anchor: 'start' | 'end' }[]
}

type Difference = NonNullable<Outcome['difference']>

const GAP = 24
const ROW_PADDING = 14
const LARGEST_SQUARE = 26
const SMALLEST_SQUARE = 9
const POOLED_KINDS = new Set(['meta-analysis', 'systematic-review'])
const RATIO_TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
const FINE_RATIO_TICKS = [0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2, 3, 4]

/** The value of no effect: 1 for a ratio, 0 for a difference. */
export function nullValue(kind: Difference['kind']): number {
  return kind === 'risk-ratio' ? 1 : 0
}

/** Whether a difference is in the unit of its outcome. */
function isInUnits(kind: Difference['kind']): boolean {
  return kind === 'mean-difference' || kind === 'median-difference'
}

/** "−0.34 (−0.95 to 0.27)"; without a known interval it says so. */
export function estimateLabel({ value, ci }: Difference, words: DeckWords): string {
  const decimals = Math.max(decimalsOf(value), ...(ci ?? []).map(decimalsOf))
  return ci
    ? `${formatNumber(value, decimals)} (${words.results.interval(formatNumber(ci[0], decimals), formatNumber(ci[1], decimals))})`
    : `${formatNumber(value, decimals)} (${words.forest.ciNotAvailable})`
}

/** Side of a square whose area stands for the number of participants. */
function squareSide(n: number | null, largest: number): number {
  return n === null ? SMALLEST_SQUARE : Math.max(SMALLEST_SQUARE, LARGEST_SQUARE * Math.sqrt(n / largest))
}

/**
 * Lays out a forest plot: differences on a linear axis, ratios on a logarithmic one.
 * @param outcomes one row each
 * @param nullLine the value of no effect; by the kind of measure when undefined
 * @param width in px
 * @param words of the kit
 * @param favours what an estimate means
 * @param favours.left left of the null line
 * @param favours.right right of it
 * @throws Error when an outcome has no difference, or when kinds or units of measure differ.
 */
export function layOutForest(outcomes: readonly ReportedOutcome[], nullLine: number | undefined, width: number, words: DeckWords, favours: { left?: string, right?: string } = {}): ForestPlot {
  const differences = outcomes.map(entry => differenceOf(entry))
  const { kind, unit } = commonMeasure(outcomes, differences)
  const ratio = kind === 'risk-ratio'
  const reference = nullLine ?? nullValue(kind)
  if (ratio && (reference <= 0 || differences.some(({ value, ci }) => Math.min(value, ...ci ?? []) <= 0)))
    throw new Error('ForestPlot: a ratio stands on a logarithmic axis, so it and the null line must be greater than 0')

  const repeated = outcomes.some(({ study }, index) => outcomes.findIndex(other => other.study === study) !== index)
  const estimates = differences.map(difference => estimateLabel(difference, words))
  const estimateWidth = Math.max(...estimates.map(text => textWidth(text, LABEL, true)))
  const labels = outcomes.map(({ study, outcome }) => repeated ? outcome.name : study.label)
  const axisTitle = [words.forest.measures[kind], isInUnits(kind) && unit ? `(${unit})` : '', ratio ? words.forest.logScale : ''].filter(Boolean).join(' ')
  const labelWidth = Math.min(width * 0.32, Math.max(170, ...labels.map(text => textWidth(text, LABEL, true))))
  const axisTitleLines = wrapText(axisTitle, labelWidth, LABEL)
  const plot = { left: labelWidth + GAP, right: width - estimateWidth - GAP }

  const scale = scaleFor(differences, reference, ratio, plot)
  const participants = outcomes.map(({ study, outcome }) => outcome.n ?? study.n)
  const largest = Math.max(...participants.map(n => n ?? 0))

  let top = 0
  const rows = outcomes.map((entry, index): ForestRow => {
    const { study, outcome } = entry
    const n = participants[index]!
    const difference = differences[index]!
    const label = wrapText(labels[index]!, labelWidth, LABEL, true)
    const height = (label.length + 1) * LABEL_LINE + ROW_PADDING
    const y = top + height / 2
    top += height
    const pooled = POOLED_KINDS.has(study.kind)
    return {
      id: `${study.id}.${outcome.id}`,
      label,
      participants: `${repeated ? `${study.label}, ` : ''}${n === null ? words.forest.nNotAvailable : `n = ${formatNumber(n)}`}`,
      estimate: estimates[index]!,
      p: outcome.p === undefined ? '' : `P ${formatPValue(outcome.p)}`,
      y,
      x: scale(difference.value),
      ...difference.ci && { interval: [scale(difference.ci[0]), scale(difference.ci[1])] as [number, number] },
      size: pooled ? 22 : squareSide(n, largest),
      pooled,
    }
  })

  const axisY = top + 4
  const directions = directionsBeside(scale(reference), width, favours)
  // Under the numbers of the axis, and under the title's last line where that stands in the way.
  const titleEnd = Math.max(0, ...axisTitleLines.slice(1).map(line => textWidth(line, LABEL)))
  const isTitleInTheWay = directions.some(({ left }) => left < titleEnd + GAP)
  const directionY = axisY + TICK_BASELINE + LABEL_LINE * (isTitleInTheWay ? axisTitleLines.length : 1) + 3
  return {
    width,
    height: (directions.length ? directionY : axisY + TICK_BASELINE + LABEL_LINE * (axisTitleLines.length - 1)) + 8,
    rows,
    plot,
    estimateX: width - estimateWidth,
    nullX: scale(reference),
    axisY,
    ticks: ticksOf(scale),
    axisTitle,
    axisTitleLines,
    directions: directions.map(({ text, x, anchor }) => ({ text, x, anchor, y: directionY })),
  }
}

function directionsBeside(nullX: number, width: number, { left, right }: { left?: string, right?: string }) {
  const toLeft = left === undefined ? undefined : `← ${left}`
  const toRight = right === undefined ? undefined : `${right} →`
  const [leftSize, rightSize] = [toLeft, toRight].map(text => text === undefined ? 0 : textWidth(text, LABEL)) as [number, number]
  const leftX = Math.max(leftSize, nullX - 12)
  const rightX = Math.min(width - rightSize, nullX + 12)
  return [
    ...toLeft === undefined ? [] : [{ text: toLeft, x: leftX, left: leftX - leftSize, anchor: 'end' as const }],
    ...toRight === undefined ? [] : [{ text: toRight, x: rightX, left: rightX, anchor: 'start' as const }],
  ]
}

/** What the marks stand for, for the caption. */
export function marksNote(plot: ForestPlot, sizesKnown: number, words: DeckWords['forest']): string {
  return [
    ...plot.rows.filter(({ pooled }) => !pooled).length > 1 && sizesKnown > 1 ? [words.square] : [],
    ...plot.rows.some(({ pooled }) => pooled) ? [words.diamond] : [],
    ...plot.rows.some(({ pooled, interval }) => !pooled && interval) ? [words.line] : [],
    ...plot.rows.some(({ interval }) => !interval) ? [words.open] : [],
  ].join(' ')
}

function differenceOf({ study, outcome }: ReportedOutcome): Difference {
  if (!outcome.difference)
    throw new Error(`ForestPlot: the outcome “${study.id}.${outcome.id}” has no difference in studies.yaml`)
  return outcome.difference
}

function commonMeasure(outcomes: readonly ReportedOutcome[], differences: readonly Difference[]): { kind: Difference['kind'], unit: string } {
  if (!outcomes.length)
    throw new Error('ForestPlot: no outcome to draw; write outcomes="study.outcome study.outcome"')
  const kinds = [...new Set(differences.map(({ kind }) => kind))]
  if (kinds.length > 1)
    throw new Error(`ForestPlot: different measures (${kinds.join(', ')}) cannot share an axis; use one plot for each`)
  const units = [...new Set(outcomes.map(({ outcome }) => outcome.unit))]
  if (isInUnits(kinds[0]!) && units.length > 1)
    throw new Error(`ForestPlot: differences in different units (${units.join(', ')}) cannot share an axis; use one plot for each`)
  return { kind: kinds[0]!, unit: units[0]! }
}

type Scale = ScaleLinear<number, number> | ScaleLogarithmic<number, number>

function scaleFor(differences: readonly Difference[], reference: number, ratio: boolean, plot: ForestPlot['plot']): Scale {
  const values = [reference, ...differences.flatMap(({ value, ci }) => [value, ...ci ?? []])]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  if (!ratio) {
    const margin = (high - low || 1) * 0.1
    return scaleLinear().domain([low === reference ? low - 4 * margin : low - margin, high === reference ? high + 4 * margin : high + margin]).nice(6).range([plot.left, plot.right])
  }
  // Room on both sides of the null line, so that its meaning can be written on either.
  const reach = Math.max(1.25, reference / low, high / reference) ** 1.15
  return scaleLog().domain([Math.min(low, reference / reach), Math.max(high, reference * reach)]).range([plot.left, plot.right])
}

function ticksOf(scale: Scale): AxisTick[] {
  if (!('base' in scale))
    return axisTicks(scale, value => formatNumber(value))
  const [low, high] = scale.domain() as [number, number]
  const within = (values: readonly number[]) => values.filter(value => value >= low && value <= high)
  const coarse = within(RATIO_TICKS)
  const ticks = coarse.length >= 3 ? coarse : within(FINE_RATIO_TICKS)
  const room = textWidth('0.00', LABEL) + 10
  const kept: number[] = []
  for (const tick of [...ticks].sort((a, b) => Math.abs(Math.log(a)) - Math.abs(Math.log(b)))) {
    if (kept.every(other => Math.abs(scale(other) - scale(tick)) >= room))
      kept.push(tick)
  }
  return kept.sort((a, b) => a - b).map(value => ({ value, x: scale(value), label: formatNumber(value) }))
}
