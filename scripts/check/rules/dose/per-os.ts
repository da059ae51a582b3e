import { notationRule } from '../../dose/dose-rule.ts'

export const perOs = notationRule({
  id: 'dose-per-os',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d])per\s?os(?![\p{L}\d])/iu,
  reads: 'the left eye (OS)',
  use: '“by mouth”',
  fix: () => 'by mouth',
  fires: ['5 mg per os'],
  silent: ['perosmotic', 'by mouth'],
})
