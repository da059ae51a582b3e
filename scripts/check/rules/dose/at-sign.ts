import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy } from '../../dose/guards.ts'

export const atSign = notationRule({
  id: 'dose-at-sign',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d._@/])@(?=\s?[.\d])/u,
  reads: 'the numeral 2',
  use: '“at” or “about”',
  unless: [followedBy(/^\s?\d{1,2}(?::\d\d|\s?(?:[AaPp]\.?[Mm]\.?|noon|o['’]clock))/), followedBy(/^\d{1,6}(?!mg|mcg|mL|ml|units)[A-Za-z]{3}/), followedBy(/^\s?-?\d{1,3}\s?°/)],
  fires: ['run @ 5 mL per hour', '@1/2 life 14 hours', 'Duration @ 30-90 minutes'],
  silent: ['a.b@c.org', 'Meet @ 5 PM', 'Follow @23andMe', 'Doors @ 12:30', '@ 37 °C'],
})
