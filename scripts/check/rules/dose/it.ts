import { notationRule } from '../../dose/dose-rule.ts'
import { isInCapitals } from '../../dose/guards.ts'

export const itRule = notationRule({
  id: 'dose-it',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=\d\s?m?c?g\s)IT(?![\p{L}\d])/u,
  reads: 'intratracheal, intratumor, intratympanic …',
  use: '“intrathecal” in full',
  unless: [isInCapitals],
  fires: ['methotrexate 12 mg IT'],
  silent: ['IT system', '12 mg intrathecally', 'GIVE 5 mg IT WORKS'],
})
