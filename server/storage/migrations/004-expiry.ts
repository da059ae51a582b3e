import type { Kysely } from 'kysely'

/** What has expired is found without reading what has not. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['code_request', 'verify_miss', 'certificate_mail_count'])
    await db.schema.createIndex(`${table}_by_window`).ifNotExists().on(table).column('time_window').execute()
  await db.schema.createIndex('certificate_mail_by_time').ifNotExists().on('certificate_mail').column('at').execute()
}
