import type { Kysely } from 'kysely'

/** An evaluation that is being filled in: a row an answer, so that two devices do not overwrite each other's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('evaluation_draft')
    .ifNotExists()
    .addColumn('enrolment', 'text', column => column.notNull())
    .addColumn('item', 'text', column => column.notNull())
    .addColumn('response', 'text', column => column.notNull())
    .addColumn('at', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('evaluation_draft_key', ['enrolment', 'item'])
    .execute()
  // Housekeeping finds what an earlier version of the service left behind.
  await db.schema.createIndex('evaluation_draft_by_time').ifNotExists().on('evaluation_draft').column('at').execute()
}
