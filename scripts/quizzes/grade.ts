import type { FillInItem, GradingPolicy, Item, Option, PartialType, Quiz } from './quiz-model.ts'
import type { RichText } from './rich-text.ts'
import { gradable } from './gradable.ts'
import { grading } from './grading.ts'
import { allOrNothing, partialTypes } from './quiz-model.ts'
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
  const points = response === undefined || !maxPoints ? 0 : grading.points(gradable(item), response, partialTypesOf(policy))
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
  return grading.isGraded(gradable(item))
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

/** True when the points reach the pass mark (percent). */
export function reaches(points: number, maxPoints: number, passMark: number): boolean {
  return grading.reaches(points, maxPoints, passMark)
}

/** A typed text with what never matters taken away: white space, kinds of hyphens and quotes, compatibility characters. */
export function comparable(text: string, exact: boolean): string {
  return grading.comparable(text, exact)
}

/** True when what was typed into a blank is one of its accepted variants. */
export function fillsBlank(item: FillInItem, blank: number, typed: string): boolean {
  return grading.fillsBlank(gradable(item), blank, typed)
}

/** The types of which a part counts, as content.json lists them. */
export function partialTypesOf(policy: GradingPolicy): PartialType[] {
  return partialTypes.filter(type => policy[type] === 'partial')
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
