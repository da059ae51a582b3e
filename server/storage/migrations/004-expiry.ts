import type { Kysely } from 'kysely'

/** What has expired is found without reading what has not. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('code_request_by_window').ifNotExists().on('code_request').column('time_window').execute()
}
