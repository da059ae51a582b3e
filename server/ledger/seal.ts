import type { Store } from '../storage/open-store.ts'
import type { Writer } from '../storage/writer.ts'
import { appendLink } from './chain.ts'
import { readLastLink } from './last-link.ts'
import { sealChain } from './read-ledger.ts'

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
    await transaction.insertInto('record').values(appendLink(last, { chain, kind: 'sealed', body: unsealed.map(({ chain, seq, hash }) => [chain, seq, hash]), at, request: null })).execute()
    return unsealed.length
  })
}

/**
 * Seals what waits in every course, withdrawn ones too. A course that somebody, perhaps another process, sealed less than `every`
 * milliseconds ago has its turn later: processes that all seal at the same time wait for each other, and keep those waiting
 * whose records they commit along with a seal.
 */
export async function sealAllRecords({ db, writer }: Pick<Store, 'db' | 'writer'>, now: () => string, { every = 0 }: { every?: number } = {}): Promise<void> {
  for (const { course } of await db.selectFrom('unsealed').select('course').distinct().execute()) {
    const last = every ? await readLastLink(db, sealChain(course)) : undefined
    const ago = last ? Date.parse(now()) - Date.parse(last.at) : Infinity
    // Who sealed with a clock that is ahead must not keep all others from it.
    if (ago >= 0 && ago < every)
      continue
    while (await sealRecords(writer, course, now()) === MOST_IN_ONE_SEAL);
  }
}
