import { notationRule } from '../../dose/dose-rule.ts'
import { endsSentence } from '../../dose/ends-sentence.ts'

export const qhs = notationRule({
  id: 'dose-qhs',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d.])q\.?\s?h\.?s\.?(?![\p{L}\d])/iu,
  reads: 'qhr, every hour',
  use: '“nightly” or “at bedtime”',
  fix: (match, text) => endsSentence(match, text) ? 'at bedtime.' : 'at bedtime',
  fires: ['25mg qhs', '25 mg QHS', '25 mg q.h.s.'],
  silent: ['at bedtime', 'hs'],
})
