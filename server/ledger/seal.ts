import type { Writer } from '../storage/writer.ts'
import type { StoredLink } from './records.ts'
import { canonicalJson } from './canonical-json.ts'
import { appendLink } from './chain.ts'
import { readLastLink } from './last-link.ts'

/** The chain of seals of a course. */
export function sealChain(course: string): string {
  return `seals:${course}`
}

const MOST_IN_ONE_SEAL = 1000

/**
 * Seals the records of a course that are not sealed yet: one link in the course's own chain names each by place and hash.
 * Learners' records are chained by enrolment, so that nobody waits for anybody; the seals chain all of them together, so
 * that no record, no end of a chain and no whole enrolment can vanish unseen.
 *
 * Returns how many records were sealed. Safe to run from several processes: the key of the chain lets one win.
 */
export function sealRecords(writer: Writer, course: string, now: string): Promise<number> {
  const chain = sealChain(course)
  return writer.write(chain, async (transaction) => {
    // Removed and read in one statement: of two processes that seal at the same time, one gets each record.
    const unsealed = await transaction.deleteFrom('unsealed')
      .where('course', '=', course)
      .where(eb => eb(eb.refTuple('chain', 'seq'), 'in', eb.selectFrom('unsealed').select(['chain', 'seq']).where('course', '=', course).orderBy('chain').orderBy('seq').limit(MOST_IN_ONE_SEAL).$asTuple('chain', 'seq')))
      .returning(['chain', 'seq', 'hash'])
      .execute()
    if (!unsealed.length)
      return 0
    unsealed.sort((a, b) => a.chain < b.chain ? -1 : a.chain > b.chain ? 1 : a.seq - b.seq)
    const last = await readLastLink(transaction, chain)
    const at = last && last.at > now ? last.at : now
    const link: StoredLink = { ...appendLink(last, { chain, kind: 'sealed', body: unsealed.map(({ chain, seq, hash }) => [chain, seq, hash]), at }), request: null }
    await transaction.insertInto('record').values({ ...link, body: canonicalJson(link.body) }).execute()
    return unsealed.length
  })
}
