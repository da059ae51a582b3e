import { notationRule } from '../../dose/dose-rule.ts'

export const unitPeriod = notationRule({
  id: 'dose-unit-period',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=\d\s?(?:mg|mcg|mL|ml|g|units))\.(?=\s{1,4}(?:[a-z]|PO|IV|IM|BID|TID))/u,
  reads: 'the numeral 1',
  use: 'no point after the unit',
  fix: () => '',
  fires: ['10 mg. daily', '5 mL. by mouth'],
  silent: ['10 mg. Then stop.', '10 mg daily.'],
})
