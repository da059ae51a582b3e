import type { Transaction } from 'kysely'
import type { Store } from '../storage/open-store.ts'
import type { Tables } from '../storage/schema.ts'
import type { CountingPlan } from './counting-plan.ts'
import type { Counts } from './counts.ts'
import { sql } from 'kysely'
import { readCourseVersion } from '../courses/course-versions.ts'
import { createWriter } from '../storage/writer.ts'
import { countAttempt } from './count-attempt.ts'
import { countEnrolment } from './count-enrolment.ts'
import { countEvaluation, questionsWithWords } from './count-evaluation.ts'
import { planCounting } from './counting-plan.ts'
import { addCounts } from './counts.ts'
import { readQueued, WHOLE_COURSE } from './queue-counts.ts'
import { readAttempt, readResponses } from './read-rows.ts'
import { isUncounted, isUncountedEnrolment, uncountedCourses, uncountedVersions } from './what-is-uncounted.ts'

/** Rows of each kind that are counted in one transaction: some tens of milliseconds. */
const AT_ONCE = 200

const COUNTERS_AT_ONCE = 100

/**
 * Adds to the counters of a course what they do not have yet, some hundred rows a transaction, until nothing is left or
 * `isEnough`. What is added is marked in the same transaction, or its note removed, so that each row counts once, whoever
 * counts: several processes may do it at the same time. Returns whether nothing was left.
 */
export async function addUp({ db }: Pick<Store, 'db'>, course: string, isEnough: () => boolean = () => false): Promise<boolean> {
  // A lane of its own: nobody's record waits when two processes count the same.
  const writer = createWriter(db, { lanes: 1 })
  while (!isEnough()) {
    const enrolments = await writer.write(course, transaction => addEnrolments(transaction, course))
    let answers = 0
    for (const version of await uncountedVersions(db, course))
      answers += await writer.write(course, transaction => addAnswers(transaction, course, version))
    if (!enrolments && !answers)
      return true
  }
  return false
}

/** Adds up every course, withdrawn ones too, until nothing is left or `isEnough`. */
export async function addUpAll({ db }: Pick<Store, 'db'>, isEnough?: () => boolean): Promise<void> {
  for (const course of await uncountedCourses(db))
    await addUp({ db }, course, isEnough)
}

/** Notes of changes, and enrolments that nobody noted: of an earlier version of Lectern, and of a process that still runs it. */
async function addEnrolments(transaction: Transaction<Tables>, course: string): Promise<number> {
  const sums = new Map<string, Counts>()
  const noted = await transaction.selectFrom('uncounted').select('id').where('course', '=', course).orderBy('id').limit(AT_ONCE).execute()
  const notes = noted.length ? await transaction.deleteFrom('uncounted').where('course', '=', course).where('id', 'in', noted.map(({ id }) => id)).returning(['version', 'counts']).execute() : []
  for (const { version, counts } of notes)
    addCounts(sumOf(sums, version), readQueued(counts))
  // Changed into what they are: from then on nobody else changes them, and what is read stays true.
  const unnoted = await transaction.selectFrom('enrolment').select('id').where('course', '=', course).where(isUncountedEnrolment).orderBy('updated_at').orderBy('id').limit(AT_ONCE).execute()
  const enrolments = !unnoted.length ? [] : await transaction.updateTable('enrolment').set(({ ref }) => ({ counted_step: ref('counted_step') })).where('id', 'in', unnoted.map(({ id }) => id)).returning(['id', 'version', 'step', 'passed', 'credits', 'counted_step', 'counted_passed', 'counted_credits']).execute()
  for (const { version, step, passed, credits, counted_step, counted_passed, counted_credits } of enrolments) {
    addCounts(sumOf(sums, WHOLE_COURSE), countEnrolment({ version, step, passed, credits }))
    if (counted_step !== null)
      addCounts(sumOf(sums, WHOLE_COURSE), countEnrolment({ version, step: counted_step, passed: counted_passed!, credits: counted_credits }), -1)
  }
  if (enrolments.length)
    await transaction.updateTable('enrolment').set(({ ref }) => ({ counted_step: ref('step'), counted_passed: ref('passed'), counted_credits: ref('credits') })).where('id', 'in', enrolments.map(({ id }) => id)).execute()
  for (const [version, counts] of sums)
    await addToCounters(transaction, course, version, counts)
  return notes.length + enrolments.length
}

/**
 * Rows are found by the index of what is not counted, and then changed by their keys: when nothing is found nothing is changed, and no
 * database can take it into its head to read a whole table beside it. "Less than one" is what that index does not know.
 */
async function addAnswers(transaction: Transaction<Tables>, course: string, version: string): Promise<number> {
  const bundle = await readCourseVersion(transaction, course, version)
  // What a version asked that is not among the records cannot be told, nor shown.
  if (!bundle)
    return 0
  const plan = planCounting(bundle)
  const counts: Counts = new Map()
  const found = await transaction.selectFrom('first_attempt').select('enrolment').where('course', '=', course).where('version', '=', version).where(isUncounted).orderBy('at').orderBy('enrolment').limit(AT_ONCE).execute()
  const attempts = !found.length ? [] : await transaction.updateTable('first_attempt').set({ counted: 1 }).where('counted', '<', 1).where('enrolment', 'in', found.map(({ enrolment }) => enrolment)).returning(['items', 'pre_items', 'responses']).execute()
  for (const attempt of attempts)
    addCounts(counts, countAttempt(plan, readAttempt(attempt)))
  const evaluations = await addEvaluations(transaction, course, version, plan, counts)
  await addToCounters(transaction, course, version, counts)
  return attempts.length + evaluations
}

async function addEvaluations(transaction: Transaction<Tables>, course: string, version: string, plan: CountingPlan, counts: Counts): Promise<number> {
  const found = await transaction.selectFrom('evaluation').select('enrolment').where('course', '=', course).where('version', '=', version).where(isUncounted).orderBy('enrolment').limit(AT_ONCE).execute()
  const evaluations = !found.length ? [] : await transaction.updateTable('evaluation').set({ counted: 1 }).where('counted', '<', 1).where('enrolment', 'in', found.map(({ enrolment }) => enrolment)).returning(['enrolment', 'at', 'responses']).execute()
  const words: Tables['evaluation_words'][] = []
  for (const evaluation of evaluations) {
    const responses = readResponses(evaluation)
    addCounts(counts, countEvaluation(plan, responses))
    words.push(...questionsWithWords(plan, responses).map(item => ({ course, version, item, at: evaluation.at, enrolment: evaluation.enrolment })))
  }
  for (let from = 0; from < words.length; from += COUNTERS_AT_ONCE)
    await transaction.insertInto('evaluation_words').values(words.slice(from, from + COUNTERS_AT_ONCE)).onConflict(conflict => conflict.columns(['course', 'version', 'item', 'at', 'enrolment']).doNothing()).execute()
  return evaluations.length
}

/** In the order of their names, so that two who add wait for each other and not in a ring. */
async function addToCounters(transaction: Transaction<Tables>, course: string, version: string, counts: Counts): Promise<void> {
  const rows = [...counts].sort(([a], [b]) => a < b ? -1 : 1).map(([name, value]) => ({ course, version, name, value }))
  for (let from = 0; from < rows.length; from += COUNTERS_AT_ONCE) {
    await transaction.insertInto('counter').values(rows.slice(from, from + COUNTERS_AT_ONCE)).onConflict(conflict => conflict.columns(['course', 'version', 'name']).doUpdateSet(eb => ({ value: sql<number>`${eb.ref('counter.value')} + ${eb.ref('excluded.value')}` }))).execute()
  }
}

function sumOf(sums: Map<string, Counts>, version: string): Counts {
  if (!sums.has(version))
    sums.set(version, new Map())
  return sums.get(version)!
}
