import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // "bytea" is PostgreSQL's name; SQLite keeps bytes as they are, whatever the column is called.
  await addColumns(db, 'certificate', { pdf: 'bytea' })
  await addColumns(db, 'signing_key', { issuers: 'text', compromised_at: 'text', made_first: 'text' })
  // Of all processes that make a key for an empty store at the same time, one comes first.
  await db.schema.createIndex('signing_key_made_first').ifNotExists().unique().on('signing_key').column('made_first').execute()

  await db.schema.createTable('certificate_mail')
    .ifNotExists()
    .addColumn('request', 'text', column => column.primaryKey())
    .addColumn('certificate', 'text', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('at', 'text', column => column.notNull())
    .execute()
  await db.schema.createTable('certificate_mail_count')
    .ifNotExists()
    .addColumn('learner', 'text', column => column.primaryKey())
    .addColumn('time_window', 'integer', column => column.notNull())
    .addColumn('count', 'integer', column => column.notNull())
    .execute()

  await db.schema.createTable('verify_miss')
    .ifNotExists()
    .addColumn('address', 'text', column => column.primaryKey())
    .addColumn('time_window', 'integer', column => column.notNull())
    .addColumn('count', 'integer', column => column.notNull())
    .execute()
}

/** SQLite does not know "add column if not exists", and adds one column a statement. */
async function addColumns(db: Kysely<unknown>, table: string, columns: Record<string, 'text' | 'bytea'>): Promise<void> {
  const found = (await db.introspection.getTables()).find(({ name }) => name === table)?.columns.map(({ name }) => name)
  for (const [column, type] of Object.entries(columns)) {
    if (!found?.includes(column))
      await db.schema.alterTable(table).addColumn(column, type).execute()
  }
}
