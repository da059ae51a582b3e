import type { Transaction } from 'kysely'
import type { StoredProfile } from '../privacy/kept-for-report.ts'
import type { Person } from '../sign-in/sign-in.ts'
import type { Database, Tables } from '../storage/schema.ts'
import type { Writer } from '../storage/writer.ts'
import type { Profile } from './profile.ts'
import { shownProfile } from '../privacy/kept-for-report.ts'
import { listLearner } from './list-learner.ts'

export async function readProfile(db: Database | Transaction<Tables>, learner: string): Promise<Profile | undefined> {
  const row = await db.selectFrom('profile').select('body').where('learner', '=', learner).executeTakeFirst()
  return row && shownProfile(JSON.parse(row.body) as StoredProfile)
}

/**
 * Saves a profile with the address of the sign-in, and what lists and searches have of it. False when the learner was erased
 * while the request was on its way: nothing is saved then, or what was erased would be back.
 */
export async function writeProfile(writer: Writer, { id: learner, email }: Pick<Person, 'id' | 'email'>, profile: Profile, now: string): Promise<boolean> {
  const changes = { body: JSON.stringify(profile), updated_at: now, email }
  return writer.write(`profile:${learner}`, async (transaction) => {
    // Locks the profile: an erasure that is going on is waited for, and then seen.
    await transaction.updateTable('profile').set({ learner }).where('learner', '=', learner).execute()
    if (await transaction.selectFrom('erasure').select('learner').where('learner', '=', learner).executeTakeFirst())
      return false
    await transaction.insertInto('profile').values({ learner, ...changes }).onConflict(conflict => conflict.column('learner').doUpdateSet(changes)).execute()
    await listLearner(transaction, learner)
    return true
  })
}
