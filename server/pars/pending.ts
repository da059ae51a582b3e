import type { Transaction } from 'kysely'
import type { Certificate } from '../certificates/certificate.ts'
import type { Profile } from '../learners/profile.ts'
import type { Database, Tables } from '../storage/schema.ts'
import type { Completion } from './learner-record.ts'
import { sql } from 'kysely'
import { mayClaimAmaCredit } from '../learners/profile.ts'

export type Place = readonly [createdAt: string, enrolment: string]

/** An enrolment whose certificate and what was reported of it are not the same. */
export interface Pending {
  readonly enrolment: string
  readonly place: Place
  /** What is to be reported; undefined when the certificate was revoked, and for who gets no AMA credit. */
  readonly completion?: Completion
  /** The certificate that was reported and does not hold any more. */
  readonly reported?: string
}

/** Enrolments of a course in the order in which learners came, after `after`: which of them could be pending. */
export async function readPlaces(db: Database, course: string, after: Place | undefined, limit: number): Promise<Place[]> {
  const rows = await db.selectFrom('enrolment').select(['created_at', 'id']).where('course', '=', course).$if(after !== undefined, query => query.where(sql<boolean>`(created_at, id) > (${after![0]}, ${after![1]})`)).orderBy('created_at').orderBy('id').limit(limit).execute()
  return rows.map(({ created_at, id }) => [created_at, id])
}

/** Which of some enrolments are pending. */
export async function readPending(db: Database | Transaction<Tables>, places: readonly Place[]): Promise<Pending[]> {
  if (!places.length)
    return []
  const rows = await db.selectFrom('enrolment')
    .leftJoin('profile', 'profile.learner', 'enrolment.learner')
    .leftJoin('certificate', 'certificate.id', 'enrolment.certificate')
    .leftJoin('evaluation', 'evaluation.enrolment', 'enrolment.id')
    .select(['enrolment.id', 'enrolment.created_at', 'enrolment.certificate', 'enrolment.reported', 'enrolment.passed_at', 'profile.body', 'certificate.snapshot', 'evaluation.at'])
    .where('enrolment.id', 'in', places.map(([, id]) => id))
    .where(({ or, and, eb, ref }) => or([
      and([eb('enrolment.certificate', 'is not', null), eb('enrolment.reported', 'is', null)]),
      and([eb('enrolment.certificate', 'is', null), eb('enrolment.reported', 'is not', null)]),
      eb('enrolment.certificate', '<>', ref('enrolment.reported')),
    ]))
    .orderBy('enrolment.created_at')
    .orderBy('enrolment.id')
    .execute()
  return rows.flatMap(({ id, created_at, reported, passed_at, body, snapshot, at }): Pending[] => {
    const certificate = snapshot === null ? undefined : JSON.parse(snapshot) as Certificate
    const isReportable = certificate?.accredited && mayClaimAmaCredit(certificate.learner.profession)
    const completion = isReportable ? { certificate, profile: body === null ? undefined : JSON.parse(body) as Profile, completedAt: at ?? passed_at ?? certificate.issuedAt } : undefined
    return completion || reported !== null ? [{ enrolment: id, place: [created_at, id], completion, reported: reported ?? undefined }] : []
  })
}
