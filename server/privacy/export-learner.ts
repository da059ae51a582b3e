import type { Json } from '../ledger/canonical-json.ts'
import type { StoredLink } from '../ledger/records.ts'
import type { Database } from '../storage/schema.ts'
import { readEvaluationDraft } from '../journey/evaluation-draft.ts'
import { readProfile } from '../learners/profiles.ts'
import { readChain } from '../ledger/records.ts'
import { readAddress, readRole } from '../roles/role-grants.ts'
import { findAccount, readProviders, readSessions } from './account.ts'

/** Everything that is kept of a learner, for the learner to read and to take along. */
export type LearnerExport = Readonly<Record<string, Json>>

/**
 * Undefined when nothing is known of the learner. `forOffice`: without what was answered in evaluations, which are given without a
 * name; the learner's own copy has it.
 */
export async function exportLearner(db: Database, learner: string, now: string, { forOffice = false } = {}): Promise<LearnerExport | undefined> {
  const account = await findAccount(db, { id: learner })
  const profile = await readProfile(db, learner)
  const enrolments = await db.selectFrom('enrolment').select(['id', 'course', 'version', 'created_at']).where('learner', '=', learner).orderBy('created_at').execute()
  if (!account && !profile && !enrolments.length)
    return undefined
  const courses: Json[] = []
  for (const { id, course, version, created_at } of enrolments) {
    const certificates = await db.selectFrom('certificate').select(['id', 'snapshot', 'credential', 'issued_at']).where('enrolment', '=', id).orderBy('issued_at').execute()
    const reports = await db.selectFrom('pars_record').select(['action', 'body', 'at']).where('enrolment', '=', id).orderBy('at').execute()
    courses.push({
      enrolment: id,
      course,
      version,
      enrolledAt: created_at,
      records: (await readChain(db, id)).map(link => exportRecord(forOffice && link.kind === 'evaluated' ? { ...link, body: undefined } : link)),
      ...!forOffice && { evaluationNotSent: (await readEvaluationDraft(db, id)).responses as { [item: string]: Json } },
      certificates: certificates.map(({ id, snapshot, credential, issued_at }) => ({ id, issuedAt: issued_at, certified: snapshot ? JSON.parse(snapshot) as Json : null, credential })),
      reports: reports.map(({ action, body, at }) => ({ to: 'PARS', action, at, report: body ? JSON.parse(body) as Json : null })),
    })
  }
  const subjects = [`learner:${learner}`, ...enrolments.map(({ id }) => `enrolment:${id}`), ...account ? [`address:${readAddress(account.email)}`] : []]
  const audit = await db.selectFrom('audit').selectAll().where('subject', 'in', subjects).orderBy('at').orderBy('id').execute()
  return {
    about: `Everything that this service keeps of you. Times are in UTC. Points of single questions are left out: they would tell others the key of a test that is still taken.${forOffice ? ' Answers to evaluations are left out as well, because the office made this copy and evaluations are given without a name; the copy that you can make yourself has them.' : ''}`,
    exportedAt: now,
    learner,
    account: account ? { email: account.email, createdAt: account.createdAt, role: await readRole(db, { ...account, emailVerified: true }), signsInWith: ['code by mail', ...await readProviders(db, learner)] } : null,
    sessions: account ? (await readSessions(db, learner)).map(session => ({ ...session })) : [],
    profile: profile ? profile as unknown as Json : null,
    courses,
    // Who of the office it was is their own personal data.
    audit: audit.map(({ at, action, subject, reason, actor }) => ({ at, action, subject, reason, by: actor === account?.email || actor === 'learner' ? 'you' : 'the office' })),
  }
}

function exportRecord({ seq, kind, at, body, hash }: StoredLink): Json {
  return { seq, kind, at, hash, body: body === undefined ? null : withoutPoints(body) }
}

/** Without points of single questions and without the address of who corrected. */
function withoutPoints(body: Json): Json {
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    return body
  const { items: _items, actor: _actor, ...rest } = body as { [key: string]: Json }
  return rest
}
