import type { Item, Quiz } from './quiz-model.ts'
import type { RichText } from './rich-text.ts'

/** Every text of an item in reading order. */
export function itemTexts(item: Item): RichText[] {
  return [item.stem, item.detail, ...answerTexts(item), item.rationale].filter(text => text !== undefined)
}

/** Citation keys of an item in the order of first use: those in its texts, then those it rests on. */
export function itemCitations(item: Item): string[] {
  return [...new Set([...itemTexts(item).flatMap(text => text.cites), ...item.cites])]
}

/** Citation keys of a quiz in the order of first use. */
export function quizCitations(quiz: Quiz): string[] {
  return [...new Set([...quiz.intro?.cites ?? [], ...quiz.items.flatMap(itemCitations)])]
}

function answerTexts(item: Item): (RichText | undefined)[] {
  switch (item.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      return item.options.flatMap(option => [option.text, option.feedback])
    case 'matching':
      return [...item.heads, ...item.prompts, ...item.choices]
    case 'ordering':
      return [...item.choices]
    case 'likert':
      return [...item.points]
    case 'numeric':
    case 'free-text':
      return []
  }
}
