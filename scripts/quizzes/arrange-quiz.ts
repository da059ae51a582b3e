import type { QuizEntry } from './quiz-entries.ts'
import type { Item, Quiz } from './quiz-model.ts'
import { grading } from './grading.ts'
import { quizEntries, stratumOf } from './quiz-entries.ts'

/** What one attempt shows: of a pool the entries drawn, in the order shown; a case stays whole and in its order. */
export function arrangeQuiz(quiz: Quiz, seed: number): QuizEntry[] {
  const drawn = grading.drawn(quizEntries(quiz), quiz.pool, seed, stratumOf)
  return quiz.shuffle.questions ? grading.shuffled(drawn, seed) : drawn
}

/** The items of an attempt in the order shown; what a pool's attempt is graded on. */
export function attemptItems(quiz: Quiz, seed: number): Item[] {
  return arrangeQuiz(quiz, seed).flatMap(entry => entry.items)
}

/** Indices of an item's options in the order shown. True and False, and the points of a scale, never move. */
export function optionOrder(quiz: Pick<Quiz, 'shuffle'>, item: Item, seed: number): number[] {
  const size = item.type === 'single' || item.type === 'multiple' ? item.options.length : 0
  const indices = Array.from({ length: size }, (_, index) => index)
  return quiz.shuffle.options ? grading.shuffled(indices, seed + grading.hashText(item.id)) : indices
}
