import type { Transaction } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import { ERASED, isErased } from './chain.ts'
import { describeErasure, ERASABLE, ERASURE } from './erasure-record.ts'
import { append, readLinks } from './records.ts'

export interface BodyErasure {
  readonly chain: string
  readonly course: string
  /** Kinds of record whose bodies go; those that may never be erased stay all the same. */
  readonly kinds: ReadonlySet<string>
  /** Who erases: the id of a person, or "housekeeping". Kept for good. */
  readonly actor: string
  /** Why. Kept for good, so it must not say anything about the learner. */
  readonly reason: string
  readonly at: string
}

/**
 * Erases bodies of a chain and writes down that it did. Hashes, times and kinds stay, so that the chain still verifies.
 * Returns how many were erased.
 */
export async function eraseBodies(transaction: Transaction<Tables>, { chain, course, kinds, actor, reason, at }: BodyErasure): Promise<number> {
  const links = await readLinks(transaction, chain)
  const last = links.at(-1)
  const doomed = links.filter(link => kinds.has(link.kind) && ERASABLE.has(link.kind) && !isErased(link))
  if (!last || !doomed.length)
    return 0
  await append(transaction, last, { chain, course, entries: [{ kind: ERASURE, body: describeErasure(doomed, { actor, reason }) }], at: last.at > at ? last.at : at, request: null })
  await transaction.updateTable('record').set({ body: ERASED, salt: null }).where('chain', '=', chain).where('seq', 'in', doomed.map(link => link.seq)).execute()
  return doomed.length
}
