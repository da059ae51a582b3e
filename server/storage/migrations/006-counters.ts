import type { ColumnDefinitionBuilderCallback, Kysely } from 'kysely'
import { sql } from 'kysely'

/**
 * What a report says is counted once and kept. Rows that are there are not touched: a column says that they are not counted
 * yet, an index finds them, and they are counted some hundred at a time while the service runs.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'enrolment', 'counted_step', 'text')
  await addColumn(db, 'enrolment', 'counted_passed', 'integer')
  await addColumn(db, 'enrolment', 'counted_credits', 'integer')
  await addColumn(db, 'first_attempt', 'counted', 'integer', column => column.notNull().defaultTo(0))
  await addColumn(db, 'evaluation', 'counted', 'integer', column => column.notNull().defaultTo(0))
  // About in the order in which they were written: rows that are counted together stand together. But in an order that no other index
  // has, which would be read from one end to the other for rows that are not there any more.
  await db.schema.createIndex('enrolment_uncounted').ifNotExists().on('enrolment').columns(['course', 'updated_at', 'id']).where(sql<boolean>`(counted_step is null or counted_step <> step or counted_passed <> passed or coalesce(counted_credits, -1) <> coalesce(credits, -1))`).execute()
  await db.schema.createIndex('first_attempt_uncounted').ifNotExists().on('first_attempt').columns(['course', 'version', 'at', 'enrolment']).where(sql<boolean>`counted = 0`).execute()
  await db.schema.createIndex('evaluation_uncounted').ifNotExists().on('evaluation').columns(['course', 'version', 'enrolment']).where(sql<boolean>`counted = 0`).execute()
  // The index first_attempt_by_points is read by processes of the release before alone, and goes a release later.

  await db.schema.createTable('counter')
    .ifNotExists()
    .addColumn('course', 'text', column => column.notNull())
    .addColumn('version', 'text', column => column.notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('value', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('counter_key', ['course', 'version', 'name'])
    .execute()

  await db.schema.createTable('uncounted')
    .ifNotExists()
    .addColumn('course', 'text', column => column.notNull())
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('version', 'text', column => column.notNull())
    .addColumn('counts', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('uncounted_key', ['course', 'id'])
    .execute()

  await db.schema.createTable('evaluation_words')
    .ifNotExists()
    .addColumn('course', 'text', column => column.notNull())
    .addColumn('version', 'text', column => column.notNull())
    .addColumn('item', 'integer', column => column.notNull())
    .addColumn('at', 'text', column => column.notNull())
    .addColumn('enrolment', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('evaluation_words_key', ['course', 'version', 'item', 'at', 'enrolment'])
    .execute()
}

/** SQLite cannot be told to add a column only when it is missing. */
async function addColumn(db: Kysely<unknown>, table: string, column: string, type: 'text' | 'integer', build?: ColumnDefinitionBuilderCallback): Promise<void> {
  const known = (await db.introspection.getTables()).find(({ name }) => name === table)?.columns.some(({ name }) => name === column)
  if (!known)
    await db.schema.alterTable(table).addColumn(column, type, build).execute()
}
