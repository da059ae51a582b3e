import { describe, expect, it } from 'vitest'
import { counted } from '../../lib/counted.ts'

describe('a number with its noun', () => {
  it.each([
    ['en', 0, 0, '0 credits'],
    ['en', 1, 0, '1 credit'],
    ['en', 2, 0, '2 credits'],
    ['en', 1000, 0, '1,000 credits'],
    ['en', 0.75, 2, '0.75 credits'],
    ['en', 1, 2, '1.00 credits'],
  ])('in %s: %d with %d digits is "%s"', (language, count, digits, text) => expect(counted(language)(count, 'credit', 'credits', digits)).toBe(text))

  it.each([
    [0, 0, '0 créditos'],
    [1, 0, '1 crédito'],
    [1, 2, '1,00 crédito'],
    [0.5, 2, '0,50 créditos'],
    [12_000, 0, '12.000 créditos'],
    [1_000_000, 0, '1.000.000 de créditos'],
  ])('in Spanish: %d with %d digits is "%s"', (count, digits, text) => expect(counted('es')(count, 'crédito', 'créditos', digits)).toBe(text))
})
