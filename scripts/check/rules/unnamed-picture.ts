import type { DeckRule, Found } from '../deck-rule.ts'
import { slideNumbered } from '../deck-rule.ts'
import { placeIn } from '../place.ts'

export const unnamedPicture: DeckRule = {
  id: 'unnamed-picture',
  severity: 'error',
  why: 'A drawing, a film or an embedded page that says nothing of itself is a hole to who cannot see it.',
  mend: 'Add an aria-label that says what it shows, or aria-hidden="true" to a mere ornament.',
  look: ({ deck, access, broken }) => access.filter(slide => !broken.includes(slide.no)).flatMap(({ no, unnamed }): Found[] => {
    const source = slideNumbered(deck, no)
    const [first] = unnamed
    const others = unnamed.length > 1 ? ` (and ${unnamed.length - 1} more)` : ''
    return source && first
      ? [{ ...placeIn(source, first.source || `<${first.element}`, `<${first.element}`), message: `Slide ${no}: the <${first.element}> ${first.source ? `"${first.source.slice(0, 60)}" ` : ''}has no text${others}.`, mend: 'Add an aria-label that says what it shows, or aria-hidden="true" to a mere ornament.' }]
      : []
  }),
}
