import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy, isLaboratoryValue } from '../../dose/guards.ts'

export const ng = notationRule({
  id: 'dose-ng',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=\d)\s?(?:ng|Ng)(?![\p{L}\d])/u,
  reads: 'mg, or nasogastric',
  use: '“nanogram”',
  unless: [isLaboratoryValue, followedBy(/^\s?\//)],
  fires: ['Give 5 ng daily'],
  silent: ['5 mg', 'Troponin 0.04 ng/mL', 'PSA 4 ng'],
})
