import { notationRule } from '../../dose/dose-rule.ts'

export const mso4 = notationRule({
  id: 'dose-mso4',
  severity: 'error',
  source: 'The Joint Commission, Official “Do Not Use” List; ISMP List of Error-Prone Abbreviations',
  pattern: /(?<![\p{L}\d])MSO[4₄](?!\d)/u,
  reads: 'magnesium sulfate',
  use: '“morphine sulfate”',
  fix: () => 'morphine sulfate',
  fires: ['MSO4 4 mg IV', 'MSO<sub>4</sub>'],
  silent: ['Morphine sulfate 4 mg IV', 'DMSO 4%'],
})
