import type { Moments } from './moments.ts'
import { createMoments } from './moments.ts'

/** One learner's first attempt: for each item the points between 0 and 1, in the order of the items. */
export type ScoredAttempt = readonly number[]

/** How an item did over first attempts. */
export interface ItemStatistics {
  /** Learners who were scored. */
  readonly n: number
  /** Difficulty p: the mean score, 0 to 1. In a mastery post-test 0.7 to 0.9 is aimed at. */
  readonly difficulty: number
  /** Discrimination D: p of the upper 27 % less p of the lower 27 %; undefined below 30 learners. */
  readonly discrimination?: number
  /** Point-biserial correlation of the item with the rest of the test; undefined below 30 learners and without variance. */
  readonly pointBiserial?: number
}

/** Below this number of learners discrimination says nothing. */
const LEAST_FOR_DISCRIMINATION = 30

const UPPER_AND_LOWER_SHARE = 0.27

/** Below this share of the learners a distractor is non-functional. */
const LEAST_SHARE_OF_DISTRACTOR = 0.05

export interface ItemAnalysis {
  /** Takes the next attempt: they come in the order of their points, the weakest first. */
  readonly add: (attempt: ScoredAttempt) => void
  readonly items: () => ItemStatistics[]
  /**
   * Cronbach's alpha, which for items scored 0 or 1 is KR-20 (Kuder and Richardson, 1937). Undefined for fewer than two
   * items or learners, and when all totals are the same.
   */
  readonly reliability: () => number | undefined
}

/**
 * Item analysis over first attempts, after Kelley (1939) for the 27 % groups, in the memory of one attempt, whatever `n`, the
 * number of attempts that will come. Attempts with the same points at a group's edge fall on either side of it by the order
 * in which they come.
 */
export function createItemAnalysis(items: number, n: number): ItemAnalysis {
  const group = Math.round(n * UPPER_AND_LOWER_SHARE)
  const moments = Array.from({ length: items }, createMoments)
  const lower = Array.from({ length: items }, createMoments)
  const upper = Array.from({ length: items }, createMoments)
  const totals = createMoments()
  return {
    add(attempt) {
      const total = sum(attempt)
      const place = totals.n()
      totals.add(total, 0)
      for (const [item, points] of attempt.entries()) {
        moments[item]!.add(points, total - points)
        if (place < group)
          lower[item]!.add(points, 0)
        if (place >= n - group)
          upper[item]!.add(points, 0)
      }
    },
    items: () => moments.map((item, index) => statistics(item, lower[index]!, upper[index]!)),
    reliability() {
      if (items < 2 || totals.n() < 2 || totals.variance() === 0)
        return undefined
      return items / (items - 1) * (1 - sum(moments.map(item => item.variance())) / totals.variance())
    },
  }
}

function statistics(item: Moments, lower: Moments, upper: Moments): ItemStatistics {
  const [n, difficulty] = [item.n(), item.mean()]
  return n < LEAST_FOR_DISCRIMINATION ? { n, difficulty } : { n, difficulty, discrimination: upper.mean() - lower.mean(), pointBiserial: item.correlation() }
}

/** Normalised gain (post − pre) ÷ (100 − pre), both in percent; undefined when nothing was left to gain (Hake, 1998). */
export function normalisedGain(pre: number, post: number): number | undefined {
  return pre >= 100 ? undefined : (post - pre) / (100 - pre)
}

/** True for a wrong option that fewer than 5 % of those who were asked chose. */
export function isNonFunctional(isKey: boolean, chosen: number, asked: number): boolean {
  return !isKey && asked > 0 && chosen / asked < LEAST_SHARE_OF_DISTRACTOR
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
