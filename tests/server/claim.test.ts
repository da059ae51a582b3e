import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimable, refuseClaim } from '../../server/journey/claim.ts'

const policy = { maximum: 1.5, step: 0.25 }

describe('a claim', () => {
  it('can be any quarter up to the maximum', () => {
    expect(claimable(policy)).toEqual([0.25, 0.5, 0.75, 1, 1.25, 1.5])
    expect(claimable(policy).map(credits => refuseClaim(credits, policy))).toEqual(Array.from({ length: 6 }).fill(undefined))
  })

  it.each([[0], [-0.25], [0.1], [0.3], [0.2500001], [0.75 - 2 ** -40], [0.5 + Number.EPSILON], [1.75], [Number.NaN], [Number.POSITIVE_INFINITY], ['1'], [null], [undefined]])('cannot be %j', (credits) => {
    expect(refuseClaim(credits, policy)).toMatch(/\.$/)
  })

  it('is allowed exactly when it can be chosen', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 40 }), fc.double({ noNaN: true, min: -1, max: 12 }), (quarters, credits) => {
      const policy = { maximum: quarters / 4, step: 0.25 }
      expect(refuseClaim(credits, policy) === undefined).toBe(claimable(policy).includes(credits))
    }))
  })
})
