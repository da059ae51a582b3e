import type { DeckRule } from './deck-rule.ts'
import { blankSlide } from './rules/blank-slide.ts'
import { brokenSlide } from './rules/broken-slide.ts'
import { consoleError } from './rules/console-error.ts'
import { externalRequest } from './rules/external-request.ts'
import { faintText } from './rules/faint-text.ts'
import { missingImage } from './rules/missing-image.ts'
import { readingOrder } from './rules/reading-order.ts'
import { slideOverflow } from './rules/slide-overflow.ts'
import { tinyText } from './rules/tiny-text.ts'
import { unknownComponent } from './rules/unknown-component.ts'
import { unknownLayout } from './rules/unknown-layout.ts'
import { unknownVariable } from './rules/unknown-variable.ts'
import { unnamedPicture } from './rules/unnamed-picture.ts'

/** What can be wrong with slides, in the order in which findings on one line are shown. */
export const deckRules: readonly DeckRule[] = [
  brokenSlide,
  unknownLayout,
  unknownComponent,
  unknownVariable,
  missingImage,
  consoleError,
  blankSlide,
  slideOverflow,
  externalRequest,
  tinyText,
  faintText,
  readingOrder,
  unnamedPicture,
]
