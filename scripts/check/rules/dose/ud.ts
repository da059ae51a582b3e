import { notationRule } from '../../dose/dose-rule.ts'
import { near } from '../../dose/guards.ts'

export const ud = notationRule({
  id: 'dose-ud',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d.])(?:UD|u\.d\.|ut dict(?:\.|um))(?![\p{L}\d])/u,
  reads: 'unit dose',
  use: '“as directed”',
  unless: [near(/\b(?:University|Delaware|Dayton|Dallas|undetectable|ulnar)\b/)],
  fix: () => 'as directed',
  fires: ['take UD', '1 tablet u.d.'],
  silent: ['UDP', 'as directed', 'Students of UD (University of Delaware)'],
})
