import type { SqliteDatabase } from 'kysely'
import type { Database, Tables } from './schema.ts'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'

/**
 * Opens a database file, or makes it. What is committed is on the disk: write-ahead log with synchronous=FULL.
 * `file` ":memory:" keeps nothing.
 */
export function openSqlite(file: string): Database {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000')
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyExpects(database) }) })
}

/** Kysely speaks to better-sqlite3; node:sqlite has the same statements, with parameters spread. */
function asKyselyExpects(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql)
      type Parameters = Parameters_[]
      return {
        reader: statement.columns().length > 0,
        all: parameters => statement.all(...parameters as Parameters),
        run: (parameters) => {
          const { changes, lastInsertRowid } = statement.run(...parameters as Parameters)
          return { changes, lastInsertRowid }
        },
        iterate: parameters => statement.iterate(...parameters as Parameters) as IterableIterator<unknown>,
      }
    },
  }
}

type Parameters_ = string | number | bigint | null | Uint8Array
