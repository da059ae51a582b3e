import type { Item, Quiz } from '../../scripts/quizzes/quiz-model.ts'
import type { CourseBundle } from '../courses/course-bundle.ts'
import type { Database } from '../storage/schema.ts'
import type { QuestionSummary } from './evaluation-summary.ts'
import type { FirstAttempt } from './first-attempts.ts'
import type { Gain, GainCounter } from './gain.ts'
import { isGraded } from '../../scripts/quizzes/grade.ts'
import { quizOf } from '../courses/course-bundle.ts'
import { readCourseVersion } from '../courses/course-versions.ts'
import { sumCourse } from '../office/course-list.ts'
import { biasItem, chosenOf, commitmentItems, createSummaryCounter } from './evaluation-summary.ts'
import { readEvaluations } from './evaluations.ts'
import { countFirstAttempts, readFirstAttempts } from './first-attempts.ts'
import { createGainCounter } from './gain.ts'
import { createItemAnalysis, isNonFunctional } from './item-analysis.ts'
import { createMoments } from './moments.ts'

/** How an item of the post-test did over first attempts. */
export interface ItemReport {
  item: string
  stem: string
  objectives: string[]
  n: number
  difficulty: number | null
  discrimination: number | null
  pointBiserial: number | null
  /** Of items with options or regions. */
  options: { text: string, right: boolean, chosen: number, nonFunctional: boolean }[]
}

export interface CourseReport {
  course: string
  title: string
  /** The version that items, outcomes and evaluation are of. Items of other versions may be other questions. */
  version: string
  versions: { version: string, learners: number }[]
  learners: number
  passed: number
  claimed: number
  credits: number
  /** Learners by the step that comes next; "done". */
  steps: { step: string, learners: number }[]
  items: ItemReport[]
  reliability: number | null
  outcomes: Gain | null
  /** The same by the outcome level of the objectives (Moore, Green and Gallis, 2009), and by objective. */
  levels: ({ level: string, objectives: string[], items: number } & Gain)[]
  objectives: ({ objective: string, text: string, level: string, items: number } & Gain)[]
  evaluations: number
  evaluation: QuestionSummary[]
  bias: QuestionSummary | null
  commitment: QuestionSummary[]
}

/**
 * What a course's learners came to, of a version or of that of most learners; undefined when nobody has enrolled in it. Reads
 * first attempts and evaluations in pages: memory does not grow with the learners.
 */
export async function readCourseReport(db: Database, course: string, asked?: string): Promise<CourseReport | undefined> {
  const versions = await readVersions(db, course)
  const version = asked ?? versions[0]?.version
  const bundle = versions.some(known => known.version === version) && await readCourseVersion(db, course, version!)
  if (!bundle)
    return undefined
  return {
    course,
    title: bundle.meta.title,
    version: bundle.version,
    versions,
    ...await sumCourse(db, course),
    steps: (await countBy(db, course, 'step')).map(({ value, learners }) => ({ step: value, learners })),
    ...await analyseFirstAttempts(db, bundle),
    ...await summariseEvaluations(db, bundle),
  }
}

/** The versions that somebody has enrolled in, that of most learners first. */
export async function readVersions(db: Database, course: string): Promise<CourseReport['versions']> {
  return (await countBy(db, course, 'version')).map(({ value, learners }) => ({ version: value, learners }))
}

/** How many learners, by a column that an index counts; the most first. */
async function countBy(db: Database, course: string, column: 'version' | 'step'): Promise<{ value: string, learners: number }[]> {
  const rows = await db.selectFrom('enrolment').select(({ fn }) => [column, fn.countAll().as('learners')]).where('course', '=', course).groupBy(column).execute() as { version?: string, step?: string, learners: string | number | bigint }[]
  return rows.map(row => ({ value: row[column]!, learners: Number(row.learners) })).sort((a, b) => b.learners - a.learners)
}

type Analysis = Pick<CourseReport, 'items' | 'reliability' | 'outcomes' | 'levels' | 'objectives'>

async function analyseFirstAttempts(db: Database, bundle: CourseBundle): Promise<Analysis> {
  const { name, version, meta } = bundle
  const postTest = quizOf(bundle, 'post-test')
  const [before, after] = [quizOf(bundle, 'pre-test'), postTest].map(quiz => quiz?.items.filter(isGraded) ?? [])
  const about = (items: readonly Item[], objectives: readonly string[]) => items.filter(item => item.objectives.some(objective => objectives.includes(objective))).map(item => item.id)
  const counterOf = (objectives: readonly string[]) => createGainCounter(about(before!, objectives), about(after!, objectives))
  const all = createGainCounter(before!.map(item => item.id), after!.map(item => item.id))
  const objectives = meta.objectives.map(objective => ({ objective, counter: counterOf([objective.id]) }))
  const levels = [...Map.groupBy(meta.objectives, objective => objective.level)].sort(([a], [b]) => a < b ? -1 : 1).map(([level, of]) => ({ level, ids: of.map(objective => objective.id), counter: counterOf(of.map(objective => objective.id)) }))
  const items = postTest && createItemCounter(postTest, await countFirstAttempts(db, name, version))
  for await (const attempt of readFirstAttempts(db, name, version)) {
    items?.add(attempt)
    for (const counter of [all, ...[...objectives, ...levels].map(({ counter }) => counter)])
      counter.add(attempt)
  }
  return {
    ...items?.report() ?? { items: [], reliability: null },
    outcomes: all.gain() ?? null,
    levels: levels.flatMap(({ level, ids, counter }) => withGain(counter, { level, objectives: ids, items: about(after!, ids).length })),
    objectives: objectives.flatMap(({ objective: { id, text, level }, counter }) => withGain(counter, { objective: id, text, level, items: about(after!, [id]).length })),
  }
}

function withGain<T extends object>(counter: GainCounter, of: T): (T & Gain)[] {
  const gain = counter.gain()
  return gain ? [{ ...of, ...gain }] : []
}

/** When a pool draws, learners saw different items, and only difficulty and options can be told. */
function createItemCounter(quiz: Quiz, n: number): { add: (attempt: FirstAttempt) => void, report: () => Pick<CourseReport, 'items' | 'reliability'> } {
  const analysis = createItemAnalysis(quiz.items.length, n)
  const counters = quiz.items.map(item => ({ item, difficulty: createMoments(), options: optionsOf(item).map(option => ({ ...option, chosen: 0 })) }))
  return {
    add({ items, responses }) {
      if (!quiz.pool)
        analysis.add(quiz.items.map(item => items[item.id] ?? 0))
      for (const { item, difficulty, options } of counters) {
        if (!Object.hasOwn(items, item.id))
          continue
        difficulty.add(items[item.id]!, 0)
        for (const choice of new Set(chosenOf(responses[item.id] ?? null))) {
          if (options[choice])
            options[choice].chosen++
        }
      }
    },
    report() {
      const statistics = quiz.pool ? [] : analysis.items()
      return {
        reliability: (quiz.pool ? undefined : analysis.reliability()) ?? null,
        items: counters.map(({ item, difficulty, options }, index) => ({
          item: item.id,
          stem: item.stem.text,
          objectives: [...item.objectives],
          n: difficulty.n(),
          difficulty: difficulty.n() ? difficulty.mean() : null,
          discrimination: statistics[index]?.discrimination ?? null,
          pointBiserial: statistics[index]?.pointBiserial ?? null,
          options: options.map(option => ({ ...option, nonFunctional: isNonFunctional(option.right, option.chosen, difficulty.n()) })),
        })),
      }
    },
  }
}

function optionsOf(item: Item): { text: string, right: boolean }[] {
  const options = 'options' in item ? item.options : item.type === 'hot-spot' ? item.regions : []
  return options.map(({ text, key }) => ({ text: text.text, right: key }))
}

async function summariseEvaluations(db: Database, bundle: CourseBundle): Promise<Pick<CourseReport, 'evaluations' | 'evaluation' | 'bias' | 'commitment'>> {
  const items = quizOf(bundle, 'evaluation')?.items ?? []
  const counters = items.map(item => ({ item, counter: createSummaryCounter(item) }))
  let evaluations = 0
  for await (const { responses } of readEvaluations(db, bundle.name, bundle.version)) {
    evaluations++
    for (const { item, counter } of counters) {
      if (Object.hasOwn(responses, item.id))
        counter.add(responses[item.id]!)
    }
  }
  const evaluation = counters.map(({ counter }) => counter.summary())
  const summaryOf = (item: Item | undefined) => evaluation.find(summary => summary.item === item?.id)
  return { evaluations, evaluation, bias: summaryOf(biasItem(items)) ?? null, commitment: commitmentItems(items).flatMap(item => summaryOf(item) ?? []) }
}
