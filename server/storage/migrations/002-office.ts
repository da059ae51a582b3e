import type { ColumnDefinitionBuilderCallback, Kysely } from 'kysely'

/** What the office lists, searches, analyses and reports: all of it follows from the records and is written with them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('role_grant').ifNotExists().addColumn('address', 'text', column => column.primaryKey()).addColumn('role', 'text', column => column.notNull()).addColumn('granted_by', 'text', column => column.notNull()).addColumn('granted_at', 'text', column => column.notNull()).execute()

  await addColumn(db, 'profile', 'email', 'text')
  for (const column of ['profession', 'certificate', 'reported'])
    await addColumn(db, 'enrolment', column, 'text')
  for (const column of ['pre_test', 'first_attempt', 'best_attempt'])
    await addColumn(db, 'enrolment', column, 'integer')
  for (const column of ['passed', 'attempts', 'lecture_seconds'])
    await addColumn(db, 'enrolment', column, 'integer', column => column.notNull().defaultTo(0))
  await db.schema.createIndex('enrolment_by_passed').ifNotExists().on('enrolment').columns(['course', 'passed', 'created_at', 'id']).execute()
  await db.schema.createIndex('enrolment_by_profession').ifNotExists().on('enrolment').columns(['course', 'profession', 'created_at', 'id']).execute()
  // Sums are read from the index alone.
  await db.schema.createIndex('enrolment_sums').ifNotExists().on('enrolment').columns(['course', 'version', 'passed', 'credits']).execute()

  await db.schema.createTable('roster_term').ifNotExists().addColumn('course', 'text', column => column.notNull()).addColumn('term', 'text', column => column.notNull()).addColumn('enrolment', 'text', column => column.notNull()).addPrimaryKeyConstraint('roster_term_key', ['course', 'term', 'enrolment']).execute()
  await db.schema.createIndex('roster_term_by_enrolment').ifNotExists().on('roster_term').columns(['enrolment', 'term']).execute()

  await db.schema.createTable('first_attempt').ifNotExists().addColumn('enrolment', 'text', column => column.primaryKey()).addColumn('course', 'text', column => column.notNull()).addColumn('version', 'text', column => column.notNull()).addColumn('points', 'integer', column => column.notNull()).addColumn('at', 'text', column => column.notNull()).addColumn('items', 'text', column => column.notNull()).addColumn('responses', 'text', column => column.notNull()).addColumn('pre_items', 'text').execute()
  await db.schema.createIndex('first_attempt_by_points').ifNotExists().on('first_attempt').columns(['course', 'version', 'points', 'at', 'enrolment']).execute()

  await db.schema.createTable('evaluation').ifNotExists().addColumn('enrolment', 'text', column => column.primaryKey()).addColumn('course', 'text', column => column.notNull()).addColumn('version', 'text', column => column.notNull()).addColumn('at', 'text', column => column.notNull()).addColumn('responses', 'text', column => column.notNull()).execute()
  await db.schema.createIndex('evaluation_by_course').ifNotExists().on('evaluation').columns(['course', 'version', 'at', 'enrolment']).execute()

  await db.schema.createTable('pars_export').ifNotExists().addColumn('id', 'text', column => column.primaryKey()).addColumn('course', 'text', column => column.notNull()).addColumn('at', 'text', column => column.notNull()).addColumn('actor', 'text', column => column.notNull()).addColumn('organization', 'text', column => column.notNull()).addColumn('provider', 'text', column => column.notNull()).addColumn('module', 'text', column => column.notNull()).execute()
  await db.schema.createIndex('pars_export_by_course').ifNotExists().on('pars_export').columns(['course', 'at', 'id']).execute()

  await db.schema.createTable('pars_record').ifNotExists().addColumn('id', 'text', column => column.primaryKey()).addColumn('export', 'text', column => column.notNull()).addColumn('enrolment', 'text', column => column.notNull()).addColumn('certificate', 'text', column => column.notNull()).addColumn('action', 'text', column => column.notNull()).addColumn('body', 'text', column => column.notNull()).addColumn('at', 'text', column => column.notNull()).execute()
  await db.schema.createIndex('pars_record_by_export').ifNotExists().on('pars_record').columns(['export', 'id']).execute()
  await db.schema.createIndex('pars_record_by_enrolment').ifNotExists().on('pars_record').columns(['enrolment', 'certificate', 'action']).execute()

  await db.schema.dropIndex('audit_by_subject').ifExists().execute()
  await db.schema.createIndex('audit_by_subject_and_time').ifNotExists().on('audit').columns(['subject', 'at', 'id']).execute()
  await db.schema.createIndex('audit_by_actor').ifNotExists().on('audit').columns(['actor', 'at', 'id']).execute()
  await db.schema.createIndex('audit_by_time').ifNotExists().on('audit').columns(['at', 'id']).execute()
}

/** SQLite cannot be told to add a column only when it is missing. */
async function addColumn(db: Kysely<unknown>, table: string, column: string, type: 'text' | 'integer', build?: ColumnDefinitionBuilderCallback): Promise<void> {
  const known = (await db.introspection.getTables()).find(({ name }) => name === table)?.columns.some(({ name }) => name === column)
  if (!known)
    await db.schema.alterTable(table).addColumn(column, type, build).execute()
}
