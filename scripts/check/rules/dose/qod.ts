import { notationRule } from '../../dose/dose-rule.ts'
import { endsSentence } from '../../dose/ends-sentence.ts'

export const qod = notationRule({
  id: 'dose-qod',
  severity: 'error',
  source: 'The Joint Commission, Official “Do Not Use” List; ISMP List of Error-Prone Abbreviations',
  pattern: /(?<![\p{L}\d.-])(?:q\.?o\.?d\.?|Q\.?O\.?D\.?|Qod)(?![\p{L}\d])/u,
  reads: 'QD or QID',
  use: '“every other day”',
  fix: (match, text) => endsSentence(match, text) ? 'every other day.' : 'every other day',
  fires: ['5 mg QOD', '5 mg q.o.d.', '5 mg qod'],
  silent: ['5 mg every other day', 'QODX'],
})
