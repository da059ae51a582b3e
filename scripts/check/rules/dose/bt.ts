import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy } from '../../dose/guards.ts'

export const bt = notationRule({
  id: 'dose-bt',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=(?:\d\s?(?:mg|mcg|mL|ml|g|units?)|tab(?:let)?s?|cap(?:sule)?s?|PO|drops?|puffs?|orally|mouth|dose)\s)BT(?![\p{L}\d])/u,
  reads: 'BID, twice a day',
  use: '“bedtime”',
  unless: [followedBy(/^\sshunt/)],
  fix: () => 'at bedtime',
  fires: ['5 mg BT', '1 tablet BT'],
  silent: ['BTK inhibitor', 'BT shunt'],
})
