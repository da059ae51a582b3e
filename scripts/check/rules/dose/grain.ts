import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy } from '../../dose/guards.ts'

export const grain = notationRule({
  id: 'dose-grain',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=\d)\s?(?:gr|grains?)(?![\p{L}\d])/u,
  reads: 'gram',
  use: 'the dose in mg',
  unless: [followedBy(/^\sof\s(?:rice|wheat|sand|salt|pollen|corn)/)],
  fires: ['Phenobarbital 5 gr', 'Aspirin 5 grains'],
  silent: ['5 g', 'whole grains', '10 grains of rice'],
})
