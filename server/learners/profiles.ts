import type { Transaction } from 'kysely'
import type { Database, Tables } from '../storage/schema.ts'
import type { Writer } from '../storage/writer.ts'
import type { Profile } from './profile.ts'

export async function readProfile(db: Database | Transaction<Tables>, learner: string): Promise<Profile | undefined> {
  const row = await db.selectFrom('profile').select('body').where('learner', '=', learner).executeTakeFirst()
  return row && JSON.parse(row.body) as Profile
}

export async function writeProfile(writer: Writer, learner: string, profile: Profile, now: string): Promise<void> {
  const row = { learner, body: JSON.stringify(profile), updated_at: now }
  await writer.write(`profile:${learner}`, transaction => transaction.insertInto('profile').values(row).onConflict(conflict => conflict.column('learner').doUpdateSet({ body: row.body, updated_at: row.updated_at })).execute())
}
