import type { Store } from '../storage/open-store.ts'
import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'

/**
 * What one network may do within a quarter of an hour, of each kind. An auditorium signs in together from one address, so the
 * limit is far above what people do: what protects an account is counted by the account (`limit-codes.ts`).
 */
export const SIGN_INS_PER_NETWORK = 3000

const WINDOW_MS = 15 * 60_000

/** `begun`: codes asked for and sign-ins begun with the provider; `failed`: codes that were not right. */
export type LimitedKind = 'begun' | 'failed'

export interface NetworkLimits {
  /** Counts one. Answers with the seconds to wait when it is one too many. */
  take: (kind: LimitedKind, network: string) => Promise<number | undefined>
  /** The seconds to wait when there were too many already; counts nothing. */
  look: (kind: LimitedKind, network: string) => Promise<number | undefined>
  /** Removes counts of networks that are as if they had never been here. */
  sweep: (now: string) => Promise<void>
}

/**
 * A bucket a network that refills steadily (generic cell rate algorithm): who is one too many waits for seconds and not for the
 * end of a window. In the store, so that all processes count together: in the table that the sign-in library makes for it,
 * whose `lastRequest` is here the time at which the bucket is full again.
 */
export function createNetworkLimits({ db, kind: storeKind, writer }: Store, { most = SIGN_INS_PER_NETWORK, now = Date.now }: { most?: number, now?: () => number } = {}): NetworkLimits {
  const share = WINDOW_MS / most
  const seconds = (fullAt: number, at: number) => Math.max(1, Math.ceil((fullAt + share - at - WINDOW_MS) / 1000))

  return {
    async take(kind, network) {
      const at = now()
      const latest = Math.floor(at + WINDOW_MS - share)
      const count = sql<{ count: number, lastRequest: number | string }>`
        insert into "rateLimit" ("id", "key", "count", "lastRequest") values (${randomUUID()}, ${keyOf(kind, network)}, 1, ${Math.round(at + share)})
        on conflict ("key") do update set
          "count" = case when "rateLimit"."lastRequest" <= ${latest} then 1 else 0 end,
          "lastRequest" = case when "rateLimit"."lastRequest" <= ${at} then excluded."lastRequest" when "rateLimit"."lastRequest" <= ${latest} then "rateLimit"."lastRequest" + ${Math.round(share)} else "rateLimit"."lastRequest" end
        returning "count", "lastRequest"`
      // SQLite has one writer. On PostgreSQL it is committed by itself, so that nobody holds the row of a whole hospital while a transaction goes on.
      const { rows: [row] } = storeKind === 'sqlite' ? await writer.write(network, transaction => count.execute(transaction)) : await count.execute(db)
      return row!.count === 1 ? undefined : seconds(Number(row!.lastRequest), at)
    },
    async look(kind, network) {
      const at = now()
      const { rows: [row] } = await sql<{ lastRequest: number | string }>`select "lastRequest" from "rateLimit" where "key" = ${keyOf(kind, network)}`.execute(db)
      return row && Number(row.lastRequest) > at + WINDOW_MS - share ? seconds(Number(row.lastRequest), at) : undefined
    },
    async sweep(now) {
      await writer.write('sweep', transaction => sql`delete from "rateLimit" where "lastRequest" < ${Date.parse(now) - WINDOW_MS}`.execute(transaction))
    },
  }
}

/** The table tells nobody who was here. */
function keyOf(kind: LimitedKind, network: string): string {
  return createHash('sha256').update(`${kind} ${network}`).digest('hex')
}
