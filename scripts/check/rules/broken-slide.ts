import type { CompileError } from '../../slides/print-server.ts'
import type { DeckRule } from '../deck-rule.ts'
import { slideNumbered } from '../deck-rule.ts'
import { placeIn } from '../place.ts'
import { missingImagesOf } from './missing-image.ts'

export const brokenSlide: DeckRule = {
  id: 'broken-slide',
  severity: 'error',
  why: 'Slidev shows an error in place of a slide that it cannot compile, and builds the deck all the same.',
  mend: 'Look for a tag that is not closed or a quotation mark that is missing.',
  look: ({ deck, broken, compileErrors }) => broken.flatMap((no) => {
    const slide = slideNumbered(deck, no)
    // An image that is not there breaks its slide and has a finding that says so.
    if (!slide || missingImagesOf(deck, slide).length > 0)
      return []
    const error = compileErrors.find(error => slideOf(error) === no && error.id?.startsWith(slide.file)) ?? compileErrors.find(error => slideOf(error) === undefined)
    const reason = error ? readable(error) : 'the reason is in what `lectern present` prints'
    return [{
      ...placeIn(slide),
      message: `Slide ${no} cannot be compiled: ${reason}.`,
      mend: 'Look for a tag that is not closed, a quotation mark that is missing, or an import that does not exist.',
    }]
  }),
}

/** Number of the slide that a module of Slidev holds: "…/slides.md__slidev_12.md". */
function slideOf(error: CompileError): number | undefined {
  const number = /__slidev_(\d+)\.md/.exec(error.id ?? '')?.[1]
  return number === undefined ? undefined : Number(number)
}

function readable({ message }: CompileError): string {
  return message.split('\n')[0]!.replace(/^\[.*?\]\s*/, '').replace(/\.$/, '')
}
