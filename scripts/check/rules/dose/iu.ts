import { notationRule } from '../../dose/dose-rule.ts'
import { isPerVolume, precededBy } from '../../dose/guards.ts'

export const iu = notationRule({
  id: 'dose-iu',
  severity: 'error',
  source: 'The Joint Commission, Official “Do Not Use” List; ISMP List of Error-Prone Abbreviations',
  pattern: /(?:(?<=\d)\s?|(?<=\d,?\s))(?:IU|I\.U\.|iu)(?![\p{L}\d])/u,
  reads: 'IV or 10',
  use: '“units”',
  unless: [isPerVolume, precededBy(/\b(?:IgE|anti-\w{1,10}|titers?|titres?|hCG)\b[^.]{0,20}$/)],
  fix: () => ' units',
  fires: ['Vitamin D 400 IU daily', 'Vitamin D 1,000 IU/day', '5 I.U. oxytocin'],
  silent: ['Vitamin D 400 units daily', 'IUD', 'IUGR', 'Indiana University (IU)', 'HBV DNA 2,000 IU/mL', 'TSH 4 mIU/L'],
})
