import type { Json } from '../ledger/canonical-json.ts'
import type { CountingPlan, GainGroup } from './counting-plan.ts'
import type { Counts } from './counts.ts'
import { chosenOf } from './chosen.ts'
import { addCount } from './counts.ts'

/** A learner's first attempt at the post-test. */
export interface FirstAttempt {
  /** Points by item, of the post-test and of the pre-test before it. */
  readonly items: Readonly<Record<string, number>>
  readonly preItems?: Readonly<Record<string, number>>
  readonly responses: Readonly<Record<string, Json>>
}

/** Points are counted in millionths, so that sums are exact. */
export const MILLIONTHS = 1_000_000

/**
 * What a first attempt adds to the counters of its version. Everything that a report says of items follows from how often each
 * number of points was given for an item, from how often each total was reached, and from the points of the items among those
 * who reached it.
 */
export function countAttempt({ postTest, groups }: CountingPlan, attempt: FirstAttempt): Counts {
  const counts: Counts = new Map()
  addCount(counts, 'attempts')
  if (postTest && !postTest.pool) {
    const points = postTest.items.map(({ id }) => millionths(attempt.items[id] ?? 0))
    const total = points.reduce((sum, points) => sum + points, 0)
    addCount(counts, `total ${total}`)
    points.forEach((points, index) => addCount(counts, `total ${total} item ${index}`, points))
  }
  for (const [index, { id, options }] of (postTest?.items ?? []).entries()) {
    if (!Object.hasOwn(attempt.items, id))
      continue
    addCount(counts, `item ${index} points ${millionths(attempt.items[id]!)}`)
    for (const choice of new Set(chosenOf(attempt.responses[id] ?? null))) {
      if (Number.isInteger(choice) && choice >= 0 && choice < options)
        addCount(counts, `item ${index} option ${choice}`)
    }
  }
  for (const group of groups)
    countGain(counts, group, attempt)
  return counts
}

/** Of a pool a learner is asked some of the items: the share is that of the points of those, so that sums are kept by how many they were. */
function countGain(counts: Counts, { name, before, after }: GainGroup, { items, preItems }: FirstAttempt): void {
  const [askedBefore, askedAfter] = [preItems ? asked(preItems, before) : [], asked(items, after)]
  if ((before.length && !askedBefore.length) || !askedAfter.length)
    return
  addCount(counts, `gain ${name} n`)
  for (const [when, points] of [['before', askedBefore], ['after', askedAfter]] as const) {
    if (points.length)
      addCount(counts, `gain ${name} ${when} ${points.length}`, points.reduce((sum, points) => sum + points, 0))
  }
}

function asked(points: Readonly<Record<string, number>>, items: readonly string[]): number[] {
  return items.filter(item => Object.hasOwn(points, item)).map(item => millionths(points[item]!))
}

function millionths(points: number): number {
  return Math.round(points * MILLIONTHS)
}
