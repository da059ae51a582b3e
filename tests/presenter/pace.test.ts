import { describe, expect, it } from 'vitest'
import { formatClock, measurePace } from '../../presenter/pace.ts'

describe('pace against the timing plan', () => {
  it.each([
    // elapsed seconds, slide begins at minute, slide takes minutes, behind, state
    [600, 10, 1, 0, 'on-time'],
    [659, 10, 1, 0, 'on-time'],
    [690, 10, 1, 30, 'on-time'],
    [691, 10, 1, 31, 'behind'],
    [569, 10, 1, -31, 'ahead'],
    [571, 10, 1, -29, 'on-time'],
    [0, 0, 0, 0, 'on-time'],
  ] as const)('after %i s on a slide planned from minute %d for %d min', (elapsed, startsAt, minutes, behind, state) => {
    expect(measurePace(elapsed, startsAt, minutes)).toEqual({ behind, state })
  })

  it('prints minutes and seconds', () => {
    expect([0, 59.6, 75, -75, 3600].map(formatClock)).toEqual(['0:00', '1:00', '1:15', '1:15', '60:00'])
  })
})
