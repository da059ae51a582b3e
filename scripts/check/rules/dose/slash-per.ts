import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy } from '../../dose/guards.ts'

export const slashPer = notationRule({
  id: 'dose-slash-per',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=\d\s?(?:mg|mcg|g|mL|units?))\s?\/\s?(?=\d[\d.,]{0,8}\s?(?:mg|mcg|g|units?)(?![\p{L}\d]))/u,
  reads: 'the numeral 1: 25 units/10 units as 110',
  use: '“and”, “or” or “per”',
  unless: [followedBy(/^[\d.,]{1,8}\s?g\s(?:of|body|tissue|food)/)],
  fires: ['25 units/10 units', 'Amoxicillin 500 mg/125 mg'],
  silent: ['20 mg/dL', '1 mg/kg', '250 mg/5 mL', '50 mcg/24 h', '20 mg/100 g of tissue'],
})
