import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryCompiler, QueryResult, TransactionSettings } from 'kysely'
import { setTimeout as wait } from 'node:timers/promises'
import { onlyReads } from './only-reads.ts'
import { isNothingWritten, isPassing } from './retry.ts'
import { StoreUnavailableError } from './store-unavailable.ts'

type Options = Parameters<Driver['acquireConnection']>[0]

const MOST_TRIES = 6
/** Where the writer tries again, it is enough to get past a connection that was lost while it was idle. */
const TRIES_BELOW_A_WRITER = 3

/**
 * A dialect whose statements survive what passes. Outside a transaction, what reads is asked again, on another connection
 * when the first is lost; what writes is asked again only when it certainly left nothing behind. Inside a transaction
 * nothing is repeated: the writer repeats the whole (writer.ts). What still fails because the database is away, full or
 * locked is a StoreUnavailableError, wherever it is asked from; so every route and every library answers it alike.
 */
export function tolerateFaults(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new TolerantDriver(dialect.createDriver()),
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

class TolerantDriver implements Driver {
  readonly #driver: Driver

  constructor(driver: Driver) {
    this.#driver = driver
  }

  init(options?: Options): Promise<void> {
    return this.#driver.init(options)
  }

  async acquireConnection(options?: Options): Promise<TolerantConnection> {
    return new TolerantConnection(this.#driver, await connect(this.#driver, options))
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const tolerant = connection as TolerantConnection
    await tolerant.repeat(inner => this.#driver.beginTransaction(inner, settings), () => true, TRIES_BELOW_A_WRITER)
    tolerant.inTransaction = true
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await passingAsUnavailable(() => this.#driver.commitTransaction((connection as TolerantConnection).inner))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A transaction that cannot be rolled back is over: its connection is lost, or SQLite ended it by itself. What made it
    // fail is the error to tell.
    await this.#driver.rollbackTransaction((connection as TolerantConnection).inner).catch(() => {})
  }

  async savepoint(connection: DatabaseConnection, name: string, compile: QueryCompiler['compileQuery']): Promise<void> {
    await passingAsUnavailable(async () => this.#driver.savepoint?.((connection as TolerantConnection).inner, name, compile))
  }

  async rollbackToSavepoint(connection: DatabaseConnection, name: string, compile: QueryCompiler['compileQuery']): Promise<void> {
    await passingAsUnavailable(async () => this.#driver.rollbackToSavepoint?.((connection as TolerantConnection).inner, name, compile))
  }

  async releaseSavepoint(connection: DatabaseConnection, name: string, compile: QueryCompiler['compileQuery']): Promise<void> {
    await passingAsUnavailable(async () => this.#driver.releaseSavepoint?.((connection as TolerantConnection).inner, name, compile))
  }

  releaseConnection(connection: DatabaseConnection, options?: Options): Promise<void> {
    return (connection as TolerantConnection).release(options)
  }

  destroy(options?: Options): Promise<void> {
    return this.#driver.destroy(options)
  }
}

class TolerantConnection implements DatabaseConnection {
  inTransaction = false
  inner: DatabaseConnection
  readonly #driver: Driver
  #released = false

  constructor(driver: Driver, inner: DatabaseConnection) {
    this.#driver = driver
    this.inner = inner
  }

  async release(options?: Options): Promise<void> {
    if (this.#released)
      return
    this.#released = true
    await this.#driver.releaseConnection(this.inner, options)
  }

  /** When there is no other connection to be had, this one stays released. */
  async #replace(): Promise<void> {
    await this.release().catch(() => {})
    this.inner = await connect(this.#driver)
    this.#released = false
  }

  executeQuery<R>(query: CompiledQuery, options?: Options): Promise<QueryResult<R>> {
    return this.repeat(inner => inner.executeQuery<R>(query, options), error => !this.inTransaction && (onlyReads(query) || isNothingWritten(error)))
  }

  async* streamQuery<R>(query: CompiledQuery, chunkSize: number, options?: Options): AsyncIterableIterator<QueryResult<R>> {
    try {
      yield* this.inner.streamQuery<R>(query, chunkSize, options)
    }
    catch (error) {
      throw isPassing(error) ? new StoreUnavailableError(error) : error
    }
  }

  cancelQuery: DatabaseConnection['cancelQuery'] = async provider => this.inner.cancelQuery?.(provider)
  collectSessionInfo: DatabaseConnection['collectSessionInfo'] = async () => this.inner.collectSessionInfo?.()
  killSession: DatabaseConnection['killSession'] = async provider => this.inner.killSession?.(provider)

  /** Asks until it is answered, on another connection each time, for as long as that may help. */
  async repeat<T>(ask: (inner: DatabaseConnection) => Promise<T>, isSafe: (error: unknown) => boolean, mostTries = MOST_TRIES): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await ask(this.inner)
      }
      catch (error) {
        if (!isPassing(error))
          throw error
        if (tries === mostTries || !isSafe(error))
          throw new StoreUnavailableError(error)
        await wait(Math.random() * 10 * 2 ** tries)
        await this.#replace()
      }
    }
  }
}

/** Connecting changes nothing, so a refusal is tried again; waiting for a place in the pool was long enough once. */
async function connect(driver: Driver, options?: Options): Promise<DatabaseConnection> {
  for (let tries = 1; ; tries++) {
    try {
      return await driver.acquireConnection(options)
    }
    catch (error) {
      if (!isPassing(error))
        throw error
      if (tries === TRIES_BELOW_A_WRITER || !isNothingWritten(error))
        throw new StoreUnavailableError(error)
      await wait(Math.random() * 10 * 2 ** tries)
    }
  }
}

async function passingAsUnavailable(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  }
  catch (error) {
    throw isPassing(error) ? new StoreUnavailableError(error) : error
  }
}
