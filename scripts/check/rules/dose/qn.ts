import { notationRule } from '../../dose/dose-rule.ts'

export const qn = notationRule({
  id: 'dose-qn',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d.])(?:qn|q\.n\.|QN|Q\.N\.)(?![\p{L}\d])/u,
  reads: 'qh, every hour',
  use: '“nightly”',
  fix: () => 'nightly',
  fires: ['5 mg qn', '5 mg q.n.'],
  silent: ['qnorm', 'nightly'],
})
