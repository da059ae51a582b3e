import { notationRule } from '../../dose/dose-rule.ts'

export const ij = notationRule({
  id: 'dose-ij',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d])IJ(?=\s?\d|\s?inj)/u,
  reads: 'IV, or internal jugular',
  use: '“injection”',
  fires: ['IJ 5 mg', 'IJ injection'],
  silent: ['IJ catheter', 'injection'],
})
