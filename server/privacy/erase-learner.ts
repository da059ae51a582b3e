import type { Transaction } from 'kysely'
import type { Database, Tables } from '../storage/schema.ts'
import type { Erasing } from './erase-enrolment.ts'
import type { StoredProfile } from './kept-for-report.ts'
import { listLearner } from '../learners/list-learner.ts'
import { readProfile } from '../learners/profiles.ts'
import { writeAudit } from '../office/audit.ts'
import { leavesAdmin, readAddress, readRole } from '../roles/role-grants.ts'
import { deleteAccount, findAccount } from './account.ts'
import { eraseEnrolment } from './erase-enrolment.ts'
import { hasKeptForReport, keptForReport } from './kept-for-report.ts'

/** What became of a request for erasure. */
export interface Erasure {
  readonly learner: string
  readonly askedAt: string
  /** When nothing of the learner was left; null while credit is kept. */
  readonly finishedAt: string | null
  readonly kept: readonly KeptCredit[]
  /** Whether NPI, licences and birthday are kept with it, because it was not reported to boards yet. */
  readonly forReport: boolean
}

/** Credit that has to be kept for now. */
export interface KeptCredit {
  readonly enrolment: string
  readonly course: string
  /** The last day, ISO date. */
  readonly until: string
}

export type ErasureOutcome = { readonly erasure: Erasure } | { readonly refusal: { readonly code: 'no-such-learner' | 'last-admin' | 'not-allowed', readonly message: string } }

export interface LearnerErasure extends Erasing {
  /** The reason in the words of who did it, for the audit log. */
  readonly words?: string
  readonly request: string | null
  /** False: whoever asked may not take a role away, and an account's role goes with it. */
  readonly mayTakeRole?: boolean
}

/**
 * Erases a learner: the account with its sessions, the profile, and of every enrolment what need not be kept. Of who has
 * credit that must be verifiable, the name, the certificates and what was passed and claimed stay until the time is over, and what a board knows
 * them by until it is reported;
 * housekeeping then finishes (finishErasure). Whoever was erased already is not erased twice.
 *
 * All in the transaction of the caller: either all of it is gone or nothing.
 */
export async function eraseLearner(transaction: Transaction<Tables>, learner: string, erasing: LearnerErasure): Promise<ErasureOutcome> {
  const { actor, reason, words, request, now, mayTakeRole = true } = erasing
  const before = await readErasure(transaction, learner)
  if (before)
    return { erasure: { ...before, kept: await keptOf(transaction, learner, erasing), forReport: await hasKeptForReport(transaction, learner) } }
  const account = await findAccount(transaction, { id: learner })
  const profile = await readProfile(transaction, learner)
  const enrolments = await transaction.selectFrom('enrolment').select('id').where('learner', '=', learner).limit(1).execute()
  if (!account && !profile && !enrolments.length)
    return { refusal: { code: 'no-such-learner', message: 'There is no such learner.' } }
  const role = account ? await readRole(transaction, { ...account, emailVerified: true }) : 'learner'
  if (role !== 'learner' && !mayTakeRole)
    return { refusal: { code: 'not-allowed', message: 'This person is of the CME office. Only an administrator can erase them, or they themselves.' } }
  if (role === 'admin' && !await leavesAdmin(transaction, readAddress(account!.email)))
    return { refusal: { code: 'last-admin', message: 'Somebody has to be an administrator. Make another person one first.' } }
  if (account)
    await deleteAccount(transaction, account)
  const forReport = profile && await keptForReport(transaction, learner, profile)
  const kept = await keptOf(transaction, learner, erasing)
  if (profile && kept.length) {
    const { givenName, familyName, latinName, credentials, profession } = profile
    await transaction.updateTable('profile').set({ body: JSON.stringify({ givenName, familyName, latinName, credentials, profession, licences: [], boards: [], forReport } satisfies StoredProfile), email: null, updated_at: now }).where('learner', '=', learner).execute()
    await listLearner(transaction, learner)
  }
  else {
    await transaction.deleteFrom('profile').where('learner', '=', learner).execute()
  }
  const finishedAt = kept.length ? null : now
  await transaction.insertInto('erasure').values({ learner, asked_at: now, actor, reason, request, keep_until: firstEnd(kept), finished_at: finishedAt }).execute()
  await writeAudit(transaction, { at: now, actor, action: 'erased learner', subject: `learner:${learner}`, reason: words ?? reason })
  return { erasure: { learner, askedAt: now, finishedAt, kept, forReport: kept.length > 0 && forReport !== undefined } }
}

/** Erases what was kept of an erased learner as far as its time is over. Returns whether anything is still kept. */
export async function finishErasure(transaction: Transaction<Tables>, learner: string, { now, creditYears }: Pick<Erasing, 'now' | 'creditYears'>): Promise<boolean> {
  const kept = await keptOf(transaction, learner, { actor: 'housekeeping', reason: 'the time for keeping it is over', now, creditYears })
  if (!kept.length)
    await transaction.deleteFrom('profile').where('learner', '=', learner).execute()
  await transaction.updateTable('erasure').set({ keep_until: firstEnd(kept), ...!kept.length && { finished_at: now } }).where('learner', '=', learner).execute()
  return kept.length > 0
}

/** The erasure that a request brought, so that the same request is answered alike. */
export async function findErasure(db: Database, request: string): Promise<string | undefined> {
  return (await db.selectFrom('erasure').select('learner').where('request', '=', request).executeTakeFirst())?.learner
}

async function readErasure(transaction: Transaction<Tables>, learner: string): Promise<Omit<Erasure, 'kept' | 'forReport'> | undefined> {
  const row = await transaction.selectFrom('erasure').select(['asked_at', 'finished_at']).where('learner', '=', learner).executeTakeFirst()
  return row && { learner, askedAt: row.asked_at, finishedAt: row.finished_at }
}

/** Erases what may be erased of each enrolment; returns the others. */
async function keptOf(transaction: Transaction<Tables>, learner: string, erasing: Erasing): Promise<KeptCredit[]> {
  const enrolments = await transaction.selectFrom('enrolment').select(['id', 'course']).where('learner', '=', learner).orderBy('id').execute()
  const kept: KeptCredit[] = []
  for (const enrolment of enrolments) {
    const { keptUntil } = await eraseEnrolment(transaction, enrolment, erasing)
    if (keptUntil)
      kept.push({ enrolment: enrolment.id, course: enrolment.course, until: keptUntil })
  }
  return kept
}

function firstEnd(kept: readonly KeptCredit[]): string | null {
  return kept.map(({ until }) => until).sort()[0] ?? null
}
