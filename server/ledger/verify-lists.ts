import type { Kysely } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { BrokenLink } from './verify-chain.ts'
import { sql } from 'kysely'
import { canonicalJson } from './canonical-json.ts'
import { ERASED } from './chain.ts'

/** So many are named. */
const MOST = 1000

/**
 * Enrolments whose records are there but which nothing lists any more, so that nobody would find their credit; such that are listed
 * without a record, and such that are listed as somebody else's or of another course or version. Whoever was erased is not listed, and is not meant.
 */
export async function findUnlisted(db: Kysely<Tables>): Promise<BrokenLink[]> {
  const unlisted = await db.selectFrom('record').select('chain').where('seq', '=', 1).where('kind', '=', 'enrolled').where('body', '<>', ERASED).where(eb => eb.not(eb.exists(eb.selectFrom('enrolment').select(sql`1`.as('one')).whereRef('enrolment.id', '=', 'record.chain')))).limit(MOST).execute()
  const unrecorded = await db.selectFrom('enrolment').select('id').where(eb => eb.not(eb.exists(eb.selectFrom('record').select(sql`1`.as('one')).whereRef('record.chain', '=', 'enrolment.id').where('seq', '=', 1)))).limit(MOST).execute()
  return [
    ...unlisted.map(({ chain }) => ({ chain, seq: 1, reason: 'is not in the list of enrolments: somebody removed it from there' })),
    ...unrecorded.map(({ id }) => ({ chain: id, seq: 1, reason: 'is not there, though the enrolment is listed' })),
    ...await findMislisted(db),
  ]
}

const AT_ONCE = 2000

/** Enrolments whose list does not say what the record of their beginning says. */
async function findMislisted(db: Kysely<Tables>): Promise<BrokenLink[]> {
  const found: BrokenLink[] = []
  for (let after = ''; ;) {
    const rows = await db.selectFrom('enrolment').innerJoin('record', join => join.onRef('record.chain', '=', 'enrolment.id').on('record.seq', '=', 1)).select(['enrolment.id', 'learner', 'course', 'version', 'record.kind', 'record.body']).where('enrolment.id', '>', after).orderBy('enrolment.id').limit(AT_ONCE).execute()
    for (const { id, learner, course, version, kind, body } of rows) {
      if ((kind !== 'enrolled' || body !== canonicalJson({ learner, course, version })) && found.length < MOST)
        found.push({ chain: id, seq: 1, reason: body === ERASED ? 'was erased, though the enrolment is listed' : 'says of whom, which course or which version it is, and the list says otherwise' })
    }
    if (rows.length < AT_ONCE)
      return found
    after = rows.at(-1)!.id
  }
}
