import { notationRule } from '../../dose/dose-rule.ts'

export const dpt = notationRule({
  id: 'dose-dpt',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d])DPT(?=\s?\d)/u,
  reads: 'the vaccine, where Demerol-Phenergan-Thorazine is meant',
  use: 'complete names',
  fires: ['DPT 1 mL'],
  silent: ['DPT vaccine'],
})
