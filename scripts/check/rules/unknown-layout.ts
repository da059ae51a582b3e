import type { DeckRule } from '../deck-rule.ts'
import { layoutsFor } from '../layouts.ts'
import { nearest } from '../nearest.ts'
import { placeOfKey } from '../place.ts'

export const unknownLayout: DeckRule = {
  id: 'unknown-layout',
  severity: 'error',
  why: 'Slidev silently shows the default layout instead of one that does not exist.',
  mend: 'Use one of the layouts that exist.',
  read(deck) {
    const layouts = layoutsFor(deck)
    return deck.slides
      .filter(slide => slide.frontmatter.layout !== undefined && !layouts.includes(slide.layout))
      .map((slide) => {
        const meant = nearest(slide.layout, layouts)
        return {
          ...placeOfKey(slide, 'layout'),
          message: `There is no layout "${slide.layout}".`,
          mend: meant ? `Did you mean "${meant}"?` : `Use one of: ${layouts.join(', ')}.`,
        }
      })
  },
}
