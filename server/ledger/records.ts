import type { Kysely, Transaction } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { Json } from './canonical-json.ts'
import type { Link } from './chain.ts'
import { appendLink, isErased } from './chain.ts'

/** A link as the journey reads it. */
export interface StoredLink extends Omit<Link, 'body'> {
  /** Undefined when it was erased. */
  readonly body: Json | undefined
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
  return (await readLinks(db, chain)).map(link => ({ ...link, body: isErased(link) ? undefined : JSON.parse(link.body) as Json }))
}

/** Reads a chain from its beginning, as it is stored. */
export function readLinks(db: Kysely<Tables> | Transaction<Tables>, chain: string): Promise<Link[]> {
  return db.selectFrom('record').selectAll().where('chain', '=', chain).orderBy('seq').execute()
}

/**
 * Appends to a chain whose last link is `last`. Another process that appended meanwhile makes the primary key refuse
 * this: the transaction is then tried again from what it finds.
 */
export async function append(transaction: Transaction<Tables>, last: Pick<Link, 'seq' | 'hash'> | undefined, { chain, course, entries, at, request }: Append): Promise<Link[]> {
  const links: Link[] = []
  for (const { kind, body } of entries)
    links.push(appendLink(links.at(-1) ?? last, { chain, kind, body, at, request: links.length ? null : request }))
  if (!links.length)
    return links
  await transaction.insertInto('record').values(links).execute()
  await transaction.insertInto('unsealed').values(links.map(({ seq, hash }) => ({ course, chain, seq, hash }))).execute()
  return links
}
