import type { GradableItem } from './grading.ts'
import type { Item, Option } from './quiz-model.ts'

/** An item as the grading functions read it: with its keys, without its words. */
export function gradable(item: Item): GradableItem {
  const { type } = item
  switch (item.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      return { type, options: item.options.map(correctness) }
    case 'hot-spot':
      return { type, regions: item.regions.map(correctness) }
    case 'matching':
      return { type, prompts: item.prompts, choices: item.choices, key: item.key }
    case 'ordering':
      return { type, choices: item.choices, key: item.key }
    case 'numeric':
      return { type, answer: item.answer, unit: item.answer.unit }
    case 'fill-in':
      return { type, exact: item.exact, blanks: item.blanks.map(blank => ({ accepts: blank.accepts.map(variant => variant.text) })) }
    case 'likert':
      return { type, points: item.points }
    case 'commitment':
      return { type, changes: item.changes }
    case 'free-text':
      return { type }
  }
}

function correctness(option: Option): { correct: boolean } {
  return { correct: option.key }
}
