import type { TextPiece } from '../../course-text.ts'
import { isOwnText } from '../../prose/in-pieces.ts'
import { defineRule, foundIn } from '../../rule.ts'

/** A number that is no year, or an abbreviated unit, at the end of a text. */
const NUMBER_OR_UNIT = /(?:^|[^\w.])(?!(?:1[89]|20)\d\d$)[-−]?\d[\d,.]*(?:%|\s?(?:mg|mcg|ng|[gL]|kg|mL|dL|mmol|mm|cm|[mhs]|min))?$/
/** The number of a citation goes after these, so that it does not touch the number before them. */
const STOP = /^\s*[.,](?!\d)/
const MOST_BEFORE = 40

export const citationOnNumber = defineRule({
  id: 'evidence-citation-on-number',
  family: 'evidence',
  severity: 'warning',
  why: 'The number of a reference that touches a number or a unit reads as an exponent or as part of it: "6 mg" with reference 39 is not "6 mg³⁹".',
  mend: 'Cite after the word that names the study, or after the full stop: "one trial [@key] used 6 mg".',
  source: 'AMA Manual of Style, 11th ed., 3.6 (citation of references in the text)',
  examples: {
    fires: ['# Dose\n\n- One trial used 6 mg [@one]', '# Skin\n\n| Best evidence |\n| --- |\n| 1 RCT, n = 40 [@one] |', '# Harms\n\nThey were 68% [@one] and fewer.'],
    silent: ['# Dose\n\n- One trial [@one] used 6 mg', '# Dose\n\nOne trial used 6 mg [@one].', '# History\n\n- Approved in 1994 [@one]', '# Target\n\nTLR4 [@one] is one.'],
  },
  find: document => document.pieces.filter(isOwnText).flatMap(piece => piece.citations.flatMap(({ at }) => findOn(piece, at))),
})

function findOn(piece: TextPiece, at: number) {
  const before = piece.text.slice(Math.max(0, at - MOST_BEFORE), at).trimEnd()
  const found = NUMBER_OR_UNIT.exec(before)
  if (!found || STOP.test(piece.text.slice(at, at + MOST_BEFORE)))
    return []
  const words = found[0].replace(/^[^\d−-]/, '')
  const end = Math.max(0, at - MOST_BEFORE) + before.length
  return [foundIn(piece, end - words.length, end, `The number of the reference stands on "${words}" like an exponent.`)]
}
