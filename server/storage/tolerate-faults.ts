import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryCompiler, QueryResult, TransactionSettings } from 'kysely'
import { setTimeout as wait } from 'node:timers/promises'
import { isNothingWritten, isPassing } from './retry.ts'
import { StoreUnavailableError } from './store-unavailable.ts'

type Options = Parameters<Driver['acquireConnection']>[0]

const MOST_TRIES = 6

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
    const acquire = () => connect(this.#driver, options)
    return new TolerantConnection(await acquire(), async (lost) => {
      await this.#driver.releaseConnection(lost).catch(() => {})
      return acquire()
    })
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const tolerant = connection as TolerantConnection
    await tolerant.repeat(inner => this.#driver.beginTransaction(inner, settings), () => true)
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
    return this.#driver.releaseConnection((connection as TolerantConnection).inner, options)
  }

  destroy(options?: Options): Promise<void> {
    return this.#driver.destroy(options)
  }
}

class TolerantConnection implements DatabaseConnection {
  inTransaction = false
  inner: DatabaseConnection
  readonly #replace: (lost: DatabaseConnection) => Promise<DatabaseConnection>

  constructor(inner: DatabaseConnection, replace: (lost: DatabaseConnection) => Promise<DatabaseConnection>) {
    this.inner = inner
    this.#replace = replace
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
  async repeat<T>(ask: (inner: DatabaseConnection) => Promise<T>, isSafe: (error: unknown) => boolean): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await ask(this.inner)
      }
      catch (error) {
        if (!isPassing(error))
          throw error
        if (tries === MOST_TRIES || !isSafe(error))
          throw new StoreUnavailableError(error)
        await wait(Math.random() * 10 * 2 ** tries)
        this.inner = await this.#replace(this.inner)
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
      if (tries === MOST_TRIES || !isNothingWritten(error))
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

function onlyReads({ query, sql }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' || (query.kind === 'RawNode' && /^\s*select\b/i.test(sql))
}
