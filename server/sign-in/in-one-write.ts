import type { Transaction } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { Writer } from '../storage/writer.ts'
import { sql } from 'kysely'

/**
 * Has better-auth answer a request inside one write: using up a code, making the person and the session are committed
 * together, so that a request that failed can be made again with the same code. `answer` may run several times.
 */
export async function inOneWrite(writer: Writer, key: string, answer: () => Promise<Response>): Promise<Response> {
  let earlier: Response | undefined
  return writer.write(key, async (transaction) => {
    // The answer to COMMIT was lost, but it was carried out: the code is used up, and the cookie of then is the right one.
    if (earlier && await hasSession(transaction, earlier))
      return earlier
    earlier = await answer()
    return earlier
  })
}

/** True when the session whose cookie a response sets is in the store. */
async function hasSession(transaction: Transaction<Tables>, response: Response): Promise<boolean> {
  for (const cookie of response.headers.getSetCookie()) {
    const token = /session_token=([^.;]+)/.exec(cookie)?.[1]
    if (token && (await sql`select 1 from session where token = ${decodeURIComponent(token)}`.execute(transaction)).rows.length)
      return true
  }
  return false
}
