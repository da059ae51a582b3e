import type { Transaction } from 'kysely'
import type { Database, Tables } from './schema.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { presentWrite, runWrite } from './present-write.ts'
import { isConflict, isPassing, isWorthRetrying } from './retry.ts'
import { StoreUnavailableError } from './store-unavailable.ts'

export type Write<T> = (transaction: Transaction<Tables>) => Promise<T>

export interface Writer {
  /**
   * Runs `write` in a transaction and resolves after COMMIT: what was answered is on the disk. Writes that wait at the
   * same time share a transaction (group commit). `write` may run several times, also after a COMMIT whose answer was lost:
   * it must change nothing but the database, read what it depends on from the transaction, and find what it wrote before.
   * Writes with the same `key` run one after the other. A write that is asked for inside another joins it.
   * @throws StoreUnavailableError when the database stays away or too much waits; whatever `write` throws.
   */
  write: <T>(key: string, write: Write<T>) => Promise<T>
}

interface Job {
  write: Write<unknown>
  resolve: (value: never) => void
  reject: (error: unknown) => void
}

export interface WriterOptions {
  /** Transactions at the same time; 1 for SQLite, which has one writer. */
  lanes: number
}

const MOST_IN_ONE_TRANSACTION = 200
/** Then it is committed, and the others wait for the next: who is first is not kept waiting for who is last. */
const LONGEST_TRANSACTION_MS = 50
const MOST_WAITING = 20_000
const MOST_TRIES = 9
/** After so many conflicts with other processes, writes that share a transaction are tried in smaller company. */
const CONFLICTS_TOGETHER = 3

export function createWriter(db: Database, { lanes }: WriterOptions): Writer {
  const queues = Array.from({ length: lanes }, (): { waiting: Job[], running: boolean } => ({ waiting: [], running: false }))

  async function drain(queue: typeof queues[number]): Promise<void> {
    if (queue.running)
      return
    queue.running = true
    // What else is asked for in this turn of the event loop goes into the same transaction.
    await new Promise<void>(resolve => setImmediate(resolve))
    while (queue.waiting.length)
      queue.waiting.splice(0, await commitTogether(db, queue.waiting.slice(0, MOST_IN_ONE_TRANSACTION)))
    queue.running = false
  }

  return {
    write(key, write) {
      const present = presentWrite()
      if (present?.transaction)
        return write(present.transaction)
      return new Promise((resolve, reject) => {
        const queue = queues[laneOf(key, lanes)]!
        if (queue.waiting.length >= MOST_WAITING / lanes)
          return reject(new StoreUnavailableError(new Error(`${queue.waiting.length} writes wait`)))
        queue.waiting.push({ write, resolve, reject })
        void drain(queue)
      })
    },
  }
}

/**
 * Commits jobs in one transaction, as many as it takes in its time, and tells how many were answered. One that spoils it for the
 * others is found by halves.
 */
async function commitTogether(db: Database, jobs: readonly Job[]): Promise<number> {
  for (let tries = 1; ; tries++) {
    const started = performance.now()
    try {
      const values = await db.transaction().execute(async (transaction) => {
        const values: unknown[] = []
        for (const { write } of jobs) {
          values.push(await runWrite({ transaction }, () => write(transaction)))
          if (performance.now() - started > LONGEST_TRANSACTION_MS)
            break
        }
        return values
      })
      values.forEach((value, index) => jobs[index]!.resolve(value as never))
      return values.length
    }
    catch (error) {
      const tryAgain = isWorthRetrying(error) && tries < MOST_TRIES && !(jobs.length > 1 && isConflict(error) && tries >= CONFLICTS_TOGETHER)
      if (tryAgain) {
        await wait(Math.random() * 10 * 2 ** tries)
        continue
      }
      // When the database is away, it is away for all of them.
      if (jobs.length === 1 || isPassing(error)) {
        const reason = isWorthRetrying(error) && !(error instanceof StoreUnavailableError) ? new StoreUnavailableError(error) : error
        jobs.forEach(job => job.reject(reason))
        return jobs.length
      }
      const half = jobs.length >> 1
      for (const part of [jobs.slice(0, half), jobs.slice(half)]) {
        for (let from = 0; from < part.length;)
          from += await commitTogether(db, part.slice(from))
      }
      return jobs.length
    }
  }
}

function laneOf(key: string, lanes: number): number {
  let hash = 0
  for (let index = 0; index < key.length; index++)
    hash = (hash * 31 + key.charCodeAt(index)) >>> 0
  return hash % lanes
}
