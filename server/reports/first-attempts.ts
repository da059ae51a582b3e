import type { Json } from '../ledger/canonical-json.ts'
import type { Database } from '../storage/schema.ts'
import { sql } from 'kysely'

/** A learner's first attempt at the post-test. */
export interface FirstAttempt {
  /** Points by item, of the post-test and of the pre-test before it. */
  readonly items: Readonly<Record<string, number>>
  readonly preItems?: Readonly<Record<string, number>>
  readonly responses: Readonly<Record<string, Json>>
}

const AT_ONCE = 500

export async function countFirstAttempts(db: Database, course: string, version: string): Promise<number> {
  const { n } = await db.selectFrom('first_attempt').select(({ fn }) => fn.countAll().as('n')).where('course', '=', course).where('version', '=', version).executeTakeFirstOrThrow()
  return Number(n)
}

/** First attempts of a version, the weakest first and of the same points the earliest, some hundred in memory at a time. */
export async function* readFirstAttempts(db: Database, course: string, version: string): AsyncGenerator<FirstAttempt> {
  let after: { points: number, at: string, enrolment: string } | undefined
  while (true) {
    const rows = await db.selectFrom('first_attempt').select(['enrolment', 'points', 'at', 'items', 'pre_items', 'responses']).where('course', '=', course).where('version', '=', version).$if(after !== undefined, query => query.where(sql<boolean>`(points, at, enrolment) > (${after!.points}, ${after!.at}, ${after!.enrolment})`)).orderBy('points').orderBy('at').orderBy('enrolment').limit(AT_ONCE).execute()
    for (const { items, pre_items, responses } of rows)
      yield { items: JSON.parse(items), preItems: pre_items === null ? undefined : JSON.parse(pre_items), responses: JSON.parse(responses) }
    if (rows.length < AT_ONCE)
      return
    after = rows.at(-1)!
  }
}
