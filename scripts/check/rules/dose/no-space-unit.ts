import { notationRule } from '../../dose/dose-rule.ts'
import { isPerVolume } from '../../dose/guards.ts'

export const noSpaceUnit = notationRule({
  id: 'dose-no-space-unit',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d])(?:\d[\d,]{0,12})?(?:\.\d{1,6})?(?<=\d)(?:mg|mcg|[µμ]g|mL|ml|mEq|mmol|units?|IU)(?![\p{L}\d])/u,
  reads: 'more zeros: 10mg as 100',
  use: 'a space between number and unit',
  unless: [isPerVolume],
  fix: ([dose]) => dose.replace(/(?<=\d)(?=\D{1,6}$)/, ' ').replace(/^\./, '0.'),
  fires: ['Take 10mg', 'Draw up 0.5mL', '100units', '3-4mg daily'],
  silent: ['Take 10 mg', 'LDL 100mg/dL', '`10mg`', 'H2mg'],
})
