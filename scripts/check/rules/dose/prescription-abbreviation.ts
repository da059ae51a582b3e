import { findInPieces } from '../../dose/dose-rule.ts'
import { isMentioned } from '../../dose/guards.ts'
import { defineRule, foundIn } from '../../rule.ts'

const PRESCRIPTION = /(?:^|\P{L})(?:Rx|℞|Sig|Disp|Dispense|Refills?)\s?:|\bRx\b(?!\s(?:drug|only|list))/u
const ABBREVIATED = /(?<![\p{L}\d-])(?!(?:AM|PM|PO|IV|IM|SL|PRN|BID|TID|QID|NPO|USP|NDC|DEA|NPI|DOB|USA|MD|DO|NP|PA|ER|XR|SR|IR|DR|ODT|XL|CR|Rx|SIG|RX|DISP|NR|DAW|QTY)\b)[A-Z]{2,5}(?=,?\s\d[\d.]{0,6}\s?(?:mg|mcg|units?)(?![\p{L}\d]))/gu

export const prescriptionAbbreviation = defineRule({
  id: 'dose-prescription-abbreviation',
  family: 'dose',
  severity: 'error',
  source: 'ISMP List of Error-Prone Abbreviations: drug name abbreviations; under review by the Joint Commission',
  why: 'An abbreviated drug name is harmless in a lecture and another drug on a prescription.',
  mend: 'Write the name of the drug in full.',
  examples: {
    fires: ['Rx: LDN 1.5 mg, #30', 'Sig: take MTX 15 mg weekly'],
    silent: ['LDN 1.5 mg was studied.', 'Rx: naltrexone 1.5 mg, #30', 'Rx: metoprolol ER 25 mg'],
  },
  find: document => findInPieces(document, piece => !PRESCRIPTION.test(piece.text)
    ? []
    : [...piece.text.matchAll(ABBREVIATED)]
        .filter(match => !isMentioned({ text: piece.text, start: match.index, end: match.index + match[0].length, match: match as RegExpExecArray, piece, document }))
        .map(match => foundIn(piece, match.index, match.index + match[0].length, `"${match[0]}" abbreviates a drug on a prescription.`))),
})
