import type { Writer } from '../storage/writer.ts'
import { createHash } from 'node:crypto'

const WINDOW_MINUTES = 15

/** With three guesses a code, an address can be guessed at 15 times in a quarter of an hour, of a million codes. */
export const CODES_IN_WINDOW = 5

/**
 * Counts a request for a code, and tells whether the address may have one. Known and unknown addresses are counted alike.
 * Counted in the store, so that all processes count together.
 */
export function mayHaveCode(writer: Writer, email: string, now: string): Promise<boolean> {
  const window = Math.floor(Date.parse(now) / 60_000 / WINDOW_MINUTES)
  // The table tells nobody who asked.
  const address = createHash('sha256').update(email.trim().toLowerCase()).digest('hex')
  return writer.write(address, async (transaction) => {
    const row = await transaction.selectFrom('code_request').select(['time_window', 'count']).where('address', '=', address).executeTakeFirst()
    const count = row?.time_window === window ? row.count + 1 : 1
    await transaction.insertInto('code_request').values({ address, time_window: window, count }).onConflict(conflict => conflict.column('address').doUpdateSet({ time_window: window, count })).execute()
    return count <= CODES_IN_WINDOW
  })
}
