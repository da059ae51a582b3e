import { notationRule } from '../../dose/dose-rule.ts'
import { precededBy } from '../../dose/guards.ts'

export const eyeEar = notationRule({
  id: 'dose-eye-ear',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d-])(?:OD|OS|OU|AD|AS|AU)(?=\s?(?:q\s?\d|q[dDhH]|BID|TID|QID|bid|tid|qid|\d{1,2}\s?(?:drop|gtt)|(?:once|twice)\s(?:a\s)?da(?:il)?y))|(?<=(?:drops?|gtts?)\s(?:in(?:to)?\s)?)(?:OD|OS|OU|AD|AS|AU)(?![\p{L}\d])|(?<![\p{L}\d-])(?:OS|OU)(?=\s?daily)/u,
  reads: 'another eye or ear',
  use: '“right eye”, “left eye”, “each ear” …',
  unless: [precededBy(/\b(?:in|with|for|of|median|had)\s$/i)],
  fires: ['timolol OS BID', 'AU 2 drops', '1 drop OU'],
  silent: ['OS 12 months', 'median OS', 'AS severity', 'in AD twice a year'],
})
