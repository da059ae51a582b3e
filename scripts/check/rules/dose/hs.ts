import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy } from '../../dose/guards.ts'

export const hs = notationRule({
  id: 'dose-hs',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=(?:\d\s?(?:mg|mcg|mL|ml|g|units?)|tab(?:let)?s?|cap(?:sule)?s?|PO|drops?|puffs?|orally|mouth|dose)\s)(?:at\s)?(?:hs|HS|h\.s\.|H\.S\.)(?![\p{L}\d-])|(?<=(?:^|\s)at\s)(?:hs|HS)(?![\p{L}\d-])/u,
  reads: 'half-strength, where bedtime is meant, or the other way round',
  use: '“at bedtime” or “half-strength”',
  unless: [followedBy(/^\s(?:severity|patients?|lesions?|flares?|disease|score|trial|cohort)/i)],
  fires: ['5 mg hs', 'trazodone 50 mg PO HS', 'take at HS'],
  silent: ['5 mg at bedtime', 'HSV', 'hs-CRP 2 mg', '10 mg hs-CRP', 'adalimumab 40 mg HS severity score', 'HS severity'],
})
