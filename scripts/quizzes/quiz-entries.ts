import type { Case, Item, Quiz } from './quiz-model.ts'

/** What is drawn and shuffled as one: an item of its own, or a vignette with all its items. */
export interface QuizEntry {
  readonly vignette?: Case
  readonly items: readonly Item[]
}

/** The entries of a quiz in the order of the source. */
export function quizEntries(quiz: Pick<Quiz, 'items' | 'cases'>): QuizEntry[] {
  const entries: { vignette?: Case, items: Item[] }[] = []
  for (const item of quiz.items) {
    const last = entries.at(-1)
    if (item.caseId !== undefined && last?.vignette?.id === item.caseId)
      last.items.push(item)
    else
      entries.push({ vignette: quiz.cases.find(vignette => vignette.id === item.caseId), items: [item] })
  }
  return entries
}

/** The objective that an entry counts for when a draw is stratified: the first that it names. */
export function stratumOf(entry: QuizEntry): string | undefined {
  return entry.items.flatMap(item => item.objectives)[0]
}
