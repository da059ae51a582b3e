import type { Kysely } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { BrokenLink } from './verify-chain.ts'
import { sql } from 'kysely'
import { ERASED } from './chain.ts'

/** So many are named. */
const MOST = 1000

/**
 * Enrolments whose records are there but which nothing lists any more, so that nobody would find their credit; and such that are
 * listed without a record. Whoever was erased is not listed, and is not meant.
 */
export async function findUnlisted(db: Kysely<Tables>): Promise<BrokenLink[]> {
  const unlisted = await db.selectFrom('record').select('chain').where('seq', '=', 1).where('kind', '=', 'enrolled').where('body', '<>', ERASED).where(eb => eb.not(eb.exists(eb.selectFrom('enrolment').select(sql`1`.as('one')).whereRef('enrolment.id', '=', 'record.chain')))).limit(MOST).execute()
  const unrecorded = await db.selectFrom('enrolment').select('id').where(eb => eb.not(eb.exists(eb.selectFrom('record').select(sql`1`.as('one')).whereRef('record.chain', '=', 'enrolment.id').where('seq', '=', 1)))).limit(MOST).execute()
  return [
    ...unlisted.map(({ chain }) => ({ chain, seq: 1, reason: 'is not in the list of enrolments: somebody removed it from there' })),
    ...unrecorded.map(({ id }) => ({ chain: id, seq: 1, reason: 'is not there, though the enrolment is listed' })),
  ]
}
