import type { Database } from '../storage/schema.ts'
import { sql } from 'kysely'

/*
 * In the words of the indexes (006-counters): they hold only the rows of which this is true.
 */

/** Of first attempts and evaluations. */
export const isUncounted = sql<boolean>`counted = 0`

/** Of enrolments that the counters do not have, or not as they are. */
export const isUncountedEnrolment = sql<boolean>`(counted_step is null or counted_step <> step or counted_passed <> passed or coalesce(counted_credits, -1) <> coalesce(credits, -1))`

/** The order of the indexes, which no other index has: only they are read, however many rows there are that are counted. */
const orderOf = { first_attempt: sql`at, enrolment`, evaluation: sql`enrolment`, enrolment: sql`updated_at, id` }

/** So many are counted one by one for a reader; beyond, it is enough to say that they are more. */
export const MOST_TOLD = 100_000

/**
 * How many rows of a course, and of the answers of a version, the counters do not have yet; no more than one above MOST_TOLD. In an
 * order, though none is asked for: without it PostgreSQL expects to find so many soon, and reads the whole table.
 */
export async function countUncounted(db: Database, course: string, version?: string): Promise<number> {
  const answers = (['first_attempt', 'evaluation'] as const).map(table => db.selectFrom(table).select(sql`1`.as('one')).where('course', '=', course).where('version', '=', version ?? '').where(isUncounted).orderBy(orderOf[table]).limit(MOST_TOLD + 1))
  const few = [
    db.selectFrom('uncounted').select(sql`1`.as('one')).where('course', '=', course).limit(MOST_TOLD + 1),
    db.selectFrom('enrolment').select(sql`1`.as('one')).where('course', '=', course).where(isUncountedEnrolment).orderBy(orderOf.enrolment).limit(MOST_TOLD + 1),
    ...version === undefined ? [] : answers,
  ]
  let sum = 0
  for (const rows of few) {
    const { n } = await db.selectFrom(rows.as('few')).select(({ fn }) => fn.countAll().as('n')).executeTakeFirstOrThrow()
    sum += Number(n)
  }
  return Math.min(sum, MOST_TOLD + 1)
}

/** The versions of a course of which some answers are not counted: as many steps as there are versions, however many answers. */
export async function uncountedVersions(db: Database, course: string): Promise<string[]> {
  return sorted(await Promise.all((['first_attempt', 'evaluation'] as const).map(table => stepThrough(async after =>
    (await db.selectFrom(table).select('version').where('course', '=', course).where('version', '>', after).where(isUncounted).orderBy('version').orderBy(orderOf[table]).limit(1).executeTakeFirst())?.version))))
}

/** The courses of which something is not counted. */
export async function uncountedCourses(db: Database): Promise<string[]> {
  return sorted(await Promise.all([
    stepThrough(async after => (await db.selectFrom('uncounted').select('course').where('course', '>', after).orderBy('course').orderBy('id').limit(1).executeTakeFirst())?.course),
    stepThrough(async after => (await db.selectFrom('enrolment').select('course').where('course', '>', after).where(isUncountedEnrolment).orderBy('course').orderBy(orderOf.enrolment).limit(1).executeTakeFirst())?.course),
    ...(['first_attempt', 'evaluation'] as const).map(table => stepThrough(async after =>
      (await db.selectFrom(table).select('course').where('course', '>', after).where(isUncounted).orderBy('course').orderBy('version').orderBy(orderOf[table]).limit(1).executeTakeFirst())?.course)),
  ]))
}

async function stepThrough(next: (after: string) => Promise<string | undefined>): Promise<string[]> {
  const found: string[] = []
  for (let name = await next(''); name !== undefined; name = await next(name))
    found.push(name)
  return found
}

function sorted(lists: readonly string[][]): string[] {
  return [...new Set(lists.flat())].sort()
}
