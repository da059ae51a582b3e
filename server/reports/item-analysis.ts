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
export const LEAST_FOR_DISCRIMINATION = 30

const UPPER_AND_LOWER_SHARE = 0.27

/**
 * Item analysis over first attempts, after Kelley (1939) for the 27 % groups. Ties at a group's edge keep the order in
 * which the attempts came.
 */
export function analyseItems(attempts: readonly ScoredAttempt[]): ItemStatistics[] {
  const items = attempts[0]?.length ?? 0
  const n = attempts.length
  const totals = attempts.map(attempt => sum(attempt))
  const ranked = attempts.map((attempt, index) => ({ attempt, total: totals[index]! })).sort((a, b) => b.total - a.total)
  const group = Math.round(n * UPPER_AND_LOWER_SHARE)
  return Array.from({ length: items }, (_, item): ItemStatistics => {
    const scores = attempts.map(attempt => attempt[item]!)
    const difficulty = mean(scores)
    if (n < LEAST_FOR_DISCRIMINATION)
      return { n, difficulty }
    const of = (rows: typeof ranked) => mean(rows.map(row => row.attempt[item]!))
    return {
      n,
      difficulty,
      discrimination: of(ranked.slice(0, group)) - of(ranked.slice(-group)),
      pointBiserial: correlation(scores, totals.map((total, index) => total - scores[index]!)),
    }
  })
}

/**
 * Cronbach's alpha, which for items scored 0 or 1 is KR-20. Variances are those of the population, as Kuder and
 * Richardson (1937) have them. Undefined for fewer than two items or learners, and when all totals are the same.
 */
export function reliability(attempts: readonly ScoredAttempt[]): number | undefined {
  const items = attempts[0]?.length ?? 0
  if (items < 2 || attempts.length < 2)
    return undefined
  const total = variance(attempts.map(sum))
  if (total === 0)
    return undefined
  const within = Array.from({ length: items }, (_, item) => variance(attempts.map(attempt => attempt[item]!)))
  return items / (items - 1) * (1 - sum(within) / total)
}

/** Normalised gain (post − pre) ÷ (100 − pre), both in percent; undefined when nothing was left to gain (Hake, 1998). */
export function normalisedGain(pre: number, post: number): number | undefined {
  return pre >= 100 ? undefined : (post - pre) / (100 - pre)
}

/** Indices of the distractors that fewer than 5 % of the learners chose. */
export function nonFunctionalDistractors(chosen: readonly number[], keys: readonly boolean[]): number[] {
  const n = sum(chosen)
  return n === 0 ? [] : chosen.flatMap((count, option) => !keys[option] && count / n < 0.05 ? [option] : [])
}

function correlation(a: readonly number[], b: readonly number[]): number | undefined {
  const [meanA, meanB] = [mean(a), mean(b)]
  const spread = Math.sqrt(variance(a) * variance(b))
  return spread === 0 ? undefined : mean(a.map((value, index) => (value - meanA) * (b[index]! - meanB))) / spread
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

function variance(values: readonly number[]): number {
  const average = mean(values)
  return mean(values.map(value => (value - average) ** 2))
}
