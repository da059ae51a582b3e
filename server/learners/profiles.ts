import type { Transaction } from 'kysely'
import type { Person } from '../sign-in/sign-in.ts'
import type { Database, Tables } from '../storage/schema.ts'
import type { Writer } from '../storage/writer.ts'
import type { Profile } from './profile.ts'
import { listLearner } from './list-learner.ts'

export async function readProfile(db: Database | Transaction<Tables>, learner: string): Promise<Profile | undefined> {
  const row = await db.selectFrom('profile').select('body').where('learner', '=', learner).executeTakeFirst()
  return row && JSON.parse(row.body) as Profile
}

/** Saves a profile with the address of the sign-in, and what lists and searches have of it. */
export async function writeProfile(writer: Writer, { id: learner, email }: Pick<Person, 'id' | 'email'>, profile: Profile, now: string): Promise<void> {
  const changes = { body: JSON.stringify(profile), updated_at: now, email }
  await writer.write(`profile:${learner}`, async (transaction) => {
    await transaction.insertInto('profile').values({ learner, ...changes }).onConflict(conflict => conflict.column('learner').doUpdateSet(changes)).execute()
    await listLearner(transaction, learner)
  })
}
