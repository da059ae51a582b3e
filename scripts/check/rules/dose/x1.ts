import { notationRule } from '../../dose/dose-rule.ts'

export const x1 = notationRule({
  id: 'dose-x1',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d])x1(?![\p{L}\d])(?!\s?[=+,])/u,
  reads: 'for 1 day',
  use: '“once”',
  fix: () => 'once',
  fires: ['5 mg x1', 'Give x1'],
  silent: ['x10', 'x1 = 3', 'once'],
})
