import type { Store } from '../storage/open-store.ts'
import { createHash } from 'node:crypto'

const WINDOW_MINUTES = 15

/**
 * Numbers are random, of 122 bits: nobody finds one by trying. The limit keeps those out who try anyway, and no hospital whose
 * people mistype numbers behind one address.
 */
export const MISSES_IN_WINDOW = 300

/** True when an address has asked for so many certificates that are not there that it is told of no more for now. */
export async function hasMissedTooOften({ db }: Pick<Store, 'db'>, address: string, now: string): Promise<boolean> {
  const row = await db.selectFrom('verify_miss').select(['time_window', 'count']).where('address', '=', hashOf(address)).executeTakeFirst()
  return row !== undefined && row.time_window === windowOf(now) && row.count >= MISSES_IN_WINDOW
}

/** Counts a certificate that is not there. In the store, so that all processes count together. */
export async function countMiss({ writer }: Pick<Store, 'writer'>, address: string, now: string): Promise<void> {
  const hash = hashOf(address)
  const time_window = windowOf(now)
  await writer.write(hash, async (transaction) => {
    const row = await transaction.selectFrom('verify_miss').select(['time_window', 'count']).where('address', '=', hash).executeTakeFirst()
    const count = row?.time_window === time_window ? row.count + 1 : 1
    await transaction.insertInto('verify_miss').values({ address: hash, time_window, count }).onConflict(conflict => conflict.column('address').doUpdateSet({ time_window, count })).execute()
  })
}

/** The table tells nobody who asked. */
function hashOf(address: string): string {
  return createHash('sha256').update(`verify ${address}`).digest('hex')
}

function windowOf(now: string): number {
  return Math.floor(Date.parse(now) / 60_000 / WINDOW_MINUTES)
}
