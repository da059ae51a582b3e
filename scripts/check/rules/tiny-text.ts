import type { DeckRule, Found } from '../deck-rule.ts'
import { seenRuns } from '../../slides/seen.ts'
import { slideNumbered } from '../deck-rule.ts'
import { placeIn } from '../place.ts'

/** Height of the type on the canvas of 980 pixels. */
const readable = 20

export const tinyText: DeckRule = {
  id: 'tiny-text',
  severity: 'warning',
  why: 'Text below 20 pixels of the canvas cannot be read from the back row; only citations and provenance may be smaller.',
  mend: 'Show less, or set it larger.',
  look: ({ deck, measured, broken }) => measured.filter(slide => !broken.includes(slide.no)).flatMap((slide): Found[] => {
    const source = slideNumbered(deck, slide.no)
    const tiny = seenRuns(slide).filter(run => !run.fine && run.size < readable - 0.25 && /[\p{L}\d]/u.test(run.text))
    const smallest = tiny.reduce((least, run) => least === undefined || run.size < least.size ? run : least, tiny[0])
    if (!source || !smallest)
      return []
    const others = tiny.length > 1 ? ` (and ${tiny.length - 1} more)` : ''
    return [{
      ...placeIn(source, smallest.text),
      message: `Slide ${slide.no}: "${smallest.text.length > 50 ? `${smallest.text.slice(0, 49)}…` : smallest.text}" is ${Math.round(smallest.size)} px high${others}.`,
      mend: `Show less, or set it in ${readable} px or more.`,
    }]
  }),
}
