import { notationRule } from '../../dose/dose-rule.ts'

export const arrows = notationRule({
  id: 'dose-arrows',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /[↑↓]\s?(?=(?:the\s)?dos(?:e|es|age|ing)(?!\p{L})|K(?![\p{L}\d])|(?:to|by)(?!\p{L})|\d[\d.,]{0,8}\s?(?:mg|mcg|mL|unit|%)|\d{1,4}$)/u,
  reads: '4, 7 or the opposite direction',
  use: '“increase” or “decrease”',
  fix: ([arrow]) => arrow.startsWith('↑') ? 'increase ' : 'decrease ',
  fires: ['↑ dose weekly', '↓ by half', '↑ 5 mg weekly'],
  silent: ['↑↑', '↓ dopamine', '↑ 5-HT release'],
})
