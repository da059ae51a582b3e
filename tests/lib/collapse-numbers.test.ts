import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collapseNumbers } from '../../lib/collapse-numbers.ts'

describe('citation numbers as AMA prints them', () => {
  it.each([
    [[3], '3'],
    [[4, 3], '3,4'],
    [[5, 3, 4], '3-5'],
    [[1, 3, 4, 5, 9], '1,3-5,9'],
    [[2, 2], '2'],
    [[], ''],
  ])('%j → %s', (numbers, printed) => {
    expect(collapseNumbers(numbers)).toBe(printed)
  })

  it('loses no number and adds none', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (numbers) => {
      const read = collapseNumbers(numbers).split(',').filter(Boolean).flatMap((part) => {
        const [first, last = first] = part.split('-').map(Number) as [number, number?]
        return Array.from({ length: last - first + 1 }, (_, index) => first + index)
      })
      expect(read).toEqual([...numbers].sort((a, b) => a - b))
    }))
  })
})
