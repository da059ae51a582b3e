import type { DatabaseConnection, Dialect, Driver, SqliteDatabase, TransactionSettings } from 'kysely'
import type { StatementSync } from 'node:sqlite'
import type { Database, Tables } from './schema.ts'
import { DatabaseSync } from 'node:sqlite'
import { CompiledQuery, Kysely, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely'
import { tolerateFaults } from './tolerate-faults.ts'

/**
 * How long SQLite itself waits for a lock of another process. It stops the whole process meanwhile, so it is short; what
 * is still locked is tried again later without stopping anybody.
 */
const LOCK_WAIT_MS = 20

/** Pages of a large file that stay in memory; SQLite's own 2 MB hold no index of many learners. */
const CACHE_KIB = 64 * 1024

/**
 * Opens a database file, or makes it. What is committed is on the disk: write-ahead log with synchronous=FULL.
 * `file` ":memory:" keeps nothing.
 */
export function openSqlite(file: string): Database {
  return new Kysely<Tables>({ dialect: tolerateFaults(sqliteDialect(file)) })
}

/** The driver alone, whose faults are not tolerated. */
export function sqliteDialect(file: string): Dialect {
  const database = new DatabaseSync(file)
  // What is erased is overwritten (secure_delete), not only given free.
  // Changing the journal's mode takes a lock, and a process that starts can wait for it.
  database.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on')
  database.exec(`pragma busy_timeout = ${LOCK_WAIT_MS}; pragma cache_size = -${CACHE_KIB}`)
  const config = { database: asKyselyExpects(database) }
  const dialect = new SqliteDialect(config)
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new WriteFirstDriver(config, database),
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

/** Kysely does not trust SQLite with changes of the schema inside a transaction; SQLite can do that, and a migration that is cut short leaves nothing. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** A transaction takes the writer's lock when it begins: one that read first could not write after another process wrote. One that only reads waits for nobody. */
class WriteFirstDriver extends SqliteDriver implements Driver {
  readonly #database: DatabaseSync

  constructor(config: ConstructorParameters<typeof SqliteDriver>[0], database: DatabaseSync) {
    super(config)
    this.#database = database
  }

  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    // What could not be rolled back when the disk failed.
    if (this.#database.isTransaction)
      await connection.executeQuery(CompiledQuery.raw('rollback'))
    await connection.executeQuery(CompiledQuery.raw(settings?.accessMode === 'read only' ? 'begin' : 'begin immediate'))
  }
}

/** The service has some hundred statements; those with a list of values have a text for each length. */
const MOST_PREPARED = 500

/** Kysely speaks to better-sqlite3; node:sqlite has the same statements, with parameters spread. What is asked often is prepared once. */
function asKyselyExpects(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, StatementSync>()
  function prepare(sql: string): StatementSync {
    const known = prepared.get(sql)
    if (known)
      return known
    const statement = database.prepare(sql)
    if (prepared.size >= MOST_PREPARED)
      prepared.delete(prepared.keys().next().value!)
    prepared.set(sql, statement)
    return statement
  }
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = prepare(sql)
      type Parameters = Parameters_[]
      return {
        reader: statement.columns().length > 0,
        all: parameters => statement.all(...parameters as Parameters),
        run: (parameters) => {
          const { changes, lastInsertRowid } = statement.run(...parameters as Parameters)
          return { changes, lastInsertRowid }
        },
        // Somebody else may ask the same while this one is read.
        iterate: parameters => database.prepare(sql).iterate(...parameters as Parameters) as IterableIterator<unknown>,
      }
    },
  }
}

type Parameters_ = string | number | bigint | null | Uint8Array
