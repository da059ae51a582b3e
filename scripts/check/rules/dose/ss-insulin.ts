import { notationRule } from '../../dose/dose-rule.ts'

export const ssInsulin = notationRule({
  id: 'dose-ss-insulin',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d-])(?:SSRI|SSI|ss)(?=\s?(?:insulin|scale|coverage))/u,
  reads: 'an antidepressant, Strong Solution of Iodine or 55',
  use: '“sliding scale (insulin)”',
  fix: () => 'sliding scale',
  fires: ['SSI coverage', 'SSRI insulin'],
  silent: ['SSRI therapy', 'sliding scale insulin'],
})
