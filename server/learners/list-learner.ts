import type { Transaction } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { Profile } from './profile.ts'
import { searchTerms } from './search-terms.ts'

/** Brings the lists of all courses that a learner is in up to date with the profile, in the transaction that changes either. */
export async function listLearner(transaction: Transaction<Tables>, learner: string): Promise<void> {
  // Locks the profile: when it changes while the learner enrols, the later of the two sees the earlier.
  const { numUpdatedRows } = await transaction.updateTable('profile').set({ learner }).where('learner', '=', learner).executeTakeFirst()
  if (!numUpdatedRows)
    return
  const { body, email } = await transaction.selectFrom('profile').select(['body', 'email']).where('learner', '=', learner).executeTakeFirstOrThrow()
  const profile = JSON.parse(body) as Profile
  const enrolments = await transaction.selectFrom('enrolment').select(['id', 'course']).where('learner', '=', learner).execute()
  if (!enrolments.length)
    return
  await transaction.updateTable('enrolment').set({ profession: profile.profession }).where('learner', '=', learner).execute()
  const terms = searchTerms(profile, email ?? undefined)
  for (const { id, course } of enrolments) {
    await transaction.deleteFrom('roster_term').where('enrolment', '=', id).execute()
    await transaction.insertInto('roster_term').values(terms.map(term => ({ course, term, enrolment: id }))).execute()
  }
}
