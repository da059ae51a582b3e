import type { Quiz } from '../../scripts/quizzes/quiz-model.ts'
import type { CountingPlan } from '../counting/counting-plan.ts'
import type { Counts } from '../counting/counts.ts'
import type { CourseBundle } from '../courses/course-bundle.ts'
import type { Database } from '../storage/schema.ts'
import type { QuestionSummary } from './evaluation-summary.ts'
import type { Gain } from './gain.ts'
import { addUpForReader } from '../counting/add-up-for-reader.ts'
import { MILLIONTHS } from '../counting/count-attempt.ts'
import { levelsOf, optionsOf, planCounting } from '../counting/counting-plan.ts'
import { countsAfter } from '../counting/counts.ts'
import { WHOLE_COURSE } from '../counting/queue-counts.ts'
import { readCounters } from '../counting/read-counters.ts'
import { countUncounted } from '../counting/what-is-uncounted.ts'
import { quizOf } from '../courses/course-bundle.ts'
import { readCourseVersion } from '../courses/course-versions.ts'
import { sumCourse } from '../office/course-list.ts'
import { biasItem, commitmentItems, summariseQuestion } from './evaluation-summary.ts'
import { readGain } from './gain.ts'
import { analyseItems, isNonFunctional } from './item-analysis.ts'
import { readLatestWords } from './latest-words.ts'

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
  /** The last day on which anybody can evaluate that version, ISO date. */
  expires: string
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
  /** Records that are not in these numbers yet; at most one more than MOST_TOLD (what-is-uncounted.ts). */
  uncounted: number
}

/**
 * What a course's learners came to, of a version or of that of most learners; undefined when nobody has enrolled in it. Read from
 * counters, in the same time whatever the number of learners; what they lack is added first as far as time allows, and told.
 */
export async function readCourseReport(db: Database, course: string, asked?: string): Promise<CourseReport | undefined> {
  await addUpForReader(db, [course])
  const counts = await readCounters(db, course, WHOLE_COURSE)
  const versions = await readVersions(db, course, counts)
  const version = asked ?? versions[0]?.version
  const bundle = versions.some(known => known.version === version) && await readCourseVersion(db, course, version!)
  if (!bundle)
    return undefined
  const ofVersion = await readCounters(db, course, bundle.version)
  return {
    course,
    title: bundle.meta.title,
    version: bundle.version,
    expires: bundle.meta.expires,
    versions,
    ...sumCourse(counts),
    steps: countsAfter(counts, 'step ').map(([step, learners]) => ({ step, learners })).sort((a, b) => b.learners - a.learners || (a.step < b.step ? -1 : 1)),
    ...analyseFirstAttempts(bundle, ofVersion),
    ...await summariseEvaluations(db, bundle, ofVersion),
    uncounted: await countUncounted(db, course, bundle.version),
  }
}

/** The versions that somebody has enrolled in, that of most learners first; also one of which nobody is counted yet. */
export async function readVersions(db: Database, course: string, counts?: Counts): Promise<CourseReport['versions']> {
  const counted = new Map(countsAfter(counts ?? await readCounters(db, course, WHOLE_COURSE), 'version '))
  for (const { version } of await db.selectFrom('course_version').select('version').where('course', '=', course).execute()) {
    if (!counted.has(version) && await db.selectFrom('enrolment').select('id').where('course', '=', course).where('version', '=', version).limit(1).executeTakeFirst())
      counted.set(version, 0)
  }
  return [...counted].map(([version, learners]) => ({ version, learners })).sort((a, b) => b.learners - a.learners || (a.version < b.version ? -1 : 1))
}

type Analysis = Pick<CourseReport, 'items' | 'reliability' | 'outcomes' | 'levels' | 'objectives'>

function analyseFirstAttempts(bundle: CourseBundle, counts: Counts): Analysis {
  const plan = planCounting(bundle)
  const postTest = quizOf(bundle, 'post-test')
  const groupOf = (name: string) => plan.groups.find(group => group.name === name)!
  const gainOf = <T extends object>(name: string, of: T): (T & { items: number } & Gain)[] => {
    const gain = readGain(counts, groupOf(name))
    return gain ? [{ ...of, items: groupOf(name).after.length, ...gain }] : []
  }
  return {
    ...postTest ? reportItems(postTest, plan, counts) : { items: [], reliability: null },
    outcomes: readGain(counts, groupOf('all')) ?? null,
    levels: levelsOf(bundle).flatMap(({ level, objectives }) => gainOf(`level ${level}`, { level, objectives })),
    objectives: bundle.meta.objectives.flatMap(({ id, text, level }) => gainOf(`objective ${id}`, { objective: id, text, level })),
  }
}

/** When a pool draws, learners saw different items, and only difficulty and options can be told. */
function reportItems(quiz: Quiz, { postTest }: CountingPlan, counts: Counts): Pick<CourseReport, 'items' | 'reliability'> {
  const { items: statistics, reliability } = postTest!.pool ? { items: [] } : analyseItems(counts, quiz.items.length)
  return {
    reliability: reliability ?? null,
    items: quiz.items.map((item, index) => {
      const points = countsAfter(counts, `item ${index} points `)
      const n = points.reduce((sum, [, times]) => sum + times, 0)
      const options = optionsOf(item).map((option, choice) => ({ ...option, chosen: counts.get(`item ${index} option ${choice}`) ?? 0 }))
      return {
        item: item.id,
        stem: item.stem.text,
        objectives: [...item.objectives],
        n,
        difficulty: n ? points.reduce((sum, [points, times]) => sum + Number(points) * times, 0) / n / MILLIONTHS : null,
        discrimination: statistics[index]?.discrimination ?? null,
        pointBiserial: statistics[index]?.pointBiserial ?? null,
        options: options.map(option => ({ ...option, nonFunctional: isNonFunctional(option.right, option.chosen, n) })),
      }
    }),
  }
}

async function summariseEvaluations(db: Database, bundle: CourseBundle, counts: Counts): Promise<Pick<CourseReport, 'evaluations' | 'evaluation' | 'bias' | 'commitment'>> {
  const items = quizOf(bundle, 'evaluation')?.items ?? []
  const evaluation: QuestionSummary[] = []
  for (const [index, item] of items.entries()) {
    const words = counts.get(`question ${index} words`) ? await readLatestWords(db, { course: bundle.name, version: bundle.version, index, item: item.id }) : []
    evaluation.push(summariseQuestion(item, index, counts, words))
  }
  const summaryOf = (item: { id: string } | undefined) => evaluation.find(summary => summary.item === item?.id)
  return { evaluations: counts.get('evaluations') ?? 0, evaluation, bias: summaryOf(biasItem(items)) ?? null, commitment: commitmentItems(items).flatMap(item => summaryOf(item) ?? []) }
}
