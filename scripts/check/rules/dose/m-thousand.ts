import { notationRule } from '../../dose/dose-rule.ts'

export const mThousand = notationRule({
  id: 'dose-m-thousand',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=\d)\s?(?:MM|[MKmk])(?=\s?(?:units?|IU)(?!\p{L}))/u,
  reads: 'thousand or million, whichever the reader expects',
  use: '“thousand” or “million”',
  fires: ['Penicillin 5M units', '100K units'],
  silent: ['5 million units', '5 units'],
})
