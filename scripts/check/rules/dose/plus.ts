import { notationRule } from '../../dose/dose-rule.ts'

export const plus = notationRule({
  id: 'dose-plus',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=\d\s?(?:mg|mcg|g|mL|units?))\s?\+\s?(?=[A-Za-z0-9])/u,
  reads: 'the numeral 4',
  use: '“plus” or “and”',
  fix: () => ' plus ',
  fires: ['10 mg + 5 mg', 'naltrexone 8 mg + bupropion 90 mg'],
  silent: ['Na+ channel', '5 mg +/- 1'],
})
