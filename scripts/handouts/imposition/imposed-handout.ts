import type { HandoutOptions } from '../handout-options.ts'
import type { DocumentMetadata } from '../repair/metadata.ts'
import type { ImposedLayout } from './grid.ts'
import type { Original } from './impose.ts'
import { finishUnexamined } from '../repair/finish-document.ts'
import { gridOf, imposedLayouts } from './grid.ts'
import { impose } from './impose.ts'

/** The deck, ready for imposition. */
export interface ImposableDeck extends Original {
  /** Width of a slide by its height. */
  aspect: number
  /** What keeps the slides themselves from being accessible; a handout of them claims no more than they do. */
  flaws: readonly { condition: string, message: string }[]
}

export function isImposed(layout: string): layout is ImposedLayout {
  return (imposedLayouts as readonly string[]).includes(layout)
}

/**
 * Makes a handout of nothing but slides, two, four, six or nine on a sheet.
 * @returns a finished, tagged PDF, to be examined; the same for the same slides.
 */
export async function imposedHandout(deck: ImposableDeck, layout: ImposedLayout, options: Pick<HandoutOptions, 'paper' | 'orientation'>, metadata: DocumentMetadata): Promise<Uint8Array> {
  const pdf = await impose(deck, gridOf(layout, options.paper, options.orientation, deck.aspect))
  const title = `${metadata.title}: ${Number.parseInt(layout)} slides a page`
  return finishUnexamined(pdf, { ...metadata, title }, deck.flaws)
}
