import type { Transaction } from 'kysely'
import type { Certificate } from '../certificates/certificate.ts'
import type { StoredProfile } from '../privacy/kept-for-report.ts'
import type { Database, Tables } from '../storage/schema.ts'
import type { Completion } from './learner-record.ts'
import { sql } from 'kysely'
import { mayClaimAmaCredit } from '../../lib/credit-type.ts'

/** Where learners stand in the order in which they came. */
export type Place = readonly [createdAt: string, enrolment: string]

/**
 * An enrolment whose certificate and what was reported of it are not the same; or whose profile was saved since, so that by what a
 * board knows the learner may not be what was reported.
 */
export interface Pending {
  readonly enrolment: string
  readonly place: Place
  /** What is to be reported; undefined when the certificate was revoked, and for who gets no AMA credit. */
  readonly completion?: Completion
  /** The certificate that was reported; the same as that of `completion` when only the profile was saved since. */
  readonly reported?: string
}

/** What is pending of a course, in the order in which learners came, after `after`. */
export async function readPending(db: Database, course: string, after: Place | undefined, limit: number): Promise<Pending[]> {
  const rows = await differing(db)
    .where('enrolment.course', '=', course)
    .$if(after !== undefined, query => query.where(sql<boolean>`(enrolment.created_at, enrolment.id) > (${after![0]}, ${after![1]})`))
    .orderBy('enrolment.created_at')
    .orderBy('enrolment.id')
    .limit(limit)
    .execute()
  return rows.map(toPending)
}

/** What of some enrolments is pending. */
export async function readPendingOf(transaction: Database | Transaction<Tables>, enrolments: readonly string[]): Promise<Pending[]> {
  return (await differing(transaction).where('enrolment.id', 'in', enrolments).execute()).map(toPending)
}

function differing(db: Database | Transaction<Tables>) {
  return db.selectFrom('enrolment')
    .leftJoin('profile', 'profile.learner', 'enrolment.learner')
    .leftJoin('certificate', 'certificate.id', 'enrolment.certificate')
    .leftJoin('evaluation', 'evaluation.enrolment', 'enrolment.id')
    .select(['enrolment.id', 'enrolment.created_at', 'enrolment.reported', 'enrolment.passed_at', 'profile.body', 'certificate.snapshot', 'evaluation.at'])
    .where(({ or, and, not, exists, selectFrom, eb, ref }) => or([
      and([eb('enrolment.certificate', 'is not', null), eb('enrolment.reported', 'is', null)]),
      and([eb('enrolment.certificate', 'is', null), eb('enrolment.reported', 'is not', null)]),
      eb('enrolment.certificate', '<>', ref('enrolment.reported')),
      and([
        eb('enrolment.reported', 'is not', null),
        not(exists(selectFrom('pars_record').select('pars_record.id').whereRef('pars_record.enrolment', '=', 'enrolment.id').whereRef('pars_record.certificate', '=', 'enrolment.reported').where('pars_record.action', '=', 'add').whereRef('pars_record.at', '>=', 'profile.updated_at'))),
      ]),
    ]))
}

function toPending({ id, created_at, reported, passed_at, body, snapshot, at }: { id: string, created_at: string, reported: string | null, passed_at: string | null, body: string | null, snapshot: string | null, at: string | null }): Pending {
  const certificate = snapshot === null ? undefined : JSON.parse(snapshot) as Certificate
  const isReportable = certificate?.accredited && mayClaimAmaCredit(certificate.learner.profession)
  const stored = body === null ? undefined : JSON.parse(body) as StoredProfile
  // Of who was erased, a report has what was kept for it alone.
  const { completedAt, ...identity } = stored?.forReport ?? { completedAt: undefined }
  return {
    enrolment: id,
    place: [created_at, id],
    reported: reported ?? undefined,
    completion: isReportable ? { certificate, profile: stored && { ...stored, ...identity }, completedAt: completedAt?.[id] ?? at ?? passed_at ?? certificate.issuedAt } : undefined,
  }
}
