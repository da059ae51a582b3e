import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy } from '../../dose/guards.ts'

export const odDaily = notationRule({
  id: 'dose-od-daily',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=(?:\d\s?(?:mg|mcg|mL|ml|g|units?)|tab(?:let)?s?|cap(?:sule)?s?|PO|drops?|puffs?|orally|mouth|dose)\s)(?:o\.d\.|O\.D\.|OD|od)(?![\p{L}\d])/u,
  reads: 'the right eye, or an overdose, where daily is meant',
  use: '“daily”, or “right eye”',
  unless: [followedBy(/^\s(?:deaths?|fatal\w{0,6}|reversal|kits?)/i)],
  fires: ['4.5 mg OD', '10 mg o.d.', '1 tablet od'],
  silent: ['ODT', 'an opioid OD', '10 mg daily'],
})
