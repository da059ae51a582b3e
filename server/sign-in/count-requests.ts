import type { Store } from '../storage/open-store.ts'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { guestDatabase } from '../storage/guest-database.ts'

interface Rule { readonly window: number, readonly max: number }
interface Verdict { allowed: boolean, retryAfter: number | null }

/**
 * Counts requests by network address for better-auth, in its table, so that all processes count together. One statement a
 * request, committed by itself: many learners of one hospital share an address, and none of them holds its row while a
 * transaction goes on.
 */
export function countRequests(store: Store): { consume: (key: string, rule: Rule) => Promise<Verdict> } {
  // SQLite has one writer: there the count joins the write that is going on.
  const db = store.kind === 'sqlite' ? guestDatabase(store.db, store.kind) : store.db
  return {
    async consume(key, { window, max }) {
      const now = Date.now()
      const begin = now - window * 1000
      const { rows: [row] } = await sql<{ count: number, lastRequest: number | string }>`
        insert into "rateLimit" ("id", "key", "count", "lastRequest") values (${randomUUID()}, ${key}, 1, ${now})
        on conflict ("key") do update set
          "count" = case when "rateLimit"."lastRequest" <= ${begin} then 1 else "rateLimit"."count" + 1 end,
          "lastRequest" = case when "rateLimit"."lastRequest" <= ${begin} then excluded."lastRequest" else "rateLimit"."lastRequest" end
        returning "count", "lastRequest"`.execute(db)
      const allowed = row!.count <= max
      return { allowed, retryAfter: allowed ? null : Math.max(1, Math.ceil((Number(row!.lastRequest) - begin) / 1000)) }
    },
  }
}
