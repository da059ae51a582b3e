import { findInPieces, isOnSlide } from '../../prose/in-pieces.ts'
import { defineRule } from '../../rule.ts'

/** A number in brackets after a word, as another paper's reference list has them; not a range, a scale or a formula. */
const NUMBERED = /(?<=[\p{L}.,;)”"] ?)\[\d{1,3}(?:(?:, ?|[-–])\d{1,3}){0,6}\](?!\d|\()/gu

export const numericCitation = defineRule({
  id: 'evidence-numeric-citation',
  family: 'evidence',
  severity: 'warning',
  why: 'A number in brackets was copied with its sentence: it points into the reference list of another paper.',
  mend: 'Add the reference to references.bib and cite it: [@key].',
  source: 'Lectern',
  examples: {
    fires: ['# Skin\n\nAlbers et al (2017) [8] reported three patients.', '# Skin\n\nItch fell in all of them [6,17].'],
    silent: ['# Skin\n\nAlbers reported three patients [@albers2017].', '# A matrix\n\nThe interval [0, 1] is closed.', '# Code\n\nThe first entry is `list[0]`.'],
  },
  find: document => findInPieces(document, isOnSlide, search),
})

function search(text: string) {
  return [...text.matchAll(NUMBERED)]
    .filter(match => !/\b(?:interval|range|scale|from|score|set|vector|values?|between) $/i.test(text.slice(Math.max(0, match.index - 12), match.index)))
    .map(match => ({ start: match.index, end: match.index + match[0].length, message: `"${match[0]}" points into another reference list.`, mend: 'Add the reference to references.bib and cite it: [@key].' }))
}
