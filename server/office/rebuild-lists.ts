import type { Transaction } from 'kysely'
import type { Enrolment } from '../journey/enrolments.ts'
import type { JourneyPolicy } from '../journey/policy.ts'
import type { Store } from '../storage/open-store.ts'
import type { Database, Tables } from '../storage/schema.ts'
import { sql } from 'kysely'
import { LecternError } from '../../scripts/errors.ts'
import { correctCounters } from '../counting/compare-counters.ts'
import { removeAnswers } from '../counting/remove-answers.ts'
import { policyOf } from '../courses/course-policy.ts'
import { readCourseVersion } from '../courses/course-versions.ts'
import { eventsOf } from '../journey/enrolments.ts'
import { replay } from '../journey/journey.ts'
import { project } from '../journey/project.ts'
import { listLearner } from '../learners/list-learner.ts'
import { readChain } from '../ledger/records.ts'

const AT_ONCE = 100

/**
 * Writes everything that the office lists, searches and analyses anew from the records, which alone are the truth, and corrects
 * the counters by that: for records of an earlier version of Lectern, and for lists that somebody has changed. Learners may go
 * on meanwhile. Resolves with the number of enrolments.
 */
export async function rebuildLists({ db, writer }: Pick<Store, 'db' | 'writer'>): Promise<number> {
  await fillAddresses(db)
  const policies = new Map<string, JourneyPolicy>()
  let count = 0
  let after = ''
  while (true) {
    const enrolments = await db.selectFrom('enrolment').select(['id', 'learner', 'course', 'version']).where('id', '>', after).orderBy('id').limit(AT_ONCE).execute()
    for (const { course, version } of enrolments)
      policies.set(`${course}/${version}`, policies.get(`${course}/${version}`) ?? await readPolicy(db, course, version))
    await Promise.all(enrolments.map(enrolment => writer.write(enrolment.id, transaction => rebuild(transaction, enrolment, policies.get(`${enrolment.course}/${enrolment.version}`)!))))
    count += enrolments.length
    if (enrolments.length < AT_ONCE) {
      await correctCounters({ db, writer })
      return count
    }
    after = enrolments.at(-1)!.id
  }
}

/** Profiles of an earlier version do not hold the address of the sign-in. */
async function fillAddresses(db: Database): Promise<void> {
  if ((await db.introspection.getTables()).some(({ name }) => name === 'user'))
    await sql`update profile set email = (select "user".email from "user" where "user".id = profile.learner) where email is null`.execute(db)
}

async function rebuild(transaction: Transaction<Tables>, enrolment: Enrolment, policy: JourneyPolicy): Promise<void> {
  const { id, learner } = enrolment
  const links = await readChain(transaction, id)
  const events = eventsOf(links)
  const journey = replay(events)
  // Erased meanwhile.
  if (!journey.enrolledAt)
    return
  await removeAnswers(transaction, id)
  // Answers that a learner had erased are in no analysis any more.
  const isErased = links.some(link => link.body === undefined)
  await project(transaction, enrolment, { journey, events: isErased ? [] : events, policy })
  const last = await transaction.selectFrom('pars_record').select(['certificate', 'action']).where('enrolment', '=', id).orderBy('at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  await transaction.updateTable('enrolment').set({ reported: last?.action === 'add' ? last.certificate : null }).where('id', '=', id).execute()
  await listLearner(transaction, learner)
}

async function readPolicy(db: Database, course: string, version: string): Promise<JourneyPolicy> {
  const bundle = await readCourseVersion(db, course, version)
  if (!bundle)
    throw new LecternError(`Version ${version} of the course ${course} is not among the records, though somebody has begun it.`, { code: 'version-missing', mend: 'Restore the last backup.' })
  return policyOf(bundle)
}
