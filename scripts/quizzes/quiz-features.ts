import type { QuizFeature } from './quiz-format.ts'
import type { Item, Quiz } from './quiz-model.ts'
import type { RichText } from './rich-text.ts'
import { itemCitations, itemTexts } from './quiz-citations.ts'
import { partialTypes } from './quiz-model.ts'

/** What a quiz uses; where single items do, their ids. */
export function featuresOf(quiz: Quiz, passMark?: number): Map<QuizFeature, Item[]> {
  const features = new Map<QuizFeature, Item[]>()
  const ofItems = (feature: QuizFeature, uses: (item: Item) => boolean) => {
    const items = quiz.items.filter(uses)
    if (items.length)
      features.set(feature, items)
  }
  const ofQuiz = (feature: QuizFeature, used: boolean) => used && features.set(feature, [])
  const scored = quiz.kind !== 'evaluation'
  ofItems('pictures', item => item.type !== 'hot-spot' && itemTexts(item).some(text => text.images.length > 0))
  ofItems('tables', item => itemTexts(item).some(hasTable))
  ofItems('citations', item => itemCitations(item).length > 0)
  ofItems('option feedback', hasOptionFeedback)
  ofItems('rationale', item => item.rationale !== undefined)
  ofItems('case', item => item.caseId !== undefined)
  ofItems('partial credit', item => scored && policyOf(quiz, item) === 'partial')
  ofItems('all or nothing', item => scored && policyOf(quiz, item) === 'all-or-nothing')
  ofQuiz('intro', quiz.intro !== undefined)
  ofQuiz('pass mark', passMarkOf(quiz, passMark) !== undefined)
  ofQuiz('shuffled questions', quiz.shuffle.questions)
  ofQuiz('shuffled options', quiz.shuffle.options)
  ofQuiz('seed', quiz.seed !== undefined)
  ofQuiz('pool', quiz.pool !== undefined && !quiz.pool.strata)
  ofQuiz('stratified pool', quiz.pool?.strata !== undefined)
  return features
}

/** Percent of the points that pass; undefined: nothing is passed. */
export function passMarkOf(quiz: Quiz, courses: number | undefined): number | undefined {
  return quiz.kind === 'evaluation' || quiz.kind === 'pre-test' ? undefined : quiz.passMark ?? (quiz.kind === 'post-test' ? courses : undefined)
}

/** How a partly right answer to an item counts; undefined: none can be. */
export function policyOf(quiz: Quiz, item: Item): 'partial' | 'all-or-nothing' | undefined {
  const type = partialTypes.find(type => type === item.type)
  // One blank is filled in or not.
  return type && !(item.type === 'fill-in' && item.blanks.length === 1) ? quiz.grading[type] : undefined
}

export function hasTable(text: RichText): boolean {
  return text.parts.some(part => typeof part === 'string' && part.includes('<table'))
}

function hasOptionFeedback(item: Item): boolean {
  if (item.type === 'hot-spot')
    return item.regions.some(region => region.feedback)
  return 'options' in item && item.options.some(option => option.feedback)
}
