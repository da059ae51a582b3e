import { notationRule } from '../../dose/dose-rule.ts'
import { precededBy } from '../../dose/guards.ts'

export const mgso4 = notationRule({
  id: 'dose-mgso4',
  severity: 'error',
  source: 'The Joint Commission, Official “Do Not Use” List; ISMP List of Error-Prone Abbreviations',
  pattern: /(?<![\p{L}\d])M[gG]SO[4₄](?!\d)/u,
  reads: 'morphine sulfate',
  use: '“magnesium sulfate”',
  unless: [precededBy(/\b(?:dr(?:y|ied|ying)|anhydrous|buffer|over|medium|containing|mM)\b[^.]{0,20}$/i)],
  fix: () => 'magnesium sulfate',
  fires: ['MgSO4 2 g IV', 'MgSO<sub>4</sub> infusion'],
  silent: ['Magnesium sulfate 2 g IV', 'MSO5', 'The extract was dried over MgSO4'],
})
