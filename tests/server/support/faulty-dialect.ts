import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings } from 'kysely'
import { CompiledQuery as Query } from 'kysely'

/**
 * What happens at a statement:
 * - refused: the server ends the transaction with SQLSTATE 40001, as distributed databases do under contention;
 * - lost-before: the connection ends and the statement was not carried out;
 * - lost-after: the connection ends and the statement was carried out, COMMIT too;
 * - busy: SQLite's file is locked by another process;
 * - full: the disk is full, and SQLite ends the transaction by itself;
 * - io-before, io-after: the disk fails before or after the statement took effect.
 */
export const postgresFaults = ['refused', 'lost-before', 'lost-after'] as const
export const sqliteFaults = ['busy', 'full', 'io-before', 'io-after'] as const
export type Fault = typeof postgresFaults[number] | typeof sqliteFaults[number]

/** Which statement fails next, and what was asked for. */
export interface FaultPlan {
  /** Statements since `begin`. */
  count: number
  /** The statement that fails, from 1. */
  failAt?: number
  /** The next statement of this text fails, wherever it comes. */
  failStatement?: string
  fault: Fault
  failed: number
  /** Everything that was sent, in its order. */
  statements: string[]
}

export function createPlan(fault: Fault): FaultPlan {
  return { count: 0, fault, failed: 0, statements: [] }
}

/** A dialect in whose stead statements fail as planned. The faults are real ones of the server where it can make them. */
export function faultyDialect(dialect: Dialect, plan: FaultPlan): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new FaultyDriver(dialect.createDriver(), plan),
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

class FaultyDriver implements Driver {
  readonly #driver: Driver
  readonly #plan: FaultPlan

  constructor(driver: Driver, plan: FaultPlan) {
    this.#driver = driver
    this.#plan = plan
  }

  init() {
    return this.#driver.init()
  }

  async acquireConnection(): Promise<FaultyConnection> {
    return new FaultyConnection(await this.#driver.acquireConnection(), this.#plan)
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
    return (connection as FaultyConnection).ask('begin', inner => this.#driver.beginTransaction(inner, settings))
  }

  commitTransaction(connection: DatabaseConnection) {
    return (connection as FaultyConnection).ask('commit', inner => this.#driver.commitTransaction(inner))
  }

  rollbackTransaction(connection: DatabaseConnection) {
    return this.#driver.rollbackTransaction((connection as FaultyConnection).inner)
  }

  releaseConnection(connection: DatabaseConnection) {
    return this.#driver.releaseConnection((connection as FaultyConnection).inner)
  }

  destroy() {
    return this.#driver.destroy()
  }
}

class FaultyConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection
  readonly #plan: FaultPlan

  constructor(inner: DatabaseConnection, plan: FaultPlan) {
    this.inner = inner
    this.#plan = plan
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.ask(query.sql, inner => inner.executeQuery<R>(query))
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(query, chunkSize)
  }

  async ask<T>(statement: string, work: (inner: DatabaseConnection) => Promise<T>): Promise<T> {
    this.#plan.statements.push(statement)
    this.#plan.count++
    if (this.#plan.count !== this.#plan.failAt && statement !== this.#plan.failStatement)
      return work(this.inner)
    this.#plan.failStatement = undefined
    this.#plan.failed++
    switch (this.#plan.fault) {
      case 'refused':
        await this.#say('do $$ begin raise exception \'made to fail\' using errcode = \'40001\'; end $$')
        throw new Error('the server should have refused')
      case 'lost-before':
        await this.#end()
        throw new Error('Connection terminated unexpectedly')
      case 'lost-after':
        await work(this.inner)
        await this.#end()
        throw new Error('Connection terminated unexpectedly')
      case 'busy':
        throw sqliteError(5, 'database is locked')
      case 'full':
        await this.#say('rollback').catch(() => {})
        throw sqliteError(13, 'database or disk is full')
      case 'io-before':
        throw sqliteError(10, 'disk I/O error')
      case 'io-after':
        await work(this.inner)
        throw sqliteError(10, 'disk I/O error')
    }
  }

  async #say(sql: string): Promise<void> {
    await this.inner.executeQuery(Query.raw(sql))
  }

  /** The server ends this connection, and waits until it is gone: what was not committed is not. */
  async #end(): Promise<void> {
    await this.#say('select pg_terminate_backend(pg_backend_pid())').catch(() => {})
  }
}

function sqliteError(errcode: number, message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode })
}
