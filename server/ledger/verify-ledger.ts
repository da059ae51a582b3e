import type { Kysely, Transaction } from 'kysely'
import type { Database, Tables } from '../storage/schema.ts'
import type { BrokenLink, ChainVerifier } from './verify-chain.ts'
import { createFingerprints } from './fingerprints.ts'
import { entriesOf, isSealChain, recordsInOrder, sealsInOrder, unsealedInOrder } from './read-ledger.ts'
import { createChainVerifier } from './verify-chain.ts'

export interface LedgerReport {
  /** Chains and records that were read. */
  readonly chains: number
  readonly records: number
  /** Records that no seal covers yet: those of the last seconds. */
  readonly unsealed: number
  /** Bodies that were erased, with a record that says so. */
  readonly erased: number
  /** The newest seal of each course: what an anchor outside has to hold. */
  readonly seals: readonly Seal[]
  readonly broken: readonly BrokenLink[]
}

export interface VerifyOptions {
  /** Hashes of seals that were seen before. */
  expect?: readonly string[]
  /** Told now and then how many records were read. */
  onProgress?: (records: number) => void
}

/** One link of the chain of seals of a course. */
export interface Seal {
  readonly chain: string
  readonly seq: number
  readonly hash: string
}

const RECORDS_BETWEEN_PROGRESS = 50_000

/** So many groups of chains are searched for what is missing; when more do not agree, those of the others stay unnamed. */
const MOST_SEARCHED = 256

/**
 * Verifies every chain of the store, every seal against the records it names, and every record against the seals. An
 * edited, deleted, inserted or reordered record is found, and so is a whole enrolment that is gone, once it was sealed.
 * `expect` holds hashes of seals that were seen before: without them nothing shows that the end of the chain of seals was
 * cut off together with its records.
 *
 * Reads one snapshot of the store, in the order of its primary key, and holds little of it: what records and seals say
 * is compared by fingerprints of groups of chains, and only groups that differ are read once more.
 */
export function verifyLedger(db: Database | Transaction<Tables>, { expect = [], onProgress = () => {} }: VerifyOptions = {}): Promise<LedgerReport> {
  return db.isTransaction
    ? verify(db, expect, onProgress)
    : db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(transaction => verify(transaction, expect, onProgress))
}

async function verify(db: Kysely<Tables>, expect: readonly string[], onProgress: (records: number) => void): Promise<LedgerReport> {
  const broken = createReport()
  const fingerprints = createFingerprints()

  const sealChains: string[] = []
  let [chains, records, unsealed, erased] = [0, 0, 0, 0]
  let current: { chain: string, verifier: ChainVerifier } | undefined
  const finish = () => {
    broken.add(current?.verifier.end())
    erased += current?.verifier.erased() ?? 0
  }
  for await (const link of recordsInOrder(db)) {
    if (isSealChain(link.chain)) {
      if (sealChains.at(-1) !== link.chain)
        sealChains.push(link.chain)
      continue
    }
    if (current?.chain !== link.chain) {
      finish()
      current = { chain: link.chain, verifier: createChainVerifier(link.chain) }
      chains++
    }
    if (++records % RECORDS_BETWEEN_PROGRESS === 0)
      onProgress(records)
    broken.add(current.verifier.add(link))
    fingerprints.toggle(link.chain, link.seq, link.hash)
  }
  finish()

  const unseen = new Set(expect)
  const seals: Seal[] = []
  for (const chain of sealChains) {
    const verifier = createChainVerifier(chain)
    let last: Seal | undefined
    for await (const link of sealsInOrder(db, chain)) {
      records++
      broken.add(verifier.add(link))
      unseen.delete(link.hash)
      last = { chain, seq: link.seq, hash: link.hash }
      for (const entry of entriesOf(link))
        fingerprints.toggle(...entry)
    }
    broken.add(verifier.end())
    chains++
    if (last)
      seals.push(last)
  }
  for await (const { chain, seq, hash } of unsealedInOrder(db)) {
    unsealed++
    fingerprints.toggle(chain, seq, hash)
  }

  const groups = fingerprints.unequal()
  if (groups.length) {
    const searched = new Set(groups.slice(0, MOST_SEARCHED))
    for (const wrong of await compareWithSeals(db, sealChains, chain => searched.has(fingerprints.groupOf(chain))))
      broken.add(wrong)
  }
  for (const hash of unseen)
    broken.add({ chain: `the seals, expected ${hash}`, seq: 0, reason: 'is not there: the end of the ledger was cut off, or this is another ledger' })
  return { chains, records, unsealed, erased, seals, broken: broken.list }
}

/** The first fault of each chain. */
function createReport(): { list: BrokenLink[], add: (wrong: BrokenLink | undefined) => void } {
  const list: BrokenLink[] = []
  const chains = new Set<string>()
  return {
    list,
    add(wrong) {
      if (!wrong || chains.has(wrong.chain))
        return
      chains.add(wrong.chain)
      list.push(wrong)
    },
  }
}

/** What the records of some chains and the seals do not agree on. */
async function compareWithSeals(db: Kysely<Tables>, sealChains: readonly string[], isSearched: (chain: string) => boolean): Promise<BrokenLink[]> {
  const found: BrokenLink[] = []
  // By chain and seq, which a line break separates: no name has one.
  const covered = new Map<string, { chain: string, seq: number, hash: string, by: string }>()
  const cover = (chain: string, seq: number, hash: string, by: string) => {
    const place = `${chain}\n${seq}`
    if (covered.has(place))
      found.push({ chain, seq, reason: `is in two seals, ${covered.get(place)!.by} and ${by}` })
    covered.set(place, { chain, seq, hash, by })
  }
  for (const sealChain of sealChains) {
    for await (const seal of sealsInOrder(db, sealChain)) {
      for (const [chain, seq, hash] of entriesOf(seal).filter(([chain]) => isSearched(chain)))
        cover(chain, seq, hash, sealChain)
    }
  }
  for await (const { chain, seq, hash } of unsealedInOrder(db)) {
    if (isSearched(chain))
      cover(chain, seq, hash, 'none yet')
  }
  for await (const { chain, seq, hash } of recordsInOrder(db)) {
    if (isSealChain(chain) || !isSearched(chain))
      continue
    const place = `${chain}\n${seq}`
    const cover = covered.get(place)
    covered.delete(place)
    if (!cover)
      found.push({ chain, seq, reason: 'is neither sealed nor waiting for a seal' })
    else if (cover.hash !== hash)
      found.push({ chain, seq, reason: 'differs from what was sealed' })
  }
  for (const { chain, seq, by } of covered.values())
    found.push({ chain, seq, reason: by === 'none yet' ? 'waited for a seal and is gone' : `was sealed in ${by} and is gone` })
  return found
}
