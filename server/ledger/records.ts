import type { Kysely, Transaction } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { Json } from './canonical-json.ts'
import type { Link } from './chain.ts'
import { canonicalJson } from './canonical-json.ts'
import { appendLink } from './chain.ts'

/** A link as it stands in the store, with the request that wrote it. */
export interface StoredLink extends Link {
  readonly request: string | null
}

export interface Append {
  readonly chain: string
  readonly course: string
  readonly entries: readonly { readonly kind: string, readonly body: Json }[]
  readonly at: string
  /** Idempotency key of the request. */
  readonly request: string | null
}

/** Reads a chain from its beginning. */
export async function readChain(db: Kysely<Tables> | Transaction<Tables>, chain: string): Promise<StoredLink[]> {
  const rows = await db.selectFrom('record').selectAll().where('chain', '=', chain).orderBy('seq').execute()
  return rows.map(row => ({ ...row, body: JSON.parse(row.body) as Json }))
}

/**
 * Appends to a chain whose last link is `last`. Another process that appended meanwhile makes the primary key refuse
 * this: the transaction is then tried again from what it finds.
 */
export async function append(transaction: Transaction<Tables>, last: Link | undefined, { chain, course, entries, at, request }: Append): Promise<StoredLink[]> {
  const links: StoredLink[] = []
  for (const { kind, body } of entries)
    links.push({ ...appendLink(links.at(-1) ?? last, { chain, kind, body, at }), request: links.length ? null : request })
  if (!links.length)
    return links
  await transaction.insertInto('record').values(links.map(link => ({ ...link, body: canonicalJson(link.body) }))).execute()
  await transaction.insertInto('unsealed').values(links.map(({ seq, hash }) => ({ course, chain, seq, hash }))).execute()
  return links
}
