import type { Dialect, MigrationLockOptions } from 'kysely'
import type { Database, Tables } from './schema.ts'
import { Socket } from 'node:net'
import { Kysely, PostgresAdapter, PostgresDialect } from 'kysely'
import pg from 'pg'
import { tolerateFaults } from './tolerate-faults.ts'

export interface PostgresOptions {
  /** postgres://user:password@host:port/database */
  url: string
  /** Connections that this process may hold. */
  connections?: number
}

/** A connection whose other end does not answer probes any more is lost: the server's machine is gone, and no packet will say so. */
const PROBE_AFTER_MS = 10_000
/** The same when something was sent that nobody received; longer than any statement takes, making an index of a large table included. */
const SILENCE_MS = 900_000

/** Opens a pool on PostgreSQL or on a database that speaks its protocol. */
export function openPostgres(options: PostgresOptions): Database {
  return new Kysely<Tables>({ dialect: tolerateFaults(postgresDialect(options)) })
}

/** The driver alone, whose faults are not tolerated. */
export function postgresDialect({ url, connections = 10 }: PostgresOptions): Dialect {
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 10_000, keepAlive: true, keepAliveInitialDelayMillis: PROBE_AFTER_MS, stream: silentSocket })
  // A connection that the server ends must not end this process: the query that used it fails, the next opens another.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  const dialect = new PostgresDialect({ pool })
  return {
    createAdapter: () => new RowLockAdapter(),
    createDriver: () => dialect.createDriver(),
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

/**
 * Kysely keeps processes that migrate at the same time apart with an advisory lock of the session. CockroachDB answers to
 * those without locking anything, YugabyteDB refuses them before its version 2025.1, and a pooler between loses them. The lock of a
 * row, in the transaction that migrates, is the same everywhere, and ends with it.
 */
class RowLockAdapter extends PostgresAdapter {
  override async acquireMigrationLock(db: Kysely<any>, { lockTable, lockRowId }: MigrationLockOptions): Promise<void> {
    await db.selectFrom(lockTable).select('id').where('id', '=', lockRowId).forUpdate().execute()
  }

  override async releaseMigrationLock(): Promise<void> {}
}

function silentSocket(): Socket {
  const socket = new Socket()
  return socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('Connection terminated: the database has been silent')))
}
