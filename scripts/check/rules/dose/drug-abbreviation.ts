import type { Guard } from '../../dose/guards.ts'
import { notationRule } from '../../dose/dose-rule.ts'

/** The full name stands beside it, here or elsewhere in the course. */
const isDefined: Guard = ({ match, text, document }) => {
  const definition = `(${match[0]})`
  return text.includes(definition) || document.pieces.some(piece => piece.text.includes(definition))
}

export const drugAbbreviation = notationRule({
  id: 'dose-drug-abbreviation',
  severity: 'warning',
  source: 'ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations',
  pattern: /(?<![\p{L}\d-])(?:APAP|ARA[ -]?A|AZT|CPZ|DTO|HCTZ|MTX|PTU|T3(?=\s?tab)|TAC(?=\s?(?:\d|cream|ointment))|TNK|TPA|tPA|ZnSO[4₄]|NoAC|PCA(?=\s?\d{1,3}\s?mg)|5-ASA|5-FU|6-MP|6-TG|TDF|TAF|DOR(?=\s?\d{1,4}\s?mg)|HCT(?=\s?\d{1,3}(?:\.\d)?\s?mg)|AT III?|nitro drip|norflox|IV [Vv]anc)(?![\p{L}\d])/u,
  reads: 'another drug',
  use: 'the complete name of the drug',
  unless: [isDefined],
  fires: ['start MTX', 'HCTZ 25 mg', '5-ASA', 'tPA', 'IV vanc'],
  silent: ['MTXR', 'pT3 N0', 'T3 MRI', 'DOR 12 months', 'Hct 42%', 'methotrexate (MTX) weekly'],
})
