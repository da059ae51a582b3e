import type { Database, Tables } from './schema.ts'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

export interface PostgresOptions {
  /** postgres://user:password@host:port/database */
  url: string
  /** Connections that this process may hold. */
  connections?: number
}

/** Opens a pool on PostgreSQL or on a database that speaks its protocol. */
export function openPostgres({ url, connections = 10 }: PostgresOptions): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 10_000 })
  // A connection that the server ends must not end this process: the query that used it fails, the next opens another.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}
