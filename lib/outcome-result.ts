import type { DeckWords } from '../app/words/deck-en.ts'
import type { Outcome } from '../scripts/course/studies-schema.ts'
import { decimalsOf, formatNumber, formatQuantity } from './format-quantity.ts'

type Difference = NonNullable<Outcome['difference']>

type ResultWords = DeckWords['results']

/** Digits after the point that all arms of an outcome are shown with: the most that any of them needs. */
export function armDecimals(outcome: Outcome): number {
  return Math.max(0, ...(outcome.arms ?? []).map(arm => decimalsOf(arm.value)))
}

/** One arm's value with its unit, and "events of n" where both are known: "88% (15 of 17)"; a count is "5 of 40". */
export function armResult(outcome: Outcome, arm: NonNullable<Outcome['arms']>[number], { of }: ResultWords): string {
  if (arm.value === arm.events && arm.n !== undefined)
    return of(String(arm.events), String(arm.n))
  const value = formatQuantity(arm.value, outcome.unit, armDecimals(outcome))
  if (arm.events !== undefined && arm.n !== undefined)
    return `${value} (${of(String(arm.events), String(arm.n))})`
  return arm.n === undefined ? value : `${value} (n\u00A0=\u00A0${arm.n})`
}

/** The unit of a difference: that of its outcome, but none for ratios and standardized differences. */
export function differenceUnit(outcome: Outcome, { kind }: Difference): string {
  if (kind === 'percent')
    return '%'
  return kind === 'risk-ratio' || kind === 'smd' ? '' : outcome.unit
}

/** A difference with its interval: "mean difference −0.34 (95% CI −0.95 to 0.27)". */
export function differenceResult(outcome: Outcome, difference: Difference, { differences, ci, interval }: ResultWords): string {
  const decimals = Math.max(decimalsOf(difference.value), ...(difference.ci ?? []).map(decimalsOf))
  const value = `${differences[difference.kind]} ${formatQuantity(difference.value, differenceUnit(outcome, difference), decimals)}`
  if (!difference.ci)
    return value
  const [low, high] = difference.ci
  return `${value} (${ci} ${interval(formatNumber(low, decimals), formatNumber(high, decimals))})`
}

/** An outcome's numbers in one line, without its name and P value: "LDN 28.8%, Placebo 18.0%"; a single arm needs no name. */
export function outcomeNumbers(outcome: Outcome, words: ResultWords): string {
  const { arms: all = [] } = outcome
  const arms = all.map(arm => all.length > 1 ? `${arm.name} ${armResult(outcome, arm, words)}` : armResult(outcome, arm, words))
  const difference = outcome.difference ? [differenceResult(outcome, outcome.difference, words)] : []
  return [...arms, ...difference].join(', ')
}
