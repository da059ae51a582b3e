import { notationRule } from '../../dose/dose-rule.ts'
import { followedBy, precededBy } from '../../dose/guards.ts'

export const cc = notationRule({
  id: 'dose-cc',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<=\d)\s?(?:cc|c\.c\.|CC)(?![\p{L}\d])/u,
  reads: 'u (units)',
  use: '“mL”',
  unless: [followedBy(/^\s(?:genotypes?|alleles?|carriers?|homozyg\w{0,6}|motor\w{0,6}|engines?|bikes?)/), precededBy(/\bchapters?\s[\d\s]{0,5}$/i)],
  fix: () => ' mL',
  fires: ['5 cc of saline', 'Inject 5cc', '10 CC flush'],
  silent: ['5 mL of saline', 'an accident', 'The 3 CC genotype', 'A 500 cc motorcycle'],
})
