import type { Counts } from '../counting/counts.ts'
import { MILLIONTHS } from '../counting/count-attempt.ts'
import { countsAfter } from '../counting/counts.ts'
import { normalisedGain } from './item-analysis.ts'

/** What was learned from pre-test to first attempt. */
export interface Gain {
  /** Learners who answered both; where the pre-test asked nothing of it, who made a first attempt. */
  n: number
  /** Mean percent; null where the pre-test asked nothing of it. */
  preTest: number | null
  firstAttempt: number
  /** Normalised, of the means; null without a pre-test, and when nothing was left to gain. */
  gain: number | null
}

/** What was learned over a group of items (counting-plan.ts); undefined when nobody answered. */
export function readGain(counts: Counts, { name, before }: { name: string, before: readonly string[] }): Gain | undefined {
  const n = counts.get(`gain ${name} n`)
  if (!n)
    return undefined
  const [pre, post] = ['before', 'after'].map(when => countsAfter(counts, `gain ${name} ${when} `).reduce((sum, [asked, points]) => sum + points / Number(asked) / MILLIONTHS, 0)) as [number, number]
  const firstAttempt = post / n * 100
  const preTest = before.length ? pre / n * 100 : null
  return { n, preTest, firstAttempt, gain: preTest === null ? null : normalisedGain(preTest, firstAttempt) ?? null }
}
