import type { Transaction } from 'kysely'
import type { Profile } from '../learners/profile.ts'
import type { Database, Tables } from '../storage/schema.ts'
import { readPendingOf } from '../pars/pending.ts'

/**
 * What stays of an erased learner's profile until kept credit is reported to boards, or has not to be kept any longer: a board knows people by
 * it. It stands in the profile where nothing but the export for PARS looks.
 */
export interface KeptForReport extends Pick<Profile, 'npi' | 'licences' | 'birthMonthDay'> {
  /** By enrolment: when it was completed, which the evaluation said that is erased. ISO time. */
  readonly completedAt: Readonly<Record<string, string>>
}

/** A profile as it is kept. */
export type StoredProfile = Profile & { readonly forReport?: KeptForReport }

/** What of a profile is shown: not what stays for a report alone. */
export function shownProfile({ forReport: _kept, ...profile }: StoredProfile): Profile {
  return profile
}

/** Asked before anything is erased; undefined when no credit waits to be reported, or nothing is known that a report needs. */
export async function keptForReport(transaction: Transaction<Tables>, learner: string, { npi, licences, birthMonthDay }: Profile): Promise<KeptForReport | undefined> {
  const waiting = await waitingForReport(transaction, learner)
  if (!waiting.length || (npi === undefined && !licences.length && birthMonthDay === undefined))
    return undefined
  return { npi, licences, birthMonthDay, completedAt: Object.fromEntries(waiting.map(({ enrolment, completedAt }) => [enrolment, completedAt])) }
}

export async function hasKeptForReport(transaction: Transaction<Tables>, learner: string): Promise<boolean> {
  const row = await transaction.selectFrom('profile').select('body').where('learner', '=', learner).executeTakeFirst()
  return row !== undefined && (JSON.parse(row.body) as StoredProfile).forReport !== undefined
}

/** Of erased learners whose credit is all reported, what was kept for it goes. In the transaction that reports. */
export async function forgetReported(transaction: Transaction<Tables>, enrolments: readonly string[]): Promise<void> {
  const erased = await transaction.selectFrom('enrolment').innerJoin('erasure', 'erasure.learner', 'enrolment.learner').select('enrolment.learner').where('enrolment.id', 'in', enrolments).distinct().execute()
  for (const { learner } of erased) {
    const row = await transaction.selectFrom('profile').select('body').where('learner', '=', learner).executeTakeFirst()
    const profile = row && JSON.parse(row.body) as StoredProfile
    if (profile?.forReport && !(await waitingForReport(transaction, learner)).length)
      await transaction.updateTable('profile').set({ body: JSON.stringify(shownProfile(profile)) }).where('learner', '=', learner).execute()
  }
}

async function waitingForReport(db: Database | Transaction<Tables>, learner: string): Promise<{ enrolment: string, completedAt: string }[]> {
  const enrolments = await db.selectFrom('enrolment').select('id').where('learner', '=', learner).execute()
  if (!enrolments.length)
    return []
  return (await readPendingOf(db, enrolments.map(({ id }) => id))).flatMap(({ enrolment, completion }) => completion ? [{ enrolment, completedAt: completion.completedAt }] : [])
}
