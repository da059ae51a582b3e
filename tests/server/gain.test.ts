import { describe, expect, it } from 'vitest'
import { countAttempt } from '../../server/counting/count-attempt.ts'
import { addCounts } from '../../server/counting/counts.ts'
import { readGain } from '../../server/reports/gain.ts'

const attempt = (preItems: Record<string, number> | undefined, items: Record<string, number>) => ({ preItems, items, responses: {} })

function gainOf(before: readonly string[], after: readonly string[], attempts: readonly ReturnType<typeof attempt>[]) {
  const group = { name: 'all', before, after }
  const counts = new Map<string, number>()
  for (const each of attempts)
    addCounts(counts, countAttempt({ evaluation: [], groups: [group] }, each))
  return readGain(counts, group)
}

describe('what was learned', () => {
  it('is that of the means, over who took both tests', () => {
    // Before 50% and 0%, after 100% and 50%: from 25% to 75%, two thirds of what could be gained.
    expect(gainOf(['a', 'b'], ['x', 'y'], [attempt({ a: 1, b: 0 }, { x: 1, y: 1 }), attempt({ a: 0, b: 0 }, { x: 1, y: 0 }), attempt(undefined, { x: 0, y: 0 })])).toEqual({ n: 2, preTest: 25, firstAttempt: 75, gain: 2 / 3 })
  })

  it('is that of some of the items, where only some are about an objective', () => {
    expect(gainOf(['b'], ['y'], [attempt({ a: 1, b: 0 }, { x: 0, y: 1 })])).toEqual({ n: 1, preTest: 0, firstAttempt: 100, gain: 1 })
  })

  it('counts of a pool only what a learner was asked', () => {
    // Half of what one was asked, all of what the other was asked; who was asked nothing of it counts nowhere.
    expect(gainOf(['a'], ['x', 'y', 'z'], [attempt({ a: 0 }, { x: 1, y: 0 }), attempt({ a: 0 }, { z: 1 }), attempt({ a: 0 }, { q: 1 })])).toEqual({ n: 2, preTest: 0, firstAttempt: 75, gain: 0.75 })
  })

  it('has no gain where nothing was asked before, and none where nothing was left to gain', () => {
    expect(gainOf([], ['x'], [attempt({ a: 1 }, { x: 0.5 }), attempt(undefined, { x: 1 })])).toEqual({ n: 2, preTest: null, firstAttempt: 75, gain: null })
    expect(gainOf(['a'], ['x'], [attempt({ a: 1 }, { x: 1 })])).toEqual({ n: 1, preTest: 100, firstAttempt: 100, gain: null })
  })

  it('is unknown when nobody answered', () => {
    expect(gainOf(['a'], ['x'], [])).toBeUndefined()
  })
})
