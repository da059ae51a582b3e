import { notationRule } from '../../dose/dose-rule.ts'

export const tiwBiw = notationRule({
  id: 'dose-tiw-biw',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d.])(?:t\.i\.w\.?|b\.i\.w\.?|[tb]iw)(?![\p{L}\d])/iu,
  reads: 'three times a day, or twice a week',
  use: '“3 times weekly” or “2 times weekly”',
  fix: ([match]) => match.toLowerCase().startsWith('t') ? '3 times weekly' : '2 times weekly',
  fires: ['5 mg TIW', '5 mg biw'],
  silent: ['Tiwari', '3 times weekly'],
})
