import type { QuizEntry } from '../quiz-entries.ts'
import type { Item, Quiz } from '../quiz-model.ts'
import { arrangeQuiz, optionOrder } from '../arrange-quiz.ts'

/** One printed form of a quiz: a paper has one order, and its key the same. */
export interface PaperForm {
  readonly seed: number
  readonly entries: readonly QuizEntry[]
  /** Numbers of the questions, from 1. */
  readonly numbers: ReadonlyMap<string, number>
  /** Indices of an item's options in the order printed. */
  readonly options: (item: Item) => readonly number[]
}

export function paperForm(quiz: Quiz): PaperForm {
  const seed = quiz.seed ?? 1
  const entries = arrangeQuiz(quiz, seed)
  return {
    seed,
    entries,
    numbers: new Map(entries.flatMap(entry => entry.items).map((item, index) => [item.id, index + 1])),
    options: item => optionOrder(quiz, item, seed),
  }
}

/** a, b, … z, aa, ab … */
export function letter(index: number): string {
  return (index >= 26 ? letter(Math.floor(index / 26) - 1) : '') + String.fromCharCode(97 + index % 26)
}
