import { notationRule } from '../../dose/dose-rule.ts'
import { precededBy } from '../../dose/guards.ts'

export const hcl = notationRule({
  id: 'dose-hcl',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d-])HCl?(?=\s\d{1,3}\s?m[Ee]q)/u,
  reads: 'KCl, potassium chloride',
  use: '“hydrochloric acid”',
  unless: [precededBy(/\p{L}{4,}\s$/u)],
  fires: ['HCl 20 mEq'],
  silent: ['metformin HCl'],
})
