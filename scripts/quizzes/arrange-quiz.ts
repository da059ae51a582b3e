import type { QuizEntry } from './quiz-entries.ts'
import type { Item, Quiz } from './quiz-model.ts'
import { quizEntries, stratumOf } from './quiz-entries.ts'
import { hashText, shuffled } from './shuffle.ts'

/** What one attempt shows: of a pool the entries drawn, in the order shown; a case stays whole and in its order. */
export function arrangeQuiz(quiz: Quiz, seed: number): QuizEntry[] {
  const drawn = drawEntries(quiz, seed)
  return quiz.shuffle.questions ? shuffled(drawn, seed) : drawn
}

/** The items of an attempt in the order shown; what a pool's attempt is graded on. */
export function attemptItems(quiz: Quiz, seed: number): Item[] {
  return arrangeQuiz(quiz, seed).flatMap(entry => entry.items)
}

/** Indices of an item's options in the order shown. True and False, and the points of a scale, never move. */
export function optionOrder(quiz: Pick<Quiz, 'shuffle'>, item: Item, seed: number): number[] {
  const size = item.type === 'single' || item.type === 'multiple' ? item.options.length : 0
  const indices = Array.from({ length: size }, (_, index) => index)
  return quiz.shuffle.options ? shuffled(indices, seed + hashText(item.id)) : indices
}

function drawEntries(quiz: Quiz, seed: number): QuizEntry[] {
  const entries = quizEntries(quiz)
  if (!quiz.pool)
    return entries
  const { draw, strata } = quiz.pool
  const drawFrom = (part: QuizEntry[], count: number, name: string) => shuffled(part, seed + hashText(`draw ${name}`)).slice(0, count)
  const drawn = new Set(strata
    ? strata.flatMap(({ objective, draw }) => drawFrom(entries.filter(entry => stratumOf(entry) === objective), draw, objective))
    : drawFrom(entries, draw, ''))
  return entries.filter(entry => drawn.has(entry))
}
