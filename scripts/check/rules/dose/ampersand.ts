import { notationRule } from '../../dose/dose-rule.ts'

export const ampersand = notationRule({
  id: 'dose-ampersand',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=\d\s?(?:mg|mcg|g|mL|units?)?)\s?&\s?(?=\d[\d.,]{0,8}\s?(?:mg|mcg|g|mL|units?)(?![\p{L}\d]))|(?<=\d\s?(?:mg|mcg|mL|units?))\s?&\s?(?=\p{L})/u,
  reads: 'the numeral 2',
  use: '“and”',
  fix: () => ' and ',
  fires: ['2 & 4 mg', '5 mg & 10 mg', '5 mg & placebo'],
  silent: ['R&D', 'Arthritis & Rheumatism 2013', 'pain & sleep at 8 weeks'],
})
