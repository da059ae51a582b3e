import type { Item } from '../../scripts/quizzes/quiz-model.ts'
import type { CourseBundle } from '../courses/course-bundle.ts'
import { isGraded } from '../../scripts/quizzes/grade.ts'
import { quizOf } from '../courses/course-bundle.ts'

/** What is counted of the learners of a version. Follows from the version, which never changes. */
export interface CountingPlan {
  /** When a pool draws, learners saw different items, and totals do not compare. */
  readonly postTest?: { readonly pool: boolean, readonly items: readonly CountedItem[] }
  readonly evaluation: readonly CountedItem[]
  readonly groups: readonly GainGroup[]
}

interface CountedItem {
  readonly id: string
  /** How many there are to choose from. */
  readonly options: number
}

/** Items over which it is counted what was learned. */
export interface GainGroup {
  readonly name: string
  /** Ids of items of the pre-test and of the post-test. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export function planCounting(bundle: CourseBundle): CountingPlan {
  const postTest = quizOf(bundle, 'post-test')
  const [before, after] = [quizOf(bundle, 'pre-test'), postTest].map(quiz => quiz?.items.filter(isGraded) ?? [])
  const group = (name: string, objectives?: readonly string[]): GainGroup => ({ name, before: itemsAbout(before!, objectives), after: itemsAbout(after!, objectives) })
  return {
    postTest: postTest && { pool: postTest.pool !== undefined, items: postTest.items.map(item => ({ id: item.id, options: optionsOf(item).length })) },
    evaluation: quizOf(bundle, 'evaluation')?.items.map(item => ({ id: item.id, options: answersOf(item).length })) ?? [],
    groups: [
      group('all'),
      ...bundle.meta.objectives.map(({ id }) => group(`objective ${id}`, [id])),
      ...levelsOf(bundle).map(({ level, objectives }) => group(`level ${level}`, objectives)),
    ],
  }
}

/** Outcome levels of the objectives, the lowest first. */
export function levelsOf({ meta }: CourseBundle): { level: string, objectives: string[] }[] {
  return [...Map.groupBy(meta.objectives, objective => objective.level)].sort(([a], [b]) => a < b ? -1 : 1).map(([level, of]) => ({ level, objectives: of.map(objective => objective.id) }))
}

/** Options or regions of an item of a test. */
export function optionsOf(item: Item): { text: string, right: boolean }[] {
  const options = 'options' in item ? item.options : item.type === 'hot-spot' ? item.regions : []
  return options.map(({ text, key }) => ({ text: text.text, right: key }))
}

/** What there is to choose from in a question of the evaluation. */
export function answersOf(item: Item): string[] {
  return 'options' in item ? item.options.map(option => option.text.text) : item.type === 'likert' ? item.points.map(point => point.text) : item.type === 'commitment' ? item.changes.map(change => change.text) : []
}

function itemsAbout(items: readonly Item[], objectives: readonly string[] | undefined): string[] {
  return items.filter(item => !objectives || item.objectives.some(objective => objectives.includes(objective))).map(item => item.id)
}
