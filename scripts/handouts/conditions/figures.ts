import type { Condition } from './condition.ts'
import { getText } from '../pdf-document.ts'

/** Every figure has words that stand for it. */
export const figures: Condition = {
  id: 'figure-alternative',
  clause: '7.3',
  examine: ({ pdf, elements }) => elements
    .filter(({ type, dictionary }) => type === 'Figure' && !getText(pdf, dictionary, 'Alt') && !getText(pdf, dictionary, 'ActualText'))
    .map(() => ({ message: 'a figure has no text alternative' })),
}
