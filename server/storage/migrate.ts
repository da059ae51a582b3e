import type { Database } from './schema.ts'
import { Migrator } from 'kysely/migration'
import { LecternError } from '../../scripts/errors.ts'
import * as first from './migrations/001-first.ts'

/** Brings a database to the shape that this version of the service works on. Safe to run from several processes at once. */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ '001-first': first }) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error)
    throw new LecternError(`The database cannot be brought to this version: ${error instanceof Error ? error.message : String(error)}`, { code: 'database-migration', mend: 'Restore the last backup, or start the version of Lectern that wrote this database.', cause: error })
}
