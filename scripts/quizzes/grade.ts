import type { FillInItem, GradingPolicy, Item, Option, Quiz } from './quiz-model.ts'
import type { RichText } from './rich-text.ts'
import { allOrNothing } from './quiz-model.ts'
import { readResponse } from './response.ts'

export interface ItemGrade {
  /** From 0 to maxPoints. */
  readonly points: number
  /** 1; 0 for items without a right answer. */
  readonly maxPoints: number
  readonly feedback: {
    /** False also when the response does not fit the item. */
    readonly answered: boolean
    readonly correct: boolean
    /** Feedback of the options chosen, in their order. */
    readonly chosen: readonly RichText[]
    readonly rationale?: RichText
  }
}

/**
 * Grades one response. Pure, and safe for any value: what does not fit the item counts as not answered.
 * With partial credit, `multiple` gives (keys chosen − distractors chosen) ÷ keys, at least 0; `matching` the share of
 * rows, `ordering` the share of places and `fill-in` the share of blanks that are right.
 */
export function grade(item: Item, value: unknown, policy: GradingPolicy = allOrNothing): ItemGrade {
  const response = readResponse(item, value)
  const maxPoints = isGraded(item) ? 1 : 0
  const points = response === undefined || !maxPoints ? 0 : pointsFor(item, response, policy)
  return {
    points,
    maxPoints,
    feedback: {
      answered: response !== undefined,
      correct: maxPoints > 0 && points === maxPoints,
      chosen: chosenFeedback(item, response),
      rationale: item.rationale,
    },
  }
}

/** True when the item has a right answer. */
export function isGraded(item: Item): boolean {
  switch (item.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      return item.options.some(option => option.key)
    case 'likert':
    case 'free-text':
    case 'commitment':
      return false
    default:
      return true
  }
}

export interface QuizGrade {
  readonly points: number
  readonly maxPoints: number
  /** From 0 to 100; 0 when nothing is graded. */
  readonly percent: number
  /** Undefined without a pass mark, and for a quiz without graded items. */
  readonly passed?: boolean
  readonly items: Readonly<Record<string, ItemGrade>>
}

/**
 * Grades all responses of a quiz, by item id. Items without a response count as wrong; of a pool, pass the items that were
 * drawn. The pass mark is a percentage of the points; it and the policy are the quiz's own unless the options give others.
 */
export function gradeQuiz(quiz: Pick<Quiz, 'items' | 'passMark'> & Partial<Pick<Quiz, 'grading'>>, responses: Readonly<Record<string, unknown>>, options: { passMark?: number, policy?: GradingPolicy } = {}): QuizGrade {
  const { passMark = quiz.passMark, policy = quiz.grading } = options
  const items = Object.fromEntries(quiz.items.map(item => [item.id, grade(item, Object.hasOwn(responses, item.id) ? responses[item.id] : undefined, policy)]))
  const grades = Object.values(items)
  const points = grades.reduce((sum, { points }) => sum + points, 0)
  const maxPoints = grades.reduce((sum, { maxPoints }) => sum + maxPoints, 0)
  return {
    points,
    maxPoints,
    percent: maxPoints ? points / maxPoints * 100 : 0,
    passed: passMark === undefined || !maxPoints ? undefined : reaches(points, maxPoints, passMark),
    items,
  }
}

/** True when the points reach the pass mark (percent). Thirds add up to a hair below a whole, hence the margin. */
export function reaches(points: number, maxPoints: number, passMark: number): boolean {
  return points * 100 >= passMark * maxPoints - 1e-9
}

function pointsFor(item: Item, response: unknown, policy: GradingPolicy): number {
  switch (item.type) {
    case 'single':
    case 'true-false':
      return item.options[response as number]!.key ? 1 : 0
    case 'multiple': {
      const chosen = response as number[]
      const keys = item.options.filter(option => option.key).length
      const right = chosen.filter(index => item.options[index]!.key).length
      const wrong = chosen.length - right
      return policy.multiple === 'partial' ? Math.max(0, right - wrong) / keys : Number(right === keys && !wrong)
    }
    case 'matching':
      return share(item.key, response as number[], policy.matching)
    case 'ordering':
      return share(item.key, response as number[], policy.ordering)
    case 'numeric': {
      const typed = readNumber(response as string, item.answer.unit)
      // 0.1 + 0.2 is not 0.3: an answer on the edge of the tolerance is within it.
      return typed !== undefined && Math.abs(typed - item.answer.value) <= item.answer.tolerance + 1e-9 ? 1 : 0
    }
    case 'fill-in': {
      const typed = response as readonly string[]
      const right = item.blanks.filter((_, blank) => fillsBlank(item, blank, typed[blank]!)).length
      return policy['fill-in'] === 'partial' ? right / item.blanks.length : Number(right === item.blanks.length)
    }
    case 'hot-spot':
      return item.regions[response as number]!.key ? 1 : 0
    case 'likert':
    case 'free-text':
    case 'commitment':
      return 0
  }
}

/** True when what was typed into a blank is one of its accepted variants. */
export function fillsBlank(item: FillInItem, blank: number, typed: string): boolean {
  const given = comparable(typed, item.exact)
  return item.blanks[blank]!.accepts.some(variant => comparable(variant.text, item.exact) === given)
}

/** A typed text with what never matters taken away: white space, kinds of hyphens and quotes, compatibility characters. */
export function comparable(text: string, exact: boolean): string {
  const plain = text.normalize('NFKC').replace(/[\u2010-\u2015\u2212]/g, '-').replace(/[\u2018\u2019]/g, '\'').replace(/[\u201C\u201D]/g, '"').replace(/\s+/g, ' ').trim()
  return exact ? plain : plain.toLowerCase()
}

function share(key: readonly number[], response: readonly number[], policy: 'all-or-nothing' | 'partial'): number {
  const right = key.filter((choice, place) => response[place] === choice).length
  return policy === 'partial' ? right / key.length : Number(right === key.length)
}

/** A number as learners type it: a decimal point or comma, a minus sign of either form, with or without the item's unit. */
function readNumber(typed: string, unit: string | undefined): number | undefined {
  const bare = unit && comparable(typed, true).endsWith(comparable(unit, true)) ? comparable(typed, true).slice(0, -comparable(unit, true).length).trim() : typed
  const plain = bare.replace('−', '-').replace(',', '.')
  return /^[-+]?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

function chosenFeedback(item: Item, response: unknown): readonly RichText[] {
  if (response === undefined)
    return []
  if (item.type === 'hot-spot')
    return feedbackOf(item.regions[response as number]!)
  if (!('options' in item))
    return []
  const chosen = item.type === 'multiple' ? response as number[] : [response as number]
  return chosen.flatMap(index => feedbackOf(item.options[index]!))
}

function feedbackOf(option: Option): RichText[] {
  return option.feedback ? [option.feedback] : []
}
