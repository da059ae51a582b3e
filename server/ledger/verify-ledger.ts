import type { Database } from '../storage/schema.ts'
import type { BrokenLink } from './chain.ts'
import type { StoredLink } from './records.ts'
import { findBrokenLink } from './chain.ts'
import { readChain } from './records.ts'

export interface LedgerReport {
  /** Chains and records that were read. */
  readonly chains: number
  readonly records: number
  /** Records that no seal covers yet: those of the last seconds. */
  readonly unsealed: number
  readonly broken: readonly BrokenLink[]
}

const CHAINS_AT_ONCE = 500

/**
 * Verifies every chain of the store and every seal against the records it names. An edited, deleted, inserted or
 * reordered record is found, and so is a whole enrolment that is gone, once it was sealed.
 */
export async function verifyLedger(db: Database): Promise<LedgerReport> {
  const broken: BrokenLink[] = []
  const sealed = new Map<string, { seq: number, hash: string, by: string }[]>()
  let chains = 0
  let records = 0

  for await (const links of chainsOf(db, 'seals')) {
    chains++
    records += links.length
    const wrong = findBrokenLink(links)
    if (wrong)
      broken.push(wrong)
    for (const link of links) {
      for (const [chain, seq, hash] of link.body as [string, number, string][]) {
        const seals = sealed.get(chain) ?? []
        seals.push({ seq, hash, by: link.chain })
        sealed.set(chain, seals)
      }
    }
  }

  const unsealed = new Set((await db.selectFrom('unsealed').select(['chain', 'seq']).execute()).map(({ chain, seq }) => `${chain}/${seq}`))
  for await (const links of chainsOf(db, 'enrolments')) {
    chains++
    records += links.length
    const chain = links[0]!.chain
    const wrong = findBrokenLink(links) ?? compareWithSeals(links, sealed.get(chain) ?? [], unsealed)
    if (wrong)
      broken.push(wrong)
    sealed.delete(chain)
  }
  for (const [chain, seals] of sealed)
    broken.push({ chain, seq: seals[0]!.seq, reason: `was sealed in ${seals[0]!.by} and is gone` })
  return { chains, records, unsealed: unsealed.size, broken }
}

function compareWithSeals(links: readonly StoredLink[], seals: readonly { seq: number, hash: string }[], unsealed: ReadonlySet<string>): BrokenLink | undefined {
  const { chain } = links[0]!
  const bySeq = new Map(links.map(link => [link.seq, link]))
  const known = new Set(seals.map(seal => seal.seq))
  for (const { seq, hash } of seals) {
    if (bySeq.get(seq)?.hash !== hash)
      return { chain, seq, reason: bySeq.has(seq) ? 'differs from what was sealed' : 'was sealed and is gone' }
  }
  const stray = links.find(({ seq }) => !known.has(seq) && !unsealed.has(`${chain}/${seq}`))
  return stray && { chain, seq: stray.seq, reason: 'is neither sealed nor waiting for a seal' }
}

/** Chain by chain, some hundred at a time, so that a large store does not have to fit into memory. */
async function* chainsOf(db: Database, which: 'seals' | 'enrolments'): AsyncGenerator<StoredLink[]> {
  let after = ''
  while (true) {
    const names = await db.selectFrom('record').select('chain').where('seq', '=', 1).where('chain', '>', after).where('chain', which === 'seals' ? 'like' : 'not like', 'seals:%').orderBy('chain').limit(CHAINS_AT_ONCE).execute()
    for (const { chain } of names)
      yield await readChain(db, chain)
    if (names.length < CHAINS_AT_ONCE)
      break
    after = names.at(-1)!.chain
  }
}
