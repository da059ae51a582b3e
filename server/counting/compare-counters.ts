import type { Kysely, Transaction } from 'kysely'
import type { Store } from '../storage/open-store.ts'
import type { Database, Tables } from '../storage/schema.ts'
import type { CountingPlan } from './counting-plan.ts'
import type { Counts } from './counts.ts'
import { readCourseVersion } from '../courses/course-versions.ts'
import { addUpAll } from './add-up.ts'
import { countAttempt } from './count-attempt.ts'
import { countEnrolment } from './count-enrolment.ts'
import { countEvaluation } from './count-evaluation.ts'
import { planCounting } from './counting-plan.ts'
import { addCounts } from './counts.ts'
import { queueCounts, readQueued, WHOLE_COURSE } from './queue-counts.ts'
import { readAttempt, readResponses } from './read-rows.ts'

/** What the counters of a version should have and have not; less than nothing where they have too much. */
export interface Miscount {
  readonly course: string
  readonly version: string
  readonly counts: Counts
}

const AT_ONCE = 1000

/** How often the counters were corrected. */
const TURN = { course: '', version: '', name: 'corrections' }

/**
 * Compares the counters with what stands in the lists: all that is marked as counted, counted anew, is what the counters have and what
 * still has to be added to them. Both sides change together whenever anything is counted, so that a difference stays the same
 * until it is corrected. Reads one snapshot; memory does not grow with the learners.
 */
export function findMiscounts(db: Database | Transaction<Tables>): Promise<Miscount[]> {
  return db.isTransaction ? compare(db) : db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(compare)
}

/** Corrects the counters by what is missing in them, and adds up what waits. Learners may go on meanwhile. */
export async function correctCounters({ db, writer }: Pick<Store, 'db' | 'writer'>): Promise<void> {
  while (true) {
    const { turn, miscounts } = await db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async snapshot => ({ turn: await readTurn(snapshot), miscounts: await compare(snapshot) }))
    if (!miscounts.length)
      return addUpAll({ db })
    await writer.write('counters', async (transaction) => {
      // Of several who have found the same difference, one corrects it.
      await transaction.insertInto('counter').values({ ...TURN, value: 0 }).onConflict(conflict => conflict.columns(['course', 'version', 'name']).doNothing()).execute()
      const { numUpdatedRows } = await transaction.updateTable('counter').set({ value: turn + 1 }).where('course', '=', TURN.course).where('version', '=', TURN.version).where('name', '=', TURN.name).where('value', '=', turn).executeTakeFirstOrThrow()
      if (numUpdatedRows) {
        for (const { course, version, counts } of miscounts)
          await queueCounts(transaction, course, version, counts)
      }
    })
  }
}

async function readTurn(db: Kysely<Tables>): Promise<number> {
  const row = await db.selectFrom('counter').select('value').where('course', '=', TURN.course).where('version', '=', TURN.version).where('name', '=', TURN.name).executeTakeFirst()
  return Number(row?.value ?? 0)
}

async function compare(db: Kysely<Tables>): Promise<Miscount[]> {
  const differences = new Map<string, Miscount>()
  const add = (course: string, version: string, counts: Iterable<readonly [string, number]>, times: number) => {
    const place = JSON.stringify([course, version])
    if (!differences.has(place))
      differences.set(place, { course, version, counts: new Map() })
    addCounts(differences.get(place)!.counts, counts, times)
  }
  const plans = new Map<string, CountingPlan | undefined>()
  const planOf = async (course: string, version: string): Promise<CountingPlan | undefined> => {
    const place = JSON.stringify([course, version])
    if (!plans.has(place)) {
      const bundle = await readCourseVersion(db as Database, course, version)
      plans.set(place, bundle && planCounting(bundle))
    }
    return plans.get(place)
  }

  const enrolments = await db.selectFrom('enrolment').select(['course', 'version', 'counted_step', 'counted_passed', 'counted_credits']).select(({ fn }) => fn.countAll().as('n')).where('counted_step', 'is not', null).groupBy(['course', 'version', 'counted_step', 'counted_passed', 'counted_credits']).execute()
  for (const { course, version, counted_step, counted_passed, counted_credits, n } of enrolments)
    add(course, WHOLE_COURSE, countEnrolment({ version, step: counted_step!, passed: counted_passed!, credits: counted_credits }), Number(n))
  for (let after = ''; ;) {
    const rows = await db.selectFrom('first_attempt').select(['enrolment', 'course', 'version', 'items', 'pre_items', 'responses', 'counted']).where('enrolment', '>', after).orderBy('enrolment').limit(AT_ONCE).execute()
    for (const row of rows) {
      const plan = row.counted ? await planOf(row.course, row.version) : undefined
      if (plan)
        add(row.course, row.version, countAttempt(plan, readAttempt(row)), 1)
    }
    if (rows.length < AT_ONCE)
      break
    after = rows.at(-1)!.enrolment
  }
  for (let after = ''; ;) {
    const rows = await db.selectFrom('evaluation').select(['enrolment', 'course', 'version', 'responses', 'counted']).where('enrolment', '>', after).orderBy('enrolment').limit(AT_ONCE).execute()
    for (const row of rows) {
      const plan = row.counted ? await planOf(row.course, row.version) : undefined
      if (plan)
        add(row.course, row.version, countEvaluation(plan, readResponses(row)), 1)
    }
    if (rows.length < AT_ONCE)
      break
    after = rows.at(-1)!.enrolment
  }
  for (const { course, version, counts } of await db.selectFrom('uncounted').select(['course', 'version', 'counts']).execute())
    add(course, version, readQueued(counts), -1)
  for (const { course, version, name, value } of await db.selectFrom('counter').select(['course', 'version', 'name', 'value']).where('course', '<>', TURN.course).execute())
    add(course, version, [[name, Number(value)]], -1)
  return [...differences.values()].filter(({ counts }) => counts.size)
}
