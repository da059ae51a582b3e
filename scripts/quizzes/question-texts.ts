import type { Item } from './quiz-model.ts'
import type { RichText } from './rich-text.ts'

/**
 * An item's question in the order that it is read where both are one text: the vignette, then what is asked; where blanks
 * stand in the text below ("Complete the sentence."), what is asked comes first.
 */
export function questionTexts(item: Item): RichText[] {
  const texts = item.type === 'fill-in' && (item.stem.blanks || item.detail?.blanks) ? [item.stem, item.detail] : [item.detail, item.stem]
  return texts.filter(text => text !== undefined)
}
