import type { Transaction } from 'kysely'
import type { Database, Tables } from './schema.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { isWorthRetrying } from './retry.ts'
import { StoreUnavailableError } from './store-unavailable.ts'

export type Write<T> = (transaction: Transaction<Tables>) => Promise<T>

export interface Writer {
  /**
   * Runs `write` in a transaction and resolves after COMMIT: what was answered is on the disk. Writes that wait at the
   * same time share a transaction (group commit). `write` may run several times, so it must change nothing but the
   * database, and read what it depends on from the transaction. Writes with the same `key` run one after the other.
   * @throws StoreUnavailableError when the database stays away; whatever `write` throws.
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
const MOST_TRIES = 9

export function createWriter(db: Database, { lanes }: WriterOptions): Writer {
  const queues = Array.from({ length: lanes }, (): { waiting: Job[], running: boolean } => ({ waiting: [], running: false }))

  async function drain(queue: typeof queues[number]): Promise<void> {
    if (queue.running)
      return
    queue.running = true
    // What else is asked for in this turn of the event loop goes into the same transaction.
    await new Promise<void>(resolve => setImmediate(resolve))
    while (queue.waiting.length)
      await commitTogether(db, queue.waiting.splice(0, MOST_IN_ONE_TRANSACTION))
    queue.running = false
  }

  return {
    write: (key, write) => new Promise((resolve, reject) => {
      const queue = queues[laneOf(key, lanes)]!
      queue.waiting.push({ write, resolve, reject })
      void drain(queue)
    }),
  }
}

async function commitTogether(db: Database, jobs: readonly Job[]): Promise<void> {
  if (jobs.length > 1) {
    try {
      const values = await db.transaction().execute(async (transaction) => {
        const values: unknown[] = []
        for (const job of jobs)
          values.push(await job.write(transaction))
        return values
      })
      jobs.forEach((job, index) => job.resolve(values[index] as never))
      return
    }
    catch {
      // One of them spoilt it for all: each gets a transaction of its own.
    }
  }
  for (const job of jobs)
    await commitAlone(db, job).then(job.resolve as (value: unknown) => void, job.reject)
}

async function commitAlone(db: Database, { write }: Job): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.transaction().execute(write)
    }
    catch (error) {
      if (!isWorthRetrying(error))
        throw error
      if (tries === MOST_TRIES)
        throw new StoreUnavailableError(error)
      await wait(Math.random() * 10 * 2 ** tries)
    }
  }
}

function laneOf(key: string, lanes: number): number {
  let hash = 0
  for (let index = 0; index < key.length; index++)
    hash = (hash * 31 + key.charCodeAt(index)) >>> 0
  return hash % lanes
}
