import { notationRule } from '../../dose/dose-rule.ts'

export const idDaily = notationRule({
  id: 'dose-id-daily',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d/])i\/d(?![\p{L}\d/])/u,
  reads: 'TID, three times a day',
  use: '“1 daily”',
  fix: () => '1 daily',
  fires: ['take i/d'],
  silent: ['n/d', '1 daily'],
})
