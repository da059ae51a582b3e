import { expect, it } from 'vitest'
import { doseSpaces, keepDosesTogether } from '../../lib/keep-doses-together.ts'

it('holds numbers and units of doses together, and nothing else', () => {
  expect(keepDosesTogether({ dose: '3 mg to 4.5 mg nightly', arms: [{ name: '0.1 mg/kg', n: 14 }], note: '5 grams, 2 weeks', none: null }))
    .toEqual({ dose: '3\u00A0mg to 4.5\u00A0mg nightly', arms: [{ name: '0.1\u00A0mg/kg', n: 14 }], note: '5 grams, 2 weeks', none: null })
})

it('finds their spaces', () => {
  expect(doseSpaces('1 mcg to 1 mg in 2 weeks')).toEqual([1, 10])
})
