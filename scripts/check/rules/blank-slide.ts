import type { DeckRule } from '../deck-rule.ts'
import { seenRuns } from '../../slides/seen.ts'
import { slideNumbered } from '../deck-rule.ts'
import { placeIn } from '../place.ts'

export const blankSlide: DeckRule = {
  id: 'blank-slide',
  severity: 'error',
  why: 'An audience that sees nothing thinks that something is broken, and a blank page in a handout is one.',
  mend: 'Write a headline, or remove the slide.',
  look: ({ deck, measured, broken, vueReports }) => measured
    .filter(slide => !broken.includes(slide.no))
    // A slide that is empty because rendering it failed has a finding already.
    .filter(slide => !vueReports.some(report => report.slide === slide.no && report.kind === 'error'))
    .filter(slide => !seenRuns(slide).some(run => !run.footer) && !slide.shapes.some(shape => shape.kind !== 'box' && !shape.footer))
    .flatMap(({ no }) => {
      const slide = slideNumbered(deck, no)
      return slide
        ? [{ ...placeIn(slide), message: `Slide ${no} shows nothing.`, mend: 'Write a headline, or remove the slide.' }]
        : []
    }),
}
