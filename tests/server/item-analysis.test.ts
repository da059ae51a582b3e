import type { ItemAnalysis } from '../../server/reports/item-analysis.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countAttempt } from '../../server/counting/count-attempt.ts'
import { addCounts } from '../../server/counting/counts.ts'
import { analyseItems, isNonFunctional, normalisedGain } from '../../server/reports/item-analysis.ts'
import { lsat6 } from './support/lsat6.ts'
import { itemsFromScratch } from './support/report-from-scratch.ts'

type ScoredAttempt = readonly number[]

/** 30 learners, three items: the first splits the strong from the weak, the second everybody has, the third only the weak. */
const attempts = Array.from({ length: 30 }, (_, learner) => [learner < 15 ? 1 : 0, 1, learner < 25 ? 0 : 1])

/** Counts attempts, and with `takenAway` others of which each is taken away again. */
function analyse(attempts: readonly ScoredAttempt[], takenAway: readonly ScoredAttempt[] = []): ItemAnalysis {
  const items = attempts[0]?.length ?? 0
  const plan = { postTest: { pool: false, items: Array.from({ length: items }, (_, item) => ({ id: `q${item}`, options: 0 })) }, evaluation: [], groups: [] }
  const count = (attempt: ScoredAttempt) => countAttempt(plan, { items: Object.fromEntries(attempt.map((points, item) => [`q${item}`, points])), responses: {} })
  const counts = new Map<string, number>()
  for (const attempt of takenAway)
    addCounts(counts, count(attempt), -1)
  for (const attempt of [...attempts, ...takenAway])
    addCounts(counts, count(attempt))
  return analyseItems(counts, items)
}

const reliability = (attempts: readonly ScoredAttempt[]) => analyse(attempts).reliability

describe('item analysis', () => {
  it('agrees with a table worked out by hand', () => {
    const [first, second, third] = analyse(attempts).items
    expect(first).toMatchObject({ n: 30, difficulty: 0.5 })
    expect(second).toMatchObject({ difficulty: 1, discrimination: 0, pointBiserial: undefined })
    expect(third!.pointBiserial).toBeCloseTo(-Math.sqrt(1 / 5), 10)
  })

  it('discriminates by the upper and lower 27 %', () => {
    // 100 learners on a scale of three items: 20 have 0 points, 30 have 1, 30 have 2, 20 have 3. The lower 27 are the 20 and
    // 7 of one point, the upper 27 the 20 and 7 of two.
    const scale = [0, 1, 2, 3].flatMap(points => Array.from({ length: points % 3 ? 30 : 20 }, () => [1, 2, 3].map(item => Number(points >= item))))
    const discrimination = analyse(scale).items.map(item => item.discrimination)
    expect(discrimination[0]).toBeCloseTo(1 - 7 / 27, 12)
    expect(discrimination[1]).toBeCloseTo(1, 12)
    expect(discrimination[2]).toBeCloseTo(20 / 27, 12)
  })

  it('agrees with what was published of section 6 of the LSAT', () => {
    const analysis = analyse(lsat6())
    // Proportions: Bock and Lieberman (1970). Correlations without the item, and alpha: Rizopoulos (2006), Journal of
    // Statistical Software 17(5), descriptives of the same data.
    expect(analysis.items.map(item => item.difficulty.toFixed(3))).toEqual(['0.924', '0.709', '0.553', '0.763', '0.870'])
    expect(analysis.items.map(item => item.pointBiserial!.toFixed(4))).toEqual(['0.1128', '0.1532', '0.1728', '0.1444', '0.1216'])
    expect(analysis.reliability).toBeCloseTo(0.295, 3)
  })

  it('takes of those with the same points as many as there is room for, with the mean of them all', () => {
    // 30 learners, groups of 8: below are 4 without a point and half of the 8 with one, of whom 2 have the first item and 6 the second.
    const scale = [...Array.from({ length: 4 }, () => [0, 0]), ...Array.from({ length: 8 }, (_, learner) => learner < 2 ? [1, 0] : [0, 1]), ...Array.from({ length: 18 }, () => [1, 1])]
    for (const order of [scale, [...scale].reverse()]) {
      const discrimination = analyse(order).items.map(item => item.discrimination)
      expect(discrimination[0]).toBeCloseTo(1 - 4 * (2 / 8) / 8, 12)
      expect(discrimination[1]).toBeCloseTo(1 - 4 * (6 / 8) / 8, 12)
    }
  })

  it('is that of all attempts at once, in whatever order they were counted and others taken away', () => {
    const scores = fc.integer({ min: 1, max: 5 }).chain((items) => {
      const attempts = fc.array(fc.array(fc.constantFrom(0, 1, 0.5, 0.25, 1 / 3), { minLength: items, maxLength: items }), { minLength: 1, maxLength: 80 })
      return fc.tuple(attempts, attempts)
    })
    fc.assert(fc.property(scores, ([attempts, others]) => {
      const { items, reliability } = analyse(attempts, others)
      // Thirds are millionths in the counters, and may tie there.
      const expected = itemsFromScratch(attempts.map(attempt => attempt.map(points => Math.round(points * 1e6) / 1e6)))
      const few = attempts.length < 30
      expect(items).toEqual(expected.items.map(item => ({
        n: attempts.length,
        difficulty: expect.closeTo(item.difficulty, 9),
        ...!few && { discrimination: expect.closeTo(item.discrimination, 9), pointBiserial: item.pointBiserial === undefined ? undefined : expect.closeTo(item.pointBiserial, 6) },
      })))
      expect(reliability).toEqual(expected.reliability === undefined ? undefined : expect.closeTo(expected.reliability, 6))
    }))
  })

  it('says nothing of discrimination below 30 learners', () => {
    expect(analyse(attempts.slice(1)).items[0]).toEqual({ n: 29, difficulty: expect.closeTo(14 / 29, 12) })
  })

  it('has nothing to say of no attempts', () => {
    expect(analyse([]).items).toEqual([])
    expect(reliability([])).toBeUndefined()
  })
})

describe('reliability', () => {
  it('is KR-20 for items scored 0 or 1', () => {
    // Guttman's perfect scale of four learners and three items: Σpq = 0.1875 + 0.25 + 0.1875, variance of totals 1.25.
    expect(reliability([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]])).toBeCloseTo(3 / 2 * (1 - 0.625 / 1.25), 12)
  })

  it('is 1 when all items say the same', () => {
    expect(reliability([[1, 1], [0, 0], [1, 1]])).toBeCloseTo(1, 12)
  })

  it('is not defined when all learners have the same total', () => {
    expect(reliability([[1, 0], [0, 1]])).toBeUndefined()
  })
})

describe('normalised gain', () => {
  it.each([[50, 75, 0.5], [0, 100, 1], [80, 60, -1], [100, 100, undefined]])('from %d to %d is %s', (pre, post, gain) => {
    expect(normalisedGain(pre, post)).toBe(gain)
  })
})

describe('a distractor', () => {
  it.each([[false, 4, 100, true], [false, 5, 100, false], [true, 0, 100, false], [false, 0, 0, false]])('(key: %s) chosen by %d of %d is non-functional: %s', (key, chosen, asked, expected) => {
    expect(isNonFunctional(key, chosen, asked)).toBe(expected)
  })
})
