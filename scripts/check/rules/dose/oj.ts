import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy } from '../../dose/guards.ts'

export const oj = notationRule({
  id: 'dose-oj',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d.])OJ(?![\p{L}\d])/u,
  reads: 'OD or OS (right or left eye)',
  use: '“orange juice”',
  unless: [followedBy(/^\.?\sSimpson/)],
  fix: () => 'orange juice',
  fires: ['mix with OJ'],
  silent: ['OJT', 'orange juice', 'the OJ Simpson trial'],
})
