import type { Transaction } from 'kysely'
import type { Tables } from './schema.ts'
import { AsyncLocalStorage } from 'node:async_hooks'

/** One run of a write, known to all code that it calls. */
export interface PresentWrite {
  /** Undefined outside a write, where only failures are noted, and when the write is over. */
  transaction: Transaction<Tables> | undefined
  /** The first failure of the database, also when a library made something else of it. */
  failure?: unknown
}

const present = new AsyncLocalStorage<PresentWrite>()

/** The write in which this code runs. */
export function presentWrite(): PresentWrite | undefined {
  return present.getStore()
}

/**
 * Runs `work` as part of a transaction: statements on a guest database (guest-database.ts) join it.
 * @throws the database's own error when there was one, whatever `work` made of it; else what `work` throws.
 */
export async function runWrite<T>(write: PresentWrite, work: () => Promise<T>): Promise<T> {
  let value: T
  try {
    value = await present.run(write, work)
  }
  catch (error) {
    throw write.failure ?? error
  }
  finally {
    // What a library leaves running in the background must not reach into a transaction that is over.
    write.transaction = undefined
  }
  if (write.failure !== undefined)
    throw write.failure
  return value
}

/** Runs reads of a library: failures of the database come out as they are, not as what the library makes of them. */
export function watchFailures<T>(work: () => Promise<T>): Promise<T> {
  return presentWrite()?.transaction ? work() : runWrite({ transaction: undefined }, work)
}
