import type { CourseReport } from './course-report.ts'
import type { FirstAttempt } from './first-attempts.ts'
import { normalisedGain } from './item-analysis.ts'

export type Gain = NonNullable<CourseReport['outcomes']>

/** Counts what was learned from pre-test to first attempt, over some of the items of either. */
export interface GainCounter {
  readonly add: (attempt: FirstAttempt) => void
  /** Undefined when nobody answered both. */
  readonly gain: () => Gain | undefined
}

export function createGainCounter(preItems: readonly string[], postItems: readonly string[]): GainCounter {
  let [n, pre, post] = [0, 0, 0]
  return {
    add({ items, preItems: before }) {
      const [shareBefore, shareAfter] = [before && share(before, preItems), share(items, postItems)]
      if (shareBefore === undefined || shareAfter === undefined)
        return
      n++
      pre += shareBefore
      post += shareAfter
    },
    gain() {
      if (!n)
        return undefined
      const [preTest, firstAttempt] = [pre / n * 100, post / n * 100]
      return { n, preTest, firstAttempt, gain: normalisedGain(preTest, firstAttempt) ?? null }
    },
  }
}

/** Share of the points, over those of the items that were asked; undefined when none was. */
function share(points: Readonly<Record<string, number>>, items: readonly string[]): number | undefined {
  const asked = items.filter(item => Object.hasOwn(points, item))
  return asked.length ? asked.reduce((sum, item) => sum + points[item]!, 0) / asked.length : undefined
}
