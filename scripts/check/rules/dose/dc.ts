import { notationRule } from '../../dose/dose-rule.ts'

export const dc = notationRule({
  id: 'dose-dc',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d/])(?:D\/C|d\/c|D\/c|D\/C'd|d\/c'd|d\/c'ed)(?![\p{L}\d/])/u,
  reads: 'discharge, where discontinue is meant, or the other way round',
  use: '“discharge” or “discontinue”',
  fires: ['D/C the drug', 'd/c on day 3'],
  silent: ['A/D/C', 'discontinue the drug'],
})
