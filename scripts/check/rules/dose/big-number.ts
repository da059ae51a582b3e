import { notationRule } from '../../dose/dose-rule.ts'
import { isLaboratoryValue } from '../../dose/guards.ts'

export const bigNumber = notationRule({
  id: 'dose-big-number',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d.,])\d{5,9}(?=\s?(?:units?|mg|mcg|mL|IU)(?![\p{L}\d]))/u,
  reads: 'ten times more or less',
  use: 'commas or words',
  unless: [isLaboratoryValue],
  fix: ([number]) => Number(number).toLocaleString('en-US'),
  fires: ['Heparin 100000 units', '50000 units weekly'],
  silent: ['100,000 units', '1000 mg', 'IgE 20000 units/mL'],
})
