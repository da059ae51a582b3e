import type { Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createTable('course_version').ifNotExists().addColumn('course', 'text', column => column.notNull()).addColumn('version', 'text', column => column.notNull()).addColumn('bundle', 'text', column => column.notNull()).addColumn('created_at', 'text', column => column.notNull()).addPrimaryKeyConstraint('course_version_key', ['course', 'version']).execute()

  await db.schema.createTable('profile').ifNotExists().addColumn('learner', 'text', column => column.primaryKey()).addColumn('body', 'text', column => column.notNull()).addColumn('updated_at', 'text', column => column.notNull()).execute()

  await db.schema.createTable('enrolment').ifNotExists().addColumn('id', 'text', column => column.primaryKey()).addColumn('learner', 'text', column => column.notNull()).addColumn('course', 'text', column => column.notNull()).addColumn('version', 'text', column => column.notNull()).addColumn('created_at', 'text', column => column.notNull()).addColumn('step', 'text', column => column.notNull()).addColumn('passed_at', 'text').addColumn('credits', 'integer').addColumn('updated_at', 'text', column => column.notNull()).addUniqueConstraint('enrolment_learner_course', ['learner', 'course']).execute()
  await db.schema.createIndex('enrolment_by_course').ifNotExists().on('enrolment').columns(['course', 'created_at', 'id']).execute()
  await db.schema.createIndex('enrolment_by_step').ifNotExists().on('enrolment').columns(['course', 'step', 'created_at', 'id']).execute()

  await db.schema.createTable('record').ifNotExists().addColumn('chain', 'text', column => column.notNull()).addColumn('seq', 'integer', column => column.notNull()).addColumn('kind', 'text', column => column.notNull()).addColumn('body', 'text', column => column.notNull()).addColumn('at', 'text', column => column.notNull()).addColumn('previous', 'text', column => column.notNull()).addColumn('hash', 'text', column => column.notNull()).addColumn('request', 'text').addPrimaryKeyConstraint('record_key', ['chain', 'seq']).addUniqueConstraint('record_request', ['chain', 'request']).execute()

  await db.schema.createTable('unsealed').ifNotExists().addColumn('course', 'text', column => column.notNull()).addColumn('chain', 'text', column => column.notNull()).addColumn('seq', 'integer', column => column.notNull()).addColumn('hash', 'text', column => column.notNull()).addPrimaryKeyConstraint('unsealed_key', ['course', 'chain', 'seq']).execute()

  await db.schema.createTable('certificate').ifNotExists().addColumn('id', 'text', column => column.primaryKey()).addColumn('enrolment', 'text', column => column.notNull()).addColumn('snapshot', 'text', column => column.notNull()).addColumn('credential', 'text', column => column.notNull()).addColumn('issued_at', 'text', column => column.notNull()).execute()
  await db.schema.createIndex('certificate_by_enrolment').ifNotExists().on('certificate').columns(['enrolment', 'issued_at']).execute()

  await db.schema.createTable('signing_key').ifNotExists().addColumn('id', 'text', column => column.primaryKey()).addColumn('public_key', 'text', column => column.notNull()).addColumn('created_at', 'text', column => column.notNull()).execute()

  await db.schema.createTable('code_request').ifNotExists().addColumn('address', 'text', column => column.primaryKey()).addColumn('time_window', 'integer', column => column.notNull()).addColumn('count', 'integer', column => column.notNull()).execute()

  await db.schema.createTable('audit').ifNotExists().addColumn('id', 'text', column => column.primaryKey()).addColumn('at', 'text', column => column.notNull()).addColumn('actor', 'text', column => column.notNull()).addColumn('action', 'text', column => column.notNull()).addColumn('subject', 'text', column => column.notNull()).addColumn('reason', 'text').execute()
  await db.schema.createIndex('audit_by_subject').ifNotExists().on('audit').columns(['subject', 'at']).execute()
}
