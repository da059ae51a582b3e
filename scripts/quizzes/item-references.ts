import type { FormatContext } from './quiz-format.ts'
import type { Item } from './quiz-model.ts'
import { collapseNumbers } from '../../lib/collapse-numbers.ts'
import { escapeHtml } from '../html/escape-html.ts'
import { itemCitations } from './quiz-citations.ts'

/** References of an item with the numbers of the course, as safe HTML: an item in a bank travels without the course. */
export function itemReferences(item: Item, { references }: Pick<FormatContext, 'references'>): string[] {
  const cited = new Set(itemCitations(item))
  return references.filter(reference => cited.has(reference.key)).map((reference) => {
    const marks = [reference.retracted, reference.unverified && `Unverified: ${reference.unverified}`].filter(mark => mark !== undefined)
    return [`${reference.number}. ${reference.html}`, ...marks.map(mark => `<strong>[${escapeHtml(mark)}]</strong>`)].join(' ')
  })
}

/** The same without markup. */
export function itemReferenceTexts(item: Item, { references }: Pick<FormatContext, 'references'>): string[] {
  const cited = new Set(itemCitations(item))
  return references.filter(reference => cited.has(reference.key)).map((reference) => {
    const marks = [reference.retracted, reference.unverified && `Unverified: ${reference.unverified}`].filter(mark => mark !== undefined)
    return [`${reference.number}. ${reference.text}`, ...marks.map(mark => `[${mark}]`)].join(' ')
  })
}

/** Citations as superscript numbers. */
export function superscripts({ references }: Pick<FormatContext, 'references'>): (keys: readonly string[]) => string {
  const numbers = new Map(references.map(reference => [reference.key, reference.number]))
  return (keys) => {
    const cited = keys.flatMap(key => numbers.get(key) ?? [])
    return cited.length ? `<sup>${collapseNumbers(cited)}</sup>` : ''
  }
}
