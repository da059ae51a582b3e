import { notationRule } from '../../dose/dose-rule.ts'
import { isInCapitals } from '../../dose/guards.ts'

export const inRule = notationRule({
  id: 'dose-in',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=\d\s?m?c?g\s)IN(?![\p{L}\d])/u,
  reads: 'IM or IV',
  use: '“intranasal”',
  unless: [isInCapitals],
  fix: () => 'intranasally',
  fires: ['naloxone 2 mg IN'],
  silent: ['IN 2024', '2 mg intranasally', 'NALTREXONE 4.5 mg IN FIBROMYALGIA'],
})
