import type { Json } from '../ledger/canonical-json.ts'
import type { Database } from '../storage/schema.ts'
import { sql } from 'kysely'

const AT_ONCE = 500

/** Evaluations of a version in the order in which they were given, without names, some hundred in memory at a time. */
export async function* readEvaluations(db: Database, course: string, version: string): AsyncGenerator<{ at: string, responses: Readonly<Record<string, Json>> }> {
  let after: { at: string, enrolment: string } | undefined
  while (true) {
    const rows = await db.selectFrom('evaluation').select(['enrolment', 'at', 'responses']).where('course', '=', course).where('version', '=', version).$if(after !== undefined, query => query.where(sql<boolean>`(at, enrolment) > (${after!.at}, ${after!.enrolment})`)).orderBy('at').orderBy('enrolment').limit(AT_ONCE).execute()
    for (const { at, responses } of rows)
      yield { at, responses: JSON.parse(responses) }
    if (rows.length < AT_ONCE)
      return
    after = rows.at(-1)!
  }
}
