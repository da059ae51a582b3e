import type { Transaction } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { Json } from './canonical-json.ts'
import type { Link } from './chain.ts'

/** The end of a chain; undefined when it has not begun. */
export async function readLastLink(transaction: Transaction<Tables>, chain: string): Promise<Link | undefined> {
  const row = await transaction.selectFrom('record').selectAll().where('chain', '=', chain).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  return row && { chain: row.chain, seq: row.seq, kind: row.kind, body: JSON.parse(row.body) as Json, at: row.at, previous: row.previous, hash: row.hash }
}
