import type { Writer } from '../storage/writer.ts'
import { createHash } from 'node:crypto'

const WINDOW_MINUTES = 15
const WINDOWS_IN_DAY = 24 * 60 / WINDOW_MINUTES

/** Codes in a quarter of an hour; each ends after three wrong guesses. */
export const CODES_IN_WINDOW = 5
/** Codes in a day (UTC): nobody floods a mailbox, and an account is guessed at 60 times a day, of a hundred million codes. */
export const CODES_IN_DAY = 20

/** Why an address may have no code now, and the seconds until it may. */
export interface CodeRefusal { code: 'too-many-codes' | 'too-many-codes-today', retryAfter: number }

/** Under which an address stands in the table, by the quarter of an hour and by the day. The table tells nobody who asked. */
export function codeRequestKeys(email: string): [inWindow: string, inDay: string] {
  const address = email.trim().toLowerCase()
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  return [hash(address), hash(`day ${address}`)]
}

/**
 * Counts a request for a code, and tells why the address may not have one. Known and unknown addresses are counted alike.
 * Counted in the store, so that all processes count together.
 */
export function refuseCode(writer: Writer, email: string, now: string): Promise<CodeRefusal | undefined> {
  const window = Math.floor(Date.parse(now) / 60_000 / WINDOW_MINUTES)
  // A day is kept under its last quarter of an hour: what sweeps windows that are over leaves it until then.
  const day = (Math.floor(window / WINDOWS_IN_DAY) + 1) * WINDOWS_IN_DAY - 1
  const secondsTo = (last: number) => Math.max(1, Math.ceil(((last + 1) * WINDOW_MINUTES * 60_000 - Date.parse(now)) / 1000))
  const [inWindow, inDay] = codeRequestKeys(email)
  return writer.write(inWindow, async (transaction) => {
    const rows = await transaction.selectFrom('code_request').select(['address', 'time_window', 'count']).where('address', 'in', [inWindow, inDay]).execute()
    const countOf = (key: string, time: number) => rows.find(row => row.address === key && row.time_window === time)?.count ?? 0
    const keep = (key: string, time_window: number, count: number) => transaction.insertInto('code_request').values({ address: key, time_window, count }).onConflict(conflict => conflict.column('address').doUpdateSet({ time_window, count })).execute()
    if (countOf(inDay, day) >= CODES_IN_DAY)
      return { code: 'too-many-codes-today', retryAfter: secondsTo(day) }
    if (countOf(inWindow, window) >= CODES_IN_WINDOW)
      return { code: 'too-many-codes', retryAfter: secondsTo(window) }
    await keep(inWindow, window, countOf(inWindow, window) + 1)
    await keep(inDay, day, countOf(inDay, day) + 1)
    return undefined
  })
}
