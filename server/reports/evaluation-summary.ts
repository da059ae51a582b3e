import type { Item } from '../../scripts/quizzes/quiz-model.ts'
import type { Json } from '../ledger/canonical-json.ts'

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

/** What was written can be as long as a book: the report shows the latest, the export has all. */
const MOST_WORDS = 100

export interface SummaryCounter {
  readonly add: (response: Json) => void
  readonly summary: () => QuestionSummary
}

export function createSummaryCounter(item: Item): SummaryCounter {
  const answers = 'options' in item ? item.options.map(option => option.text.text) : item.type === 'likert' ? item.points.map(point => point.text) : item.type === 'commitment' ? item.changes.map(change => change.text) : []
  const counts = answers.map(() => 0)
  const words: string[] = []
  let n = 0
  return {
    add(response) {
      const own = ownWordsOf(response)
      const chosen = chosenOf(response)
      if (own || chosen.length)
        n++
      for (const choice of new Set(chosen)) {
        if (choice in counts)
          counts[choice]!++
      }
      if (own && words.push(own) > MOST_WORDS)
        words.shift()
    },
    summary: () => ({ item: item.id, stem: item.stem.text, n, counts: answers.map((answer, index) => ({ answer, count: counts[index]! })), words }),
  }
}

/** Indices of what was chosen, of any kind of question. */
export function chosenOf(response: Json): number[] {
  const list = typeof response === 'number' ? [response] : Array.isArray(response) ? response : isRecord(response) && Array.isArray(response.changes) ? response.changes : []
  return list.filter((choice): choice is number => typeof choice === 'number')
}

function ownWordsOf(response: Json): string {
  const own = isRecord(response) ? response.own : response
  return typeof own === 'string' ? own.trim() : ''
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
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
