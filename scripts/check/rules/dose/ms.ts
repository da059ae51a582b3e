import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy, precededBy } from '../../dose/guards.ts'

export const ms = notationRule({
  id: 'dose-ms',
  severity: 'error',
  source: 'The Joint Commission, Official “Do Not Use” List; ISMP List of Error-Prone Abbreviations',
  pattern: /(?<![\p{L}\d-])MS(?=\s?(?:\d{1,4}(?:\.\d{1,2})?(?:\s?(?:-|–|to)\s?\d{1,4})?\s?(?:mg|mcg|mL|ml)(?!\p{L})|(?:IV|IM|PO|SC|SR|ER|IR|drip|PCA)(?!\p{L})))/u,
  reads: 'magnesium sulfate, or multiple sclerosis',
  use: '“morphine sulfate” or “magnesium sulfate”',
  unless: [precededBy(/\b(?:in|with|of|for|had|has|have|and|or|progressive|remitting|diagnosed|diagnosis)\s{1,2}$/i), followedBy(/^\s?(?:ER|IV|IM)\s(?:visits?|admissions?|department|steroids|methylpred|immunoglobulin)/)],
  fires: ['Give MS 2 mg every 4 hours', 'MS IV for pain', 'Started MS drip'],
  silent: ['MS patients', 'RRMS', 'In MS 4.5 mg was studied', 'patients with MS IV steroids are standard', 'MS ER visits fell'],
})
