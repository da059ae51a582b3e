import type { Transaction } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Database, Tables } from './schema.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration'
import { LecternError } from '../../scripts/errors.ts'
import * as first from './migrations/001-first.ts'
import * as certificates from './migrations/002-certificates.ts'
import * as office from './migrations/002-office.ts'
import * as erasure from './migrations/003-erasure.ts'
import * as expiry from './migrations/004-expiry.ts'
import * as drafts from './migrations/005-drafts.ts'
import * as counters from './migrations/006-counters.ts'
import { isSchemaRace, isWorthRetrying } from './retry.ts'
import { StoreUnavailableError } from './store-unavailable.ts'

/**
 * In the order of their names; never changed once released. While processes are replaced one after the other, those of the release before
 * go on reading and writing: a migration adds tables, indexes and columns that may be empty or have a default, and nothing else. What
 * nobody uses any more is taken away by a later release, by a migration whose name ends with `BREAKS_EARLIER`. Every statement of a migration can be repeated (`ifNotExists`):
 * some distributed databases commit each change of the schema by itself, so a migration that was cut short begins again.
 */
const migrations: Record<string, Migration> = {
  '001-first': first,
  '002-certificates': certificates,
  '002-office': office,
  '003-erasure': erasure,
  '004-expiry': expiry,
  '005-drafts': drafts,
  '006-counters': counters,
}

/** At the end of a migration's name: versions that do not know it cannot work on the database any more. */
export const BREAKS_EARLIER = '-breaks-earlier'

const MOST_TRIES = 9

/** Brings a database to the shape that this version of the service works on. Safe to run from several processes at once. */
export async function migrate(db: Database): Promise<void> {
  try {
    await repeatSchemaChange(() => db.transaction().execute(migrateInside))
  }
  catch (error) {
    if (error instanceof StoreUnavailableError)
      throw new LecternError(`The database cannot be reached: ${reasonOf(error)}.`, { code: 'database-unreachable', mend: 'See that it runs, has room and is not locked by another program, and that DATABASE_URL is right. Then start again; nothing was changed.', cause: error })
    throw new LecternError(`The database cannot be brought to this version: ${error instanceof Error ? error.message : String(error)}`, { code: 'database-migration', mend: 'Restore the last backup, or start the version of Lectern that wrote this database.', cause: error })
  }
}

/** What the driver says, without the address that may hold a password. */
function reasonOf({ cause }: StoreUnavailableError): string {
  const { code, message } = cause as { code?: unknown, message?: string }
  return typeof code === 'string' ? code : message ?? 'it does not answer'
}

/** Changes a schema that other processes may be changing in the same way at the same time. */
export async function repeatSchemaChange<T>(change: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await change()
    }
    catch (error) {
      if (tries === MOST_TRIES || !(isWorthRetrying(error) || isSchemaRace(error)))
        throw error
      await wait(Math.random() * 20 * 2 ** tries)
    }
  }
}

async function migrateInside(transaction: Transaction<Tables>): Promise<void> {
  const all = { ...migrations, ...await laterMigrations(transaction) }
  const migrator = new Migrator({ db: transaction, provider: { getMigrations: async () => all }, allowUnorderedMigrations: true })
  const { error } = await migrator.migrateToLatest()
  if (error)
    throw error
}

/** What a later version did: a process that starts again beside it, or after it was taken back, lives with that. */
async function laterMigrations(transaction: Transaction<Tables>): Promise<Record<string, Migration>> {
  const tables = await transaction.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE))
    return {}
  const { rows } = await sql<{ name: string }>`select "name" from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(transaction)
  const later = rows.map(({ name }) => name).filter(name => !Object.hasOwn(migrations, name))
  const breaking = later.find(name => name.endsWith(BREAKS_EARLIER))
  if (breaking)
    throw new Error(`a later version has changed it in a way that this one cannot work with (${breaking}).`)
  return Object.fromEntries(later.map(name => [name, { up: async () => {} }]))
}
