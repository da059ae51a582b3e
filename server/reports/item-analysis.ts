import type { Counts } from '../counting/counts.ts'
import { MILLIONTHS } from '../counting/count-attempt.ts'
import { countsAfter } from '../counting/counts.ts'
import { LEAST_TO_JUDGE } from './least-learners.ts'

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

export interface ItemAnalysis {
  readonly items: readonly ItemStatistics[]
  /**
   * Cronbach's alpha, which for items scored 0 or 1 is KR-20 (Kuder and Richardson, 1937). Undefined for fewer than two
   * items or learners, and when all totals are the same.
   */
  readonly reliability?: number
}

const UPPER_AND_LOWER_SHARE = 0.27

/** Below this share of the learners a distractor is non-functional. */
const LEAST_SHARE_OF_DISTRACTOR = 0.05

/** Learners who reached the same total, and their points of each item, in millionths. */
interface Total {
  readonly points: number
  n: number
  readonly items: number[]
}

/** Sums of numbers, exact: squares of millionths are beyond what a double holds. */
interface Sums { readonly sum: bigint, readonly squares: bigint }

/**
 * Item analysis over first attempts, after Kelley (1939) for the 27 % groups, from what was counted of them (count-attempt.ts).
 * Of learners with the same points at a group's edge, none comes before the other: as many as there is room for are taken with the mean of
 * them all, so that the order in which they came changes nothing.
 */
export function analyseItems(counts: Counts, items: number): ItemAnalysis {
  const totals = readTotals(counts, items)
  const n = totals.reduce((sum, total) => sum + total.n, 0)
  if (!n)
    return { items: [] }
  const sums = Array.from({ length: items }, (_, item) => sumUp(countsAfter(counts, `item ${item} points `).map(([points, n]) => [Number(points), n])))
  const ofTotals = sumUp(totals.map(({ points, n }) => [points, n]))
  const [lower, upper] = [totals, [...totals].reverse()].map(ordered => meansOfFirst(ordered, Math.round(n * UPPER_AND_LOWER_SHARE), items))
  const variance = ({ sum, squares }: Sums) => BigInt(n) * squares - sum * sum
  return {
    items: sums.map((of, item) => {
      const difficulty = Number(of.sum) / n / MILLIONTHS
      if (n < LEAST_TO_JUDGE)
        return { n, difficulty }
      const products = totals.reduce((sum, total) => sum + BigInt(total.points) * BigInt(total.items[item]!), 0n)
      return { n, difficulty, discrimination: upper![item]! - lower![item]!, pointBiserial: correlationWithRest(n, of, ofTotals, products) }
    }),
    reliability: items < 2 || n < 2 || !variance(ofTotals) ? undefined : items / (items - 1) * (1 - Number(sums.reduce((sum, of) => sum + variance(of), 0n)) / Number(variance(ofTotals))),
  }
}

/** Totals that were reached, the lowest first. */
function readTotals(counts: Counts, items: number): Total[] {
  const totals = new Map<number, Total>()
  for (const [name, value] of countsAfter(counts, 'total ')) {
    const [points, , item] = name.split(' ').map(Number) as [number, number?, number?]
    if (!totals.has(points))
      totals.set(points, { points, n: 0, items: Array.from<number>({ length: items }).fill(0) })
    const total = totals.get(points)!
    if (item === undefined)
      total.n = value
    else
      total.items[item] = value
  }
  return [...totals.values()].filter(({ n }) => n).sort((a, b) => a.points - b.points)
}

function sumUp(values: readonly (readonly [value: number, times: number])[]): Sums {
  let [sum, squares] = [0n, 0n]
  for (const [value, times] of values) {
    sum += BigInt(value) * BigInt(times)
    squares += BigInt(value) * BigInt(value) * BigInt(times)
  }
  return { sum, squares }
}

/** Mean points of each item among the first so many learners. */
function meansOfFirst(totals: readonly Total[], most: number, items: number): number[] {
  const sums = Array.from<number>({ length: items }).fill(0)
  let room = most
  for (const total of totals) {
    const taken = Math.min(total.n, room)
    for (const item of sums.keys())
      sums[item]! += total.items[item]! * taken / total.n
    room -= taken
    if (!room)
      break
  }
  return sums.map(sum => sum / most / MILLIONTHS)
}

/** Pearson's, of an item with the total less the item. `products`: the sum of item times total. */
function correlationWithRest(n: number, item: Sums, total: Sums, products: bigint): number | undefined {
  const many = BigInt(n)
  const rest = { sum: total.sum - item.sum, squares: total.squares - 2n * products + item.squares }
  const [ofItem, ofRest] = [item, rest].map(({ sum, squares }) => many * squares - sum * sum) as [bigint, bigint]
  return ofItem && ofRest ? Number(many * (products - item.squares) - item.sum * rest.sum) / Math.sqrt(Number(ofItem)) / Math.sqrt(Number(ofRest)) : undefined
}

/** Normalised gain (post − pre) ÷ (100 − pre), both in percent; undefined when nothing was left to gain (Hake, 1998). */
export function normalisedGain(pre: number, post: number): number | undefined {
  return pre >= 100 ? undefined : (post - pre) / (100 - pre)
}

/** True for a wrong option that fewer than 5 % of those who were asked chose; of few, nobody chose most of them. */
export function isNonFunctional(isKey: boolean, chosen: number, asked: number): boolean {
  return !isKey && asked >= LEAST_TO_JUDGE && chosen / asked < LEAST_SHARE_OF_DISTRACTOR
}
