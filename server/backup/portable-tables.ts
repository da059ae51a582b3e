import type { Database } from '../storage/schema.ts'
import { createSignIn } from '../sign-in/sign-in.ts'
import { migrate } from '../storage/migrate.ts'
import { createWriter } from '../storage/writer.ts'

/** Makes all tables of the service, those of the sign-in library among them. */
export async function makeTables(db: Database, kind: 'sqlite' | 'postgres'): Promise<void> {
  await migrate(db)
  // Only its tables are wanted: nobody signs in here.
  const signIn = createSignIn({ store: { db, kind, writer: createWriter(db, { lanes: 1 }) }, secret: 'only for the tables; signs nothing at all', baseUrl: 'http://localhost', sendCode: async () => {} })
  await signIn.migrate()
}

/** Tables with what they refer to first. */
export async function listTables(db: Database): Promise<{ name: string, columns: string[] }[]> {
  const first = ['user']
  const tables = (await db.introspection.getTables()).filter(({ name, isView }) => !isView && !name.startsWith('kysely_') && !name.startsWith('sqlite_'))
  return tables.map(({ name, columns }) => ({ name, columns: columns.map(({ name }) => name) })).sort((a, b) => Number(first.includes(b.name)) - Number(first.includes(a.name)) || (a.name < b.name ? -1 : 1))
}
