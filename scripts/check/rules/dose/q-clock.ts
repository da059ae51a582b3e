import { notationRule } from '../../dose/dose-rule.ts'

export const qClock = notationRule({
  id: 'dose-q-clock',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d])q\s?\d{1,2}\s?[pa]\.?m(?![\p{L}\d])/iu,
  reads: 'every so many hours',
  use: '“daily at 6 PM”',
  fix: ([match]) => `daily at ${/\d+/.exec(match)![0]} ${/p\.?m$/i.test(match) ? 'PM' : 'AM'}`,
  fires: ['5 mg q6PM', 'q 8am'],
  silent: ['q6h', 'at 6 PM'],
})
