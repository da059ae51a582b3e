import type { Item } from '../../quizzes/quiz-model.ts'

/** An item as the rules for item writing see it, whatever its type. */
export interface WrittenItem {
  id: string
  type: Item['type']
  stem: string
  /** Vignette or table between the stem and the answers. */
  detail: string
  /** Options in the order of the source; empty for items without. */
  options: WrittenOption[]
  /** What the learner should have picked, in words. */
  answers: string[]
}

export interface WrittenOption { text: string, key: boolean }

/** Where in an item a flaw stands. */
export type ItemPlace = 'stem' | 'detail' | { option: number }

export interface ItemFlaw {
  at: ItemPlace
  message: string
  mend: string
}

/** Characters of the longest text that is looked at. */
const LONGEST = 4000

/** An item in words; types that have no options have none here. */
export function writtenItem(item: Item): WrittenItem {
  const base = { id: item.id, type: item.type, stem: item.stem.text.slice(0, LONGEST), detail: item.detail?.text.slice(0, LONGEST) ?? '', options: [] as WrittenOption[], answers: [] as string[] }
  switch (item.type) {
    case 'single':
    case 'multiple':
    case 'true-false': {
      const options = item.options.map(option => ({ text: option.text.text.slice(0, LONGEST), key: option.key }))
      return { ...base, options, answers: options.filter(option => option.key).map(option => option.text) }
    }
    case 'hot-spot': {
      const options = item.regions.map(region => ({ text: region.text.text, key: region.key }))
      return { ...base, answers: options.filter(option => option.key).map(option => option.text) }
    }
    case 'matching':
    case 'ordering':
      return { ...base, answers: item.choices.map(choice => choice.text) }
    case 'numeric':
      return { ...base, answers: [`${item.answer.value}${item.answer.unit ? ` ${item.answer.unit}` : ''}`] }
    case 'fill-in':
      return { ...base, answers: item.blanks.flatMap(blank => blank.accepts[0]?.text ?? []) }
    default:
      return base
  }
}
