import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy } from '../../dose/guards.ts'

export const xDays = notationRule({
  id: 'dose-x-days',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d])[xX]\s?\d{1,3}\s?[dD](?![\p{L}\d])/u,
  reads: 'so many doses',
  use: '“for 3 days”',
  unless: [followedBy(/^[\s-](?:imaging|print\w{0,4}|model\w{0,5}|scan\w{0,5}|echo|reconstruction)/i)],
  fix: ([match]) => match.replace(/\D/g, '') === '1' ? 'for 1 day' : `for ${match.replace(/\D/g, '')} days`,
  fires: ['5 mg x3d', '5 mg x 5d'],
  silent: ['x3 days', '5 mg for 3 days', 'x 3D printing'],
})
