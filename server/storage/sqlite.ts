import type { Dialect } from 'kysely'
import type { Database, Tables } from './schema.ts'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import { asKyselyExpects } from './node-sqlite.ts'
import { ReadBesideDriver } from './read-beside-driver.ts'
import { tolerateFaults } from './tolerate-faults.ts'

/**
 * How long SQLite itself waits for a lock of another process. It stops the whole process meanwhile, so it is short; what
 * is still locked is tried again later without stopping anybody.
 */
const LOCK_WAIT_MS = 20

/** Pages of a large file that stay in memory; SQLite's own 2 MB hold no index of many learners. */
const CACHE_KIB = 64 * 1024

/** Opens a database file, or makes it. What is committed is on the disk: write-ahead log with synchronous=FULL. */
export function openSqlite(file: string): Database {
  return new Kysely<Tables>({ dialect: tolerateFaults(sqliteDialect(file)) })
}

/** The driver alone, whose faults are not tolerated. */
export function sqliteDialect(file: string): Dialect {
  const writing = openToWrite(file)
  const dialect = new SqliteDialect({ database: asKyselyExpects(writing) })
  return {
    createAdapter: () => new FileAdapter(),
    createDriver: () => new ReadBesideDriver(writing, openToRead(file), () => openToRead(file)),
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

function openToWrite(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  // What is erased is overwritten (secure_delete), not only given free.
  // Changing the journal's mode takes a lock, and a process that starts can wait for it.
  database.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on')
  database.exec(`pragma busy_timeout = ${LOCK_WAIT_MS}; pragma cache_size = -${CACHE_KIB}`)
  return database
}

/** SQLite itself refuses to write on it. */
function openToRead(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  database.exec(`pragma busy_timeout = ${LOCK_WAIT_MS}; pragma query_only = on; pragma cache_size = -${CACHE_KIB}`)
  return database
}

class FileAdapter extends SqliteAdapter {
  /** Kysely does not trust SQLite with changes of the schema inside a transaction; SQLite can do that, and a migration that is cut short leaves nothing. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }

  /** The driver lets take turns who has to. */
  override get supportsMultipleConnections(): boolean {
    return true
  }
}
