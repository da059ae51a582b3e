import type { Transaction } from 'kysely'
import type { StoredProfile } from '../privacy/kept-for-report.ts'
import type { Person } from '../sign-in/sign-in.ts'
import type { Database, Tables } from '../storage/schema.ts'
import type { Writer } from '../storage/writer.ts'
import type { Profile } from './profile.ts'
import { createHash } from 'node:crypto'
import { shownProfile } from '../privacy/kept-for-report.ts'
import { listLearner } from './list-learner.ts'

export async function readProfile(db: Database | Transaction<Tables>, learner: string): Promise<Profile | undefined> {
  const row = await db.selectFrom('profile').select('body').where('learner', '=', learner).executeTakeFirst()
  return row && shownProfile(JSON.parse(row.body) as StoredProfile)
}

/** Names what a profile says: the same for the same words. "none" when there is none. */
export function profileVersion(profile: Profile | undefined): string {
  return profile ? createHash('sha256').update(JSON.stringify(profile)).digest('hex').slice(0, 32) : 'none'
}

/**
 * Saves a profile with the address of the sign-in, and what lists and searches have of it. "erased" when the learner was erased
 * while the request was on its way: nothing is saved then, or what was erased would be back. "changed" when the profile is not
 * `seen` any more, the version that was changed: a request that was late must not undo what was saved since. The same profile again
 * is saved already.
 */
export async function writeProfile(writer: Writer, { id: learner, email }: Pick<Person, 'id' | 'email'>, profile: Profile, now: string, seen?: string): Promise<'saved' | 'erased' | 'changed'> {
  const changes = { body: JSON.stringify(profile), updated_at: now, email }
  return writer.write(`profile:${learner}`, async (transaction) => {
    // Locks the profile: an erasure that is going on is waited for, and then seen.
    await transaction.updateTable('profile').set({ learner }).where('learner', '=', learner).execute()
    if (await transaction.selectFrom('erasure').select('learner').where('learner', '=', learner).executeTakeFirst())
      return 'erased'
    const before = await readProfile(transaction, learner)
    if (seen !== undefined && ![seen, profileVersion(profile)].includes(profileVersion(before)))
      return 'changed'
    await transaction.insertInto('profile').values({ learner, ...changes }).onConflict(conflict => conflict.column('learner').doUpdateSet(changes)).execute()
    await listLearner(transaction, learner)
    return 'saved'
  })
}
