import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy } from '../../dose/guards.ts'

export const interleukin = notationRule({
  id: 'dose-interleukin',
  severity: 'warning',
  source: 'HGNC, Guidelines for human gene nomenclature: symbols are in capitals',
  pattern: /(?<![\p{L}\d])(?:Il|il|iL)(?=[- ]?\d{1,2}(?:[αβab]|R[aα]?|RA)?(?![\p{L}\d]))/u,
  reads: 'a 1 or a capital I: Il-6',
  use: 'IL',
  unless: [followedBy(/^\s\d{5}/)],
  fix: () => 'IL',
  fires: ['decrease in Il-6', 'il-10'],
  silent: ['IL-6', 'Il 60601 is a zip code in Chicago'],
})
