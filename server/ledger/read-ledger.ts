import type { Kysely } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { Link } from './chain.ts'
import { sql } from 'kysely'

const ROWS_AT_ONCE = 5000

/** A seal names up to a thousand records. */
const SEALS_AT_ONCE = 50

const SEALS = 'seals:'

/** The chain of seals of a course. */
export function sealChain(course: string): string {
  return SEALS + course
}

export function isSealChain(chain: string): boolean {
  return chain.startsWith(SEALS)
}

/** What a seal says of a record. */
export type SealEntry = readonly [chain: string, seq: number, hash: string]

/** The records that a seal names; none when it cannot be read, which its hash then shows. */
export function entriesOf(seal: Pick<Link, 'body'>): SealEntry[] {
  try {
    const entries: unknown = JSON.parse(seal.body)
    return Array.isArray(entries) ? entries.filter((entry): entry is SealEntry => Array.isArray(entry) && entry.length === 3) : []
  }
  catch {
    return []
  }
}

/** Every record in the order of the primary key, chain by chain. Seals come without their bodies, which are large. */
export async function* recordsInOrder(db: Kysely<Tables>): AsyncGenerator<Link> {
  let after: Pick<Link, 'chain' | 'seq'> | undefined
  while (true) {
    let query = db.selectFrom('record')
      .select(['chain', 'seq', 'kind', 'salt', 'digest', 'at', 'request', 'previous', 'hash'])
      .select(sql<string>`case when chain like ${`${SEALS}%`} then '' else body end`.as('body'))
    if (after)
      query = query.where(sql<boolean>`(chain, seq) > (${after.chain}, ${after.seq})`)
    const rows = await query.orderBy('chain').orderBy('seq').limit(ROWS_AT_ONCE).execute()
    yield* rows
    if (rows.length < ROWS_AT_ONCE)
      return
    after = rows.at(-1)!
  }
}

/** A chain of seals, in order. */
export async function* sealsInOrder(db: Kysely<Tables>, chain: string): AsyncGenerator<Link> {
  let after: number | undefined
  while (true) {
    let query = db.selectFrom('record').selectAll().where('chain', '=', chain)
    if (after !== undefined)
      query = query.where('seq', '>', after)
    const rows = await query.orderBy('seq').limit(SEALS_AT_ONCE).execute()
    yield* rows
    if (rows.length < SEALS_AT_ONCE)
      return
    after = rows.at(-1)!.seq
  }
}

/** Records that wait for a seal. */
export async function* unsealedInOrder(db: Kysely<Tables>): AsyncGenerator<Pick<Link, 'chain' | 'seq' | 'hash'>> {
  let after: { course: string, chain: string, seq: number } | undefined
  while (true) {
    let query = db.selectFrom('unsealed').select(['course', 'chain', 'seq', 'hash'])
    if (after)
      query = query.where(sql<boolean>`(course, chain, seq) > (${after.course}, ${after.chain}, ${after.seq})`)
    const rows = await query.orderBy('course').orderBy('chain').orderBy('seq').limit(ROWS_AT_ONCE).execute()
    yield* rows
    if (rows.length < ROWS_AT_ONCE)
      return
    after = rows.at(-1)!
  }
}
