import type { Item } from '../../scripts/quizzes/quiz-model.ts'
import type { Counts } from '../counting/counts.ts'
import { answersOf } from '../counting/counting-plan.ts'

/** How often each answer to a question of the evaluation was given. */
export interface QuestionSummary {
  item: string
  stem: string
  /** Learners who answered it. */
  n: number
  counts: { answer: string, count: number }[]
  /** What was written, the latest. */
  words: string[]
}

/** The question at a place of the evaluation, from what was counted of it and what was written. */
export function summariseQuestion(item: Item, index: number, counts: Counts, words: string[]): QuestionSummary {
  return {
    item: item.id,
    stem: item.stem.text,
    n: counts.get(`question ${index} answered`) ?? 0,
    counts: answersOf(item).map((answer, option) => ({ answer, count: counts.get(`question ${index} option ${option}`) ?? 0 })),
    words,
  }
}

/** The question about perceived bias, by its id or its words; undefined when the evaluation asks none that can be counted. */
export function biasItem(items: readonly Item[]): Item | undefined {
  const counted = items.filter(item => item.type !== 'free-text')
  return counted.find(item => /^bias\b/.test(item.id)) ?? counted.find(item => /\b(?:bias|commercial|promotion\w*)\b/i.test(item.stem.text))
}

/** Questions about a change in practice: what will change, how confidently, and what may stand in the way. */
export function commitmentItems(items: readonly Item[]): Item[] {
  return items.filter(item => item.type === 'commitment' || /^(?:change|commitment|barrier|confiden)/.test(item.id))
}
