import { notationRule } from '../../dose/dose-rule.ts'
import { endsSentence } from '../../dose/ends-sentence.ts'
import { followedBy } from '../../dose/guards.ts'

export const qd = notationRule({
  id: 'dose-qd',
  severity: 'error',
  source: 'The Joint Commission, Official “Do Not Use” List; ISMP List of Error-Prone Abbreviations',
  pattern: /(?<![\p{L}\d.-])(?:q\.?\s?d\.?|Q\.?D\.?|q\.?\s?day|Q\.?\s?[dD](?:ay|AY)|q\.?\s?daily|Q\.?\s?[dD]aily|Qd|q1d|Q1D)(?![\p{L}\d])/u,
  reads: 'QID, four times a day',
  use: '“daily”',
  unless: [followedBy(/^[\s-]{1,3}(?:dots?|nano\w{0,20}|probes?|lasers?|labell?ed|conjugat\w{0,5}|fluorescence|film)/i)],
  fix: (match, text) => endsSentence(match, text) ? 'daily.' : 'daily',
  fires: ['4.5 mg qd', '4.5 mg q.d. for a week', '4.5 mg QD', '3-4mg qday', '4.5 mg q1d', '4.5 mg Q day'],
  silent: ['4.5 mg daily', '8 mg q8h', 'QDOT', 'CdSe QD probes', 'QD nanoparticles'],
})
