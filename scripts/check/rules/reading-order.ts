import type { DeckRule, Found } from '../deck-rule.ts'
import { slideNumbered } from '../deck-rule.ts'
import { placeIn } from '../place.ts'

export const readingOrder: DeckRule = {
  id: 'reading-order',
  severity: 'warning',
  why: 'Screen readers, tagged handouts and copied text follow the order of the source; where the eye goes another way, sentences come out mixed.',
  mend: 'Write the parts in the order in which they are to be read, and place them with a layout instead of moving them.',
  look: ({ deck, access, broken }) => access.filter(slide => !broken.includes(slide.no)).flatMap(({ no, misplaced }): Found[] => {
    const source = slideNumbered(deck, no)
    const [first] = misplaced
    return source && first
      ? [{ ...placeIn(source, first.text), message: `Slide ${no}: "${shorten(first.text)}" stands before "${shorten(first.after)}" and is read after it.`, mend: 'Write the two in the order in which they are to be read.' }]
      : []
  }),
}

function shorten(text: string): string {
  return text.length > 50 ? `${text.slice(0, 49)}…` : text
}
