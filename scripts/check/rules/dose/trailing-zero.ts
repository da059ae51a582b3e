import { notationRule } from '../../dose/dose-rule.ts'
import { isLaboratoryValue } from '../../dose/guards.ts'

export const trailingZero = notationRule({
  id: 'dose-trailing-zero',
  severity: 'error',
  source: 'The Joint Commission, Official “Do Not Use” List; ISMP List of Error-Prone Abbreviations',
  pattern: /(?<![\p{L}\d.,])\d{1,6}\.0{1,4}(?=(?:\s?(?:[-–—]|to|or)\s?\d{1,6}(?:\.\d{1,6})?)?\s?-?(?:mg|mcg|[µμ]g|g|kg|mL|ml|L|mEq|mmol|units?|IU|tablets?|puffs?)(?![\p{L}\d]))(?!\s?-?(?:mg|mcg|[µμ]g|g|L|mL|mmol|mEq|units?|IU)\s?\/\s?(?:d?L|dl|mL|ml|24|g\b|mmol|min))/u,
  reads: 'ten times the dose, when the point is missed',
  use: 'whole numbers without point and zero',
  unless: [isLaboratoryValue],
  fix: ([number]) => number.slice(0, number.indexOf('.')),
  fires: ['Give 1.0 mg by mouth.', '2.00 mL per dose', 'Morphine 5.0 mg/kg', '1.0 to 2.0 mg'],
  silent: ['Give 1 mg by mouth.', '1.05 mg', '10 mg', 'Creatinine 1.0 mg/dL', 'HbA1c 7.0%', 'Serum potassium 4.0 mEq/L', 'A lesion of 2.0 cm', 'Plasma volume 3.0 L'],
})
