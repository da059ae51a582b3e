import { notationRule } from '../../dose/dose-rule.ts'

export const degreeHour = notationRule({
  id: 'dose-degree-hour',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d])[qQ]\s?\d{1,2}\s?°(?!\s?[CF])/u,
  reads: 'a zero: q2° as q20',
  use: '“every 2 hours”',
  fix: ([match]) => `every ${/\d+/.exec(match)![0]} hours`,
  fires: ['q2°', '2 mg q 6 °'],
  silent: ['37 °C', '5 mg q6h'],
})
