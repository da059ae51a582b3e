import { describe, expect, it } from 'vitest'
import { analyseItems, nonFunctionalDistractors, normalisedGain, reliability } from '../../server/reports/item-analysis.ts'

/** 30 learners, three items: the first splits the strong from the weak, the second everybody has, the third only the weak. */
const attempts = Array.from({ length: 30 }, (_, learner) => [learner < 15 ? 1 : 0, 1, learner < 25 ? 0 : 1])

describe('item analysis', () => {
  it('agrees with a table worked out by hand', () => {
    const [first, second, third] = analyseItems(attempts)
    expect(first).toMatchObject({ n: 30, difficulty: 0.5 })
    // 27 % of 30 are 8 learners: the upper 8 all have the item, the lower 8 are of the ten who have only the second.
    expect(first!.discrimination).toBe(1)
    expect(second).toMatchObject({ difficulty: 1, discrimination: 0, pointBiserial: undefined })
    expect(third!.pointBiserial).toBeCloseTo(-Math.sqrt(1 / 5), 10)
  })

  it('says nothing of discrimination below 30 learners', () => {
    expect(analyseItems(attempts.slice(1))[0]).toEqual({ n: 29, difficulty: 14 / 29 })
  })

  it('has nothing to say of no attempts', () => {
    expect(analyseItems([])).toEqual([])
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

describe('distractors', () => {
  it('are non-functional below 5 % of the choices, keys never', () => {
    expect(nonFunctionalDistractors([90, 4, 5, 1], [true, false, false, false])).toEqual([1, 3])
    expect(nonFunctionalDistractors([4, 96], [true, false])).toEqual([])
    expect(nonFunctionalDistractors([0, 0], [true, false])).toEqual([])
  })
})
