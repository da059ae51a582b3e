import { notationRule } from '../../dose/dose-rule.ts'

export const drugDoseRun = notationRule({
  id: 'dose-drug-dose-run',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d])[A-Za-z]{3,40}l(?=\d{1,4}(?:\.\d{1,3})?\s?m?c?g(?![\p{L}\d]))/u,
  reads: 'a dose with a 1 in front: Inderal40 as Inderal 140',
  use: 'a space between name and dose',
  fix: ([name]) => `${name} `,
  fires: ['Inderal40 mg', 'propranolol20 mg'],
  silent: ['Inderal 40 mg', 'propranolol'],
})
