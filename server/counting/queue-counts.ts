import type { Transaction } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { Counts } from './counts.ts'
import { randomUUID } from 'node:crypto'

/** The version under which the counters of a whole course stand. */
export const WHOLE_COURSE = ''

/**
 * Leaves a note of what has to be added to the counters of a course, in the transaction that brings it: who writes waits for no
 * counter, and it is added soon, once (add-up.ts).
 */
export async function queueCounts(transaction: Transaction<Tables>, course: string, version: string, counts: Counts): Promise<void> {
  if (counts.size)
    await transaction.insertInto('uncounted').values({ course, id: randomUUID(), version, counts: JSON.stringify(Object.fromEntries(counts)) }).execute()
}

/** What a note says. */
export function readQueued(counts: string): [string, number][] {
  return Object.entries(JSON.parse(counts) as Record<string, number>)
}
