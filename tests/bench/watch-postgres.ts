import type { Database } from '../../server/storage/schema.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'

export interface Watched {
  /** Looks that were taken. */
  looks: number
  /** Connections that were at work, summed over all looks. */
  atWork: number
  /** What they waited for, by how many were seen: "Lock/transactionid on …", "IO/WALSync". */
  waits: Map<string, number>
  /** Transactions that were rolled back, and deadlocks, since the beginning. */
  rolledBack: number
  deadlocks: number
}

/** Looks every 50 ms at what the connections of a PostgreSQL wait for, until it is told to stop. */
export function watchPostgres(db: Database): () => Promise<Watched> {
  const watched: Watched = { looks: 0, atWork: 0, waits: new Map(), rolledBack: 0, deadlocks: 0 }
  const stop = new AbortController()
  const counts = async () => (await sql<{ rolled_back: number, deadlocks: number }>`select xact_rollback::int as rolled_back, deadlocks::int as deadlocks from pg_stat_database where datname = current_database()`.execute(db)).rows[0]!
  const watching = (async () => {
    const before = await counts()
    while (!stop.signal.aborted) {
      const { rows } = await sql<{ kind: string | null, event: string | null, state: string, query: string }>`
        select wait_event_type as kind, wait_event as event, state, left(query, 60) as query from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid() and state <> 'idle'`.execute(db)
      watched.looks++
      for (const { kind, event, state, query } of rows) {
        watched.atWork++
        const what = kind === null ? undefined : kind === 'Lock' ? `Lock/${event} in ${query.replace(/\s+/g, ' ')}` : state === 'idle in transaction' ? 'the service, within a transaction' : kind === 'Client' ? undefined : `${kind}/${event}`
        if (what)
          watched.waits.set(what, (watched.waits.get(what) ?? 0) + 1)
      }
      await wait(50)
    }
    const after = await counts()
    watched.rolledBack = after.rolled_back - before.rolled_back
    watched.deadlocks = after.deadlocks - before.deadlocks
  })()
  return async () => {
    stop.abort()
    await watching
    return watched
  }
}
