import type { QuizImage } from './quiz-markdown.ts'
import type { Case, Item, Quiz } from './quiz-model.ts'
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
  return [...new Set([...quiz.intro?.cites ?? [], ...quiz.cases.flatMap(vignette => caseTexts(vignette).flatMap(text => text.cites)), ...quiz.items.flatMap(itemCitations)])]
}

/** The texts of a vignette. */
export function caseTexts(vignette: Case): RichText[] {
  return [vignette.title, vignette.detail].filter(text => text !== undefined)
}

/** Every picture of a quiz, each source once, in reading order. */
export function quizImages(quiz: Quiz): QuizImage[] {
  const images = [
    ...quiz.intro?.images ?? [],
    ...quiz.cases.flatMap(vignette => caseTexts(vignette).flatMap(text => text.images)),
    ...quiz.items.flatMap(item => [...item.type === 'hot-spot' ? [item.image] : [], ...itemTexts(item).flatMap(text => text.images)]),
  ]
  return [...new Map(images.map(image => [image.source, image])).values()]
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
    case 'fill-in':
      return item.blanks.flatMap(blank => blank.accepts)
    case 'hot-spot':
      return item.regions.flatMap(region => [region.text, region.feedback])
    case 'commitment':
      return [...item.changes]
    case 'numeric':
    case 'free-text':
      return []
  }
}
