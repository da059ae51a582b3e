import { notationRule } from '../../dose/dose-rule.ts'
import { isPerVolume } from '../../dose/guards.ts'

export const ug = notationRule({
  id: 'dose-ug',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=\d)\s?(?:[µμ]g|ug|mcgs|[µμ]gm)(?![\p{L}\d])/u,
  reads: 'mg, a thousandfold dose',
  use: '“mcg”',
  unless: [isPerVolume],
  fix: () => ' mcg',
  fires: ['Levothyroxine 50 µg', 'Fentanyl 50ug IV', '5 μg daily'],
  silent: ['50 mcg', 'a bug', 'Ferritin 15 µg/L', 'Lead 3 µg/dL'],
})
