import type { FirstAttempt } from './first-attempts.ts'
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

/** Counts what was learned, over some of the items of either test. */
export interface GainCounter {
  readonly add: (attempt: FirstAttempt) => void
  /** Undefined when nobody answered. */
  readonly gain: () => Gain | undefined
}

export function createGainCounter(preItems: readonly string[], postItems: readonly string[]): GainCounter {
  let [n, pre, post] = [0, 0, 0]
  return {
    add({ items, preItems: before }) {
      const shareBefore = preItems.length ? before && share(before, preItems) : 0
      const shareAfter = share(items, postItems)
      if (shareBefore === undefined || shareAfter === undefined)
        return
      n++
      pre += shareBefore
      post += shareAfter
    },
    gain() {
      if (!n)
        return undefined
      const firstAttempt = post / n * 100
      const preTest = preItems.length ? pre / n * 100 : null
      return { n, preTest, firstAttempt, gain: preTest === null ? null : normalisedGain(preTest, firstAttempt) ?? null }
    },
  }
}

/** Share of the points, over those of the items that were asked; undefined when none was. */
function share(points: Readonly<Record<string, number>>, items: readonly string[]): number | undefined {
  const asked = items.filter(item => Object.hasOwn(points, item))
  return asked.length ? asked.reduce((sum, item) => sum + points[item]!, 0) / asked.length : undefined
}
