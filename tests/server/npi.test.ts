import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNpi } from '../../server/learners/npi.ts'

describe('isNpi', () => {
  it('takes the example of the standard', () => {
    // CMS works out 123456789 to check digit 3.
    expect(isNpi('1234567893')).toBe(true)
  })

  it.each(['1234567890', '123456789', '12345678931', '3234567893', 'x234567893', '１234567893', ''])('refuses %j', (value) => {
    expect(isNpi(value)).toBe(false)
  })

  it('finds every single wrong digit', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), (place, digit) => {
      const changed = [...'1234567893']
      fc.pre(changed[place] !== String(digit))
      changed[place] = String(digit)
      expect(isNpi(changed.join(''))).toBe(false)
    }))
  })
})
