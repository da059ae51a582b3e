import { describe, expect, it } from 'vitest'
import { formatPValue } from '../../lib/format-p-value.ts'
import { formatNumber, formatQuantity } from '../../lib/format-quantity.ts'

describe('formatNumber', () => {
  it.each([
    [0.5, undefined, '0.5'],
    [1, undefined, '1'],
    [-0.34, undefined, '−0.34'],
    [11194, undefined, '11,194'],
    [18, 1, '18.0'],
  ])('%s with %s decimals is %s', (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text)
  })
})

describe('formatQuantity', () => {
  it.each([
    [28.8, '%', undefined, '28.8%'],
    [18, '%', 1, '18.0%'],
    [4.5, 'mg', undefined, '4.5\u00A0mg'],
    [17, '', undefined, '17'],
    [-0.9, 'points', 1, '−0.9\u00A0points'],
  ])('%s %s is %s', (value, unit, decimals, text) => {
    expect(formatQuantity(value, unit, decimals)).toBe(text)
  })

  it.each(['mg', 'mcg', 'mg/kg', 'g', 'mL'])('never writes a trailing zero before %s', (unit) => {
    expect(formatQuantity(5, unit, 2)).toBe(`5\u00A0${unit}`)
  })
})

describe('formatPValue', () => {
  it.each([
    ['0.016', '=\u00A0.016'],
    ['.05', '=\u00A0.05'],
    ['<.001', '<\u00A0.001'],
    ['< 0.001', '<\u00A0.001'],
    ['= .3', '=\u00A0.3'],
  ])('%s is written %s', (p, text) => {
    expect(formatPValue(p)).toBe(text)
  })
})
