import { notationRule } from '../../dose/dose-rule.ts'

export const fractionTab = notationRule({
  id: 'dose-fraction-tab',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\d/])1\/2\s?(?=tabs?(?!\p{L})|tablet)/u,
  reads: '1 or 2 tablets',
  use: '“half a tablet”',
  fix: () => 'half a ',
  fires: ['1/2 tablet', 'Take 1/2 tab'],
  silent: ['1/2 life', 'half a tablet'],
})
