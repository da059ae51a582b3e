import type { Guard } from '../../dose/guards.ts'
import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy, isLaboratoryValue, precededBy } from '../../dose/guards.ts'

const isUranium: Guard = ({ match }) => /^23[3-8]U$/.test(match[0])

export const unitU = notationRule({
  id: 'dose-unit-u',
  severity: 'error',
  source: 'The Joint Commission, Official “Do Not Use” List; ISMP List of Error-Prone Abbreviations',
  pattern: /(?<![\p{L}\d.,])\d[\d,]{0,12}(?:\.\d{1,3})?\s?[uU](?![\p{L}\d]|\.[A-Z]|-\p{L}|\s?[=])/u,
  reads: '0, 4 or cc: 10U as 100',
  use: '“units”',
  unless: [isLaboratoryValue, precededBy(/\b(?:uranium|isotope|rack|server|form|block)\b/i, 60), followedBy(/^\s?(?:servers?|racks?|enriched|was detected|decay)/), isUranium],
  fix: ([match]) => `${match.replace(/\s?u$/i, '')} units`,
  fires: ['Insulin 10U at night', 'Give 4 u', 'Heparin 5000 U/hr'],
  silent: ['Insulin 10 units', '10 ug', '5 UTI', '2024 U.S. data', 'ALT 40 U/L', 'CA-125 35 U/mL', '235U was detected', '2 U-boats', 'A rack of 4U servers'],
})
