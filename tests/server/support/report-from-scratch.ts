import type { Item } from '../../../scripts/quizzes/quiz-model.ts'
import type { CourseBundle } from '../../../server/courses/course-bundle.ts'
import type { Database } from '../../../server/storage/schema.ts'
import { isGraded } from '../../../scripts/quizzes/grade.ts'
import { chosenOf, ownWordsOf } from '../../../server/counting/chosen.ts'
import { quizOf } from '../../../server/courses/course-bundle.ts'

/*
 * What a report has to say, worked out from all rows at once, as the textbooks write it: with nothing of how the service counts.
 */

type Points = Readonly<Record<string, number>>

export interface ScoredItem { difficulty: number, discrimination: number, pointBiserial: number | undefined }

/** By learner the points of every item. */
export function itemsFromScratch(attempts: readonly (readonly number[])[]): { items: ScoredItem[], reliability: number | undefined } {
  const n = attempts.length
  const totals = attempts.map(attempt => sum(attempt))
  const group = Math.round(n * 0.27)
  // How much of each learner is in a group: those with the same total share the room that is left for them.
  const weights = (comesBefore: (other: number, own: number) => boolean) => totals.map(own => Math.min(1, Math.max(0, (group - totals.filter(other => comesBefore(other, own) && !same(other, own)).length) / totals.filter(other => same(other, own)).length)))
  const [lower, upper] = [weights((other, own) => other < own), weights((other, own) => other > own)]
  const items = (attempts[0] ?? []).map((_, item) => {
    const points = attempts.map(attempt => attempt[item]!)
    const meanOf = (weights: readonly number[]) => sum(points.map((points, learner) => points * weights[learner]!)) / group
    return { difficulty: sum(points) / n, discrimination: meanOf(upper) - meanOf(lower), pointBiserial: correlation(points, points.map((points, learner) => totals[learner]! - points)) }
  })
  const variances = (attempts[0] ?? []).map((_, item) => variance(attempts.map(attempt => attempt[item]!)))
  const ofTotals = variance(totals)
  return { items, reliability: variances.length < 2 || n < 2 || ofTotals < 1e-12 ? undefined : variances.length / (variances.length - 1) * (1 - sum(variances) / ofTotals) }
}

export async function reportFromScratch(db: Database, bundle: CourseBundle): Promise<Record<string, unknown>> {
  const { name, version, meta } = bundle
  const enrolments = await db.selectFrom('enrolment').selectAll().where('course', '=', name).execute()
  const attempts = (await db.selectFrom('first_attempt').selectAll().where('course', '=', name).where('version', '=', version).execute()).map(row => ({ items: JSON.parse(row.items) as Points, before: row.pre_items === null ? undefined : JSON.parse(row.pre_items) as Points, responses: JSON.parse(row.responses) }))
  const evaluations = (await db.selectFrom('evaluation').selectAll().where('course', '=', name).where('version', '=', version).orderBy('at').orderBy('enrolment').execute()).map(row => JSON.parse(row.responses))
  const postTest = quizOf(bundle, 'post-test')!
  const scored = itemsFromScratch(attempts.map(({ items }) => postTest.items.map(({ id }) => items[id] ?? 0)))
  const enough = attempts.length >= 30
  const gainOf = (objectives: readonly string[] | undefined) => {
    const ids = (items: readonly Item[]) => items.filter(item => isGraded(item) && (!objectives || item.objectives.some(objective => objectives.includes(objective)))).map(item => item.id)
    const [pre, post] = [ids(quizOf(bundle, 'pre-test')?.items ?? []), ids(postTest.items)]
    const both = attempts.map(({ items, before }) => ({ pre: pre.length ? share(before, pre) : 0, post: share(items, post) })).filter(({ pre, post }) => pre !== undefined && post !== undefined)
    if (!both.length)
      return undefined
    const [preTest, firstAttempt] = [sum(both.map(({ pre }) => pre!)) / both.length * 100, sum(both.map(({ post }) => post!)) / both.length * 100]
    return { n: both.length, preTest: pre.length ? preTest : null, firstAttempt, gain: pre.length && preTest < 100 - 1e-9 ? (firstAttempt - preTest) / (100 - preTest) : null }
  }
  const optionCount = (item: Item) => 'options' in item ? item.options.length : item.type === 'hot-spot' ? item.regions.length : item.type === 'likert' ? item.points.length : item.type === 'commitment' ? item.changes.length : 0
  const chosen = (item: Item, responses: readonly any[]) => Array.from({ length: optionCount(item) }, (_, option) => responses.filter(all => chosenOf(all[item.id] ?? null).includes(option)).length)
  return {
    learners: enrolments.length,
    passed: enrolments.filter(({ passed }) => passed).length,
    claimed: enrolments.filter(({ credits }) => credits !== null).length,
    credits: sum(enrolments.map(({ credits }) => credits ?? 0)) / 100,
    steps: countBy(enrolments.map(({ step }) => step)),
    versions: countBy(enrolments.map(({ version }) => version)),
    n: postTest.items.map(({ id }) => attempts.filter(({ items }) => Object.hasOwn(items, id)).length),
    difficulty: postTest.items.map((_, index) => attempts.length ? scored.items[index]!.difficulty : null),
    discrimination: postTest.items.map((_, index) => enough ? scored.items[index]!.discrimination : null),
    pointBiserial: postTest.items.map((_, index) => enough ? scored.items[index]!.pointBiserial ?? null : null),
    reliability: scored.reliability ?? null,
    options: postTest.items.map(item => ['options', 'regions'].some(key => key in item) ? chosen(item, attempts.map(({ responses }) => responses)) : []),
    outcomes: gainOf(undefined) ?? null,
    objectives: meta.objectives.flatMap(({ id }) => gainOf([id]) ?? []),
    evaluations: evaluations.length,
    answered: quizOf(bundle, 'evaluation')!.items.map(({ id }) => evaluations.filter(all => chosenOf(all[id] ?? null).length || ownWordsOf(all[id] ?? null)).length),
    answers: quizOf(bundle, 'evaluation')!.items.map(item => chosen(item, evaluations)),
    words: quizOf(bundle, 'evaluation')!.items.map(({ id }) => evaluations.map(all => ownWordsOf(all[id] ?? null)).filter(Boolean).slice(-100).sort()),
  }
}

function share(points: Points | undefined, items: readonly string[]): number | undefined {
  const asked = items.filter(item => points && Object.hasOwn(points, item))
  return asked.length ? sum(asked.map(item => points![item]!)) / asked.length : undefined
}

function countBy(values: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(values, value => value)].map(([value, all]) => [value, all.length]))
}

function correlation(x: readonly number[], y: readonly number[]): number | undefined {
  const [meanX, meanY] = [mean(x), mean(y)]
  const [ofX, ofY] = [variance(x), variance(y)]
  return ofX > 1e-12 && ofY > 1e-12 ? mean(x.map((value, index) => (value - meanX) * (y[index]! - meanY))) / Math.sqrt(ofX * ofY) : undefined
}

function variance(values: readonly number[]): number {
  const of = mean(values)
  return mean(values.map(value => (value - of) ** 2))
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-9
}
