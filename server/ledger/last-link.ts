import type { Transaction } from 'kysely'
import type { Database, Tables } from '../storage/schema.ts'
import type { Link } from './chain.ts'

/** The end of a chain; undefined when it has not begun. */
export function readLastLink(db: Database | Transaction<Tables>, chain: string): Promise<Pick<Link, 'seq' | 'hash' | 'at'> | undefined> {
  return db.selectFrom('record').select(['seq', 'hash', 'at']).where('chain', '=', chain).orderBy('seq', 'desc').limit(1).executeTakeFirst()
}
