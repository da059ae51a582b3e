import type { Database } from './schema.ts'
import type { Writer } from './writer.ts'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { LecternError } from '../../scripts/errors.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'
import { createWriter } from './writer.ts'

/** The records, wherever they are. */
export interface Store {
  kind: 'sqlite' | 'postgres'
  db: Database
  writer: Writer
}

/** Transactions at the same time on PostgreSQL; what its pool holds beyond is for reading. */
const POSTGRES_LANES = 6
const POSTGRES_CONNECTIONS = 12

/**
 * Opens the store: PostgreSQL when `url` is given, else a SQLite file in the data folder, which is made.
 * @throws LecternError for an address that is not PostgreSQL's, and a folder that cannot be written to.
 */
export function openStore({ url, dataFolder }: { url?: string, dataFolder: string }): Store {
  if (url !== undefined && !/^postgres(?:ql)?:\/\//.test(url))
    throw new LecternError('DATABASE_URL is not an address of PostgreSQL.', { code: 'database-url', mend: 'Write it as postgres://user:password@host:5432/database, or unset it to use SQLite in the data folder.' })
  if (url !== undefined) {
    const db = openPostgres({ url, connections: POSTGRES_CONNECTIONS })
    return { kind: 'postgres', db, writer: createWriter(db, { lanes: POSTGRES_LANES }) }
  }
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    const db = openSqlite(join(dataFolder, 'lectern.sqlite'))
    return { kind: 'sqlite', db, writer: createWriter(db, { lanes: 1 }) }
  }
  catch (error) {
    throw new LecternError(`The data folder ${dataFolder} cannot be used: ${error instanceof Error ? error.message : String(error)}`, { code: 'data-folder', mend: 'Name a folder that can be written to with --data.', cause: error })
  }
}
