import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/** Bodies of records can be erased, and people. Rows that are there keep their format: without salt and digest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'record', 'salt')
  await addColumn(db, 'record', 'digest')
  await addColumn(db, 'certificate', 'erased_at')

  await db.schema.createTable('erasure')
    .ifNotExists()
    .addColumn('learner', 'text', column => column.primaryKey())
    .addColumn('asked_at', 'text', column => column.notNull())
    .addColumn('actor', 'text', column => column.notNull())
    .addColumn('reason', 'text', column => column.notNull())
    .addColumn('request', 'text')
    .addColumn('keep_until', 'text')
    .addColumn('finished_at', 'text')
    .execute()
  await db.schema.createIndex('erasure_by_request').ifNotExists().on('erasure').column('request').execute()
  await db.schema.createIndex('erasure_by_end').ifNotExists().on('erasure').columns(['keep_until', 'learner']).execute()
  // Housekeeping looks for journeys that nobody goes on with, without looking at those that are done.
  await db.schema.createIndex('enrolment_unfinished').ifNotExists().on('enrolment').columns(['updated_at', 'id']).where(sql.ref('step'), '<>', sql.lit('done')).execute()
}

/** SQLite cannot be told to add a column only when it is missing. */
async function addColumn(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  const known = (await db.introspection.getTables()).find(({ name }) => name === table)?.columns.some(({ name }) => name === column)
  if (!known)
    await db.schema.alterTable(table).addColumn(column, 'text').execute()
}
