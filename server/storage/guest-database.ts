import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'
import type { Database, Tables } from './schema.ts'
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { presentWrite } from './present-write.ts'
import { isPassing } from './retry.ts'

/**
 * The database for a library that brings its own statements (better-auth). Inside a write they join its transaction, so
 * that all that the library does for a request is committed once or not at all, and is repeated as a whole.
 */
export function guestDatabase(db: Database, kind: 'sqlite' | 'postgres'): Database {
  return new Kysely<Tables>({ dialect: kind === 'sqlite' ? sqliteGuest(db) : postgresGuest(db) })
}

function postgresGuest(db: Database): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new GuestDriver(db),
    createIntrospector: guest => new PostgresIntrospector(guest),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

function sqliteGuest(db: Database): Dialect {
  return {
    createAdapter: () => new GuestSqliteAdapter(),
    createDriver: () => new GuestDriver(db),
    createIntrospector: guest => new SqliteIntrospector(guest),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** Statements take turns at the host; taking turns here as well would make a write wait for who waits for it. */
class GuestSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class GuestDriver implements Driver {
  readonly #connection: DatabaseConnection

  constructor(db: Database) {
    this.#connection = {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const write = presentWrite()
        try {
          return await (write?.transaction ?? db).executeQuery(query as CompiledQuery<R>)
        }
        catch (error) {
          // A failure spoils a transaction on PostgreSQL. Outside one, what a library can handle (a key that is taken) is its own.
          if (write && (write.transaction || isPassing(error)))
            write.failure ??= error
          throw error
        }
      },
      streamQuery() {
        throw new Error('A guest reads no streams.')
      },
    }
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }

  async beginTransaction(): Promise<void> {
    throw new Error('A guest joins transactions and begins none.')
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {}

  /** The host closes the database. */
  async destroy(): Promise<void> {}
}
