import type { WrittenItem } from './written-item.ts'
import { wordsOf } from '../prose/words.ts'

/** A flaw that only several items together have. */
export interface QuizFlaw {
  /** The item at which it is reported. */
  item: string
  message: string
  mend: string
}

/**
 * Keys that stand at one place too often, in quizzes that do not shuffle their options: Pearson's chi-square against an
 * even spread, with Yates's correction left out because three or more places are compared.
 * @param items single-best-answer items with the same number of options are compared with each other.
 */
export function keyPositionBias(items: readonly WrittenItem[]): QuizFlaw[] {
  const flaws: QuizFlaw[] = []
  const single = items.filter(item => item.type === 'single')
  for (const count of new Set(single.map(item => item.options.length))) {
    const group = single.filter(item => item.options.length === count)
    // Below five per place the chi-square distribution does not hold; the exact chance of the fullest place does.
    if (group.length < 6 || count < 2)
      continue
    const places = Array.from({ length: count }, (_, place) => group.filter(item => item.options[place]?.key).length)
    const fullest = Math.max(...places)
    const chance = Math.min(1, count * upperTail(group.length, fullest, 1 / count))
    if (chance < 0.05) {
      const place = places.indexOf(fullest)
      flaws.push({
        item: group.find(item => item.options[place]?.key)!.id,
        message: `The key is option ${'ABCDEFGH'[place]} in ${fullest} of ${group.length} items with ${count} options; by chance that happens in fewer than 5 of 100 quizzes.`,
        mend: 'Move keys to other places, or add "options" to "shuffle" in the front matter.',
      })
    }
  }
  return flaws
}

/** Chance of at least `events` in `n` tries (binomial). */
function upperTail(n: number, events: number, probability: number): number {
  let sum = 0
  for (let k = events; k <= n; k++)
    sum += Math.exp(logChoose(n, k) + k * Math.log(probability) + (n - k) * Math.log(1 - probability))
  return sum
}

function logChoose(n: number, k: number): number {
  let sum = 0
  for (let i = 1; i <= k; i++)
    sum += Math.log(n - k + i) - Math.log(i)
  return sum
}

/** Items that ask the same in nearly the same words. */
export function nearDuplicates(items: readonly WrittenItem[]): QuizFlaw[] {
  const bags = items.map(item => ({ item, stem: pairsOf(`${item.stem} ${item.detail}`), answers: pairsOf(item.answers.join(' ')) }))
  const flaws: QuizFlaw[] = []
  for (let one = 0; one < bags.length; one++) {
    for (let other = one + 1; other < bags.length; other++) {
      const [a, b] = [bags[one]!, bags[other]!]
      if (a.item.type === 'likert' || b.item.type === 'likert' || a.item.type === 'free-text' || b.item.type === 'free-text' || a.item.type === 'commitment')
        continue
      const alike = overlap(a.stem, b.stem)
      if (alike >= 0.8 || (alike >= 0.6 && overlap(a.answers, b.answers) >= 0.8))
        flaws.push({ item: b.item.id, message: `The item asks nearly the same as "${a.item.id}" (${Math.round(100 * alike)}% of the words).`, mend: 'Remove one of them, or ask about another point.' })
    }
  }
  return flaws
}

/**
 * Items whose stem tells the answer of another one: the answer's telling words, three or more, stand in it. Items of one
 * case are read in order and may build on each other.
 */
export function cueing(items: readonly (WrittenItem & { caseId?: string })[]): QuizFlaw[] {
  const document = items.map(item => new Set(telling(`${item.stem} ${item.detail}`)))
  const frequency = new Map<string, number>()
  for (const words of document) {
    for (const word of words)
      frequency.set(word, (frequency.get(word) ?? 0) + 1)
  }
  return items.flatMap((item, index) => {
    if (item.type !== 'single' && item.type !== 'fill-in' && item.type !== 'numeric')
      return []
    const own = document[index]!
    const distractors = new Set(item.options.filter(option => !option.key).flatMap(option => telling(option.text)))
    // What the answer says beyond its own stem and beyond what the distractors say too.
    const answer = [...new Set(telling(item.answers.join(' ')))].filter(word => !own.has(word) && !distractors.has(word))
    if (answer.length < 3)
      return []
    const source = items.find((other, at) => other !== item && !(other.caseId !== undefined && other.caseId === item.caseId) && answer.every(word => document[at]!.has(word)))
    return source ? [{ item: source.id, message: `The stem tells the answer of "${item.id}": ${answer.slice(0, 4).map(word => `"${word}"`).join(', ')} stand in it.`, mend: 'Take the words out of one of the two, or drop an item.' }] : []
  })
}

const STOP = new Set('the and for with that this which what from into than then are was were has have had not but can does did its who whose when where how most best more less one two all any each other same after before about between under over their your you our they them would should could patient patients'.split(' '))

function telling(text: string): string[] {
  return wordsOf(text).map(word => word.lower.replace(/(?:'s|s|ed|ing)$/, '')).filter(word => word.length > 2 && !STOP.has(word))
}

/** Words and pairs of neighbouring words. */
function pairsOf(text: string): Set<string> {
  const words = wordsOf(text).map(word => word.lower)
  return new Set([...words, ...words.slice(1).map((word, index) => `${words[index]} ${word}`)])
}

/** Jaccard index. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0)
    return 0
  let shared = 0
  for (const word of one)
    shared += other.has(word) ? 1 : 0
  return shared / (one.size + other.size - shared)
}
