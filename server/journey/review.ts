import type { QuizImage } from '../../scripts/quizzes/quiz-markdown.ts'
import type { Item, Option, Quiz } from '../../scripts/quizzes/quiz-model.ts'
import type { RichText } from '../../scripts/quizzes/rich-text.ts'
import type { CourseBundle } from '../courses/course-bundle.ts'
import type { Json } from '../ledger/canonical-json.ts'
import type { Attempt, Journey } from './journey.ts'
import { z } from '@hono/zod-openapi'
import { collapseNumbers } from '../../lib/collapse-numbers.ts'
import { escapeHtml } from '../../scripts/html/escape-html.ts'
import { attemptItems, optionOrder } from '../../scripts/quizzes/arrange-quiz.ts'
import { isGraded } from '../../scripts/quizzes/grade.ts'
import { publicFigures } from '../../scripts/quizzes/public-figures.ts'
import { itemCitations } from '../../scripts/quizzes/quiz-citations.ts'
import { itemTypes } from '../../scripts/quizzes/quiz-model.ts'
import { referenceLine } from '../../scripts/quizzes/reference-line.ts'
import { toHtml } from '../../scripts/quizzes/rich-text.ts'
import { quizOf } from '../courses/course-bundle.ts'
import { policyOf } from '../courses/course-policy.ts'
import { tellingOf, tellings, tells } from './feedback.ts'

const html = z.string().describe('Safe HTML. A picture is its alternative text in an em; where it is in the public content of the quiz too, data-figure has its number there, from 1')

const reviewItemSchema = z.object({
  id: z.string(),
  type: z.enum(itemTypes),
  case: z.object({ title: html, detail: html.nullable() }).nullable().describe('The vignette that several questions share'),
  stem: html,
  detail: html.nullable(),
  points: z.number().nullable().describe('From 0 to 1; null when the policy does not tell, and for a question that counts for nothing'),
  options: z.array(z.object({
    text: html,
    chosen: z.boolean(),
    right: z.boolean().nullable().describe('null when the policy does not tell'),
    feedback: html.nullable(),
  })).describe('Of a question with options, in the order in which they were shown'),
  rows: z.array(z.object({
    label: html.nullable().describe('What was to be matched, or the number of the place or blank'),
    given: html.nullable().describe('What the learner answered'),
    right: html.nullable().describe('null when the policy does not tell'),
  })).describe('Of every other question'),
  rationale: html.nullable(),
  references: z.array(z.object({ number: z.number().int(), text: html })),
}).openapi('ReviewItem')

/** A graded attempt as the feedback policy of the course shows it. */
export const reviewSchema = z.object({
  attempt: z.number().int(),
  at: z.string().describe('When it was submitted, ISO time'),
  passed: z.boolean(),
  told: z.enum(tellings).describe('How much the policy tells now; after passing it can be more'),
  points: z.number().nullable(),
  maxPoints: z.number().nullable(),
  items: z.array(reviewItemSchema),
}).openapi('Review')

export type Review = z.infer<typeof reviewSchema>
type ReviewItem = z.infer<typeof reviewItemSchema>

/** What may be told of an attempt; undefined while it is not graded. Keys are read only where the policy tells them. */
export function reviewOf(journey: Journey, no: number, bundle: CourseBundle): Review | undefined {
  const attempt = journey.attempts.find(attempt => attempt.no === no)
  const quiz = quizOf(bundle, 'post-test')
  if (!attempt?.result || !quiz)
    return undefined
  const { at, passed, points, maxPoints } = attempt.result
  const told = tellingOf(journey, policyOf(bundle))
  const scored = tells(told, 'score')
  return {
    attempt: no,
    at,
    passed,
    told,
    points: scored ? points : null,
    maxPoints: scored ? maxPoints : null,
    items: reviewItems(quiz, attempt, bundle, { points: tells(told, 'items'), keys: tells(told, 'answers') }),
  }
}

function reviewItems(quiz: Quiz, attempt: Attempt, bundle: CourseBundle, told: { points: boolean, keys: boolean }): ReviewItem[] {
  const references = bundle.references ?? []
  const numbers = new Map(references.map(reference => [reference.key, reference.number]))
  const figureOf = publicFigures(quiz)
  const picture = (image: QuizImage) => {
    const number = figureOf(image)
    return `<em${number ? ` data-figure="${number}"` : ''}>${escapeHtml(image.alt)}</em>`
  }
  const render = (text: RichText) => toHtml(text, {
    // Before the keys are told, where something is cited would be a hint.
    citation: (keys) => {
      const cited = keys.flatMap(key => numbers.get(key) ?? [])
      return told.keys && cited.length ? `<sup>${collapseNumbers(cited)}</sup>` : ''
    },
    image: picture,
  })
  return attemptItems(quiz, attempt.seed).map((item) => {
    const vignette = quiz.cases.find(({ id }) => id === item.caseId)
    const cited = new Set(told.keys ? itemCitations(item) : [])
    return {
      id: item.id,
      type: item.type,
      case: vignette ? { title: render(vignette.title), detail: vignette.detail ? render(vignette.detail) : null } : null,
      stem: render(item.stem),
      detail: [item.detail ? render(item.detail) : '', item.type === 'hot-spot' ? `<p>${picture(item.image)}</p>` : ''].join('') || null,
      points: told.points && isGraded(item) ? attempt.result!.items[item.id] ?? 0 : null,
      ...answersOf(item, attempt.responses[item.id], optionOrder(quiz, item, attempt.seed), told.keys, render),
      rationale: told.keys && item.rationale ? render(item.rationale) : null,
      references: references.filter(({ key }) => cited.has(key)).map(referenceLine),
    }
  })
}

/** The response was read when it was given, so that it fits the item. */
function answersOf(item: Item, response: Json | undefined, order: readonly number[], keys: boolean, render: (text: RichText) => string): Pick<ReviewItem, 'options' | 'rows'> {
  const text = (value: unknown) => typeof value === 'string' && value !== '' ? escapeHtml(value) : null
  const options = (list: readonly Pick<Option, 'text' | 'key' | 'feedback'>[], shown: readonly number[]) => ({
    options: shown.map((index) => {
      const { text, key, feedback } = list[index]!
      return { text: render(text), chosen: Array.isArray(response) ? response.includes(index) : response === index, right: keys ? key : null, feedback: keys && feedback ? render(feedback) : null }
    }),
    rows: [],
  })
  const rows = (list: ReviewItem['rows']) => ({ options: [], rows: list })
  const given = Array.isArray(response) ? response as (number | string | null)[] : []
  const choice = (choices: readonly RichText[], index: number | string | null | undefined) => typeof index === 'number' && choices[index] ? render(choices[index]) : null
  switch (item.type) {
    case 'single':
    case 'multiple':
      return options(item.options, order)
    case 'true-false':
      return options(item.options, [0, 1])
    case 'hot-spot':
      return options(item.regions, item.regions.map((_, index) => index))
    case 'likert':
      return { options: item.points.map((point, index) => ({ text: render(point), chosen: response === index, right: null, feedback: null })), rows: [] }
    case 'matching':
      return rows(item.prompts.map((prompt, index) => ({ label: render(prompt), given: choice(item.choices, given[index]), right: keys ? choice(item.choices, item.key[index]) : null })))
    case 'ordering':
      return rows(item.key.map((key, index) => ({ label: String(index + 1), given: choice(item.choices, given[index]), right: keys ? choice(item.choices, key) : null })))
    case 'numeric': {
      const { value, tolerance, unit } = item.answer
      const right = [value, tolerance ? `± ${tolerance}` : '', unit ?? ''].filter(part => part !== '').join(' ')
      return rows([{ label: null, given: text(response), right: keys ? escapeHtml(right) : null }])
    }
    case 'fill-in':
      return rows(item.blanks.map(({ accepts }, index) => ({ label: String(index + 1), given: text(given[index]), right: keys ? accepts.map(variant => escapeHtml(variant.text)).join(' / ') : null })))
    case 'free-text':
    case 'commitment':
      return rows([{ label: null, given: text(response), right: null }])
  }
}
