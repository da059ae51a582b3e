import type { DeckRule, Found } from '../deck-rule.ts'
import { slideNumbered } from '../deck-rule.ts'
import { placeIn } from '../place.ts'

export const faintText: DeckRule = {
  id: 'faint-text',
  severity: 'error',
  why: 'Text with little contrast is lost in a bright hall and to one in twelve men; WCAG asks for 4.5 to 1, or 3 to 1 from 24 px, in light and in dark.',
  mend: 'Take a darker text on light, a lighter one on dark; the tokens of styles/tokens.css fit each other in both.',
  look: ({ deck, access, broken }) => access.filter(slide => !broken.includes(slide.no)).flatMap(({ no, faint }): Found[] => {
    const source = slideNumbered(deck, no)
    const [worst] = faint.toSorted((one, other) => one.ratio - other.ratio)
    if (!source || !worst)
      return []
    const others = faint.length > 1 ? ` (and ${faint.length - 1} more)` : ''
    return [{
      ...placeIn(source, worst.text),
      message: `Slide ${no}: "${shorten(worst.text)}" has a contrast of ${worst.ratio.toFixed(1)} to 1 in ${worst.scheme}, ${worst.colour} on ${worst.background}${others}.`,
      mend: `Take colours with at least ${worst.needed} to 1.`,
    }]
  }),
}

function shorten(text: string): string {
  return text.length > 50 ? `${text.slice(0, 49)}…` : text
}
