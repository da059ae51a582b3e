import type { CompiledQuery, DatabaseConnection, QueryResult, SqliteDatabase } from 'kysely'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { SqliteDriver } from 'kysely'

/** The service has some hundred statements; those with a list of values have a text for each length. */
const MOST_PREPARED = 500

/** Kysely speaks to better-sqlite3; node:sqlite has the same statements, with parameters spread. What is asked often is prepared once. */
export function asKyselyExpects(database: DatabaseSync): SqliteDatabase {
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

/** SQLite's READONLY, on a file that is not: the statement would have written. */
const SQLITE_READONLY = 8

/** A connection of Kysely's that refuses to write. @throws what is no fault of the database, and must not be asked again, when a statement tries. */
export async function readingConnection(database: DatabaseSync): Promise<DatabaseConnection> {
  const driver = new SqliteDriver({ database: asKyselyExpects(database) })
  await driver.init()
  const connection = await driver.acquireConnection()
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      try {
        return await connection.executeQuery<R>(query)
      }
      catch (error) {
        throw (error as { errcode?: number }).errcode === SQLITE_READONLY ? new Error(`This writes, and was asked for where only reading is possible: ${query.sql}`, { cause: error }) : error
      }
    },
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  }
}
