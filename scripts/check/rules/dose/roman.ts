import { notationRule } from '../../dose/dose-rule.ts'
import { precededBy } from '../../dose/guards.ts'

const arabic: Record<string, string> = { II: '2', III: '3', V: '5', X: '10' }

export const roman = notationRule({
  id: 'dose-roman',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d])(?:II|III|IV|V|X)(?=\s?(?:tabs?|tablets?|capsules?|caps|drops?|gtts?)(?!\p{L}))/u,
  reads: 'another number, or a route',
  use: 'an Arabic numeral',
  unless: [precededBy(/\b(?:schedule|class|type|phase|stage|factor|grade|group|level)\s$/i)],
  fix: ([numeral]) => arabic[numeral],
  fires: ['V tablets', 'take II tabs'],
  silent: ['type II diabetes', 'Schedule II tablets', '5 tablets'],
})
