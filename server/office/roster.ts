import type { Certificate } from '../certificates/certificate.ts'
import type { Profile } from '../learners/profile.ts'
import type { Database } from '../storage/schema.ts'
import { sql } from 'kysely'
import { withAmaTerm } from '../../lib/credit-amount.ts'
import { fullName, plainStatement } from '../certificates/certificate.ts'
import { termRange } from '../learners/search-terms.ts'

/** A learner in a course, as the office lists them. */
export interface RosterRow {
  readonly enrolment: string
  readonly learner: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly credentials: string | null
  readonly profession: string | null
  readonly npi: string | null
  readonly email: string | null
  readonly version: string
  /** ISO time. */
  readonly enrolledAt: string
  /** What comes next; "done". */
  readonly step: string
  readonly passedAt: string | null
  readonly attempts: number
  /** Percent, in the pre-test, and in the first and the best attempt at the post-test. */
  readonly preTest: number | null
  readonly firstAttempt: number | null
  readonly bestAttempt: number | null
  readonly lectureMinutes: number
  readonly credits: number | null
  /** The certificate that is valid. */
  readonly certificate: string | null
  /** Of the certificate that was issued last; null before the claim. */
  readonly certificateState: 'valid' | 'revoked' | null
  /** Whom it was issued to, and in what kind of credit; null when it was erased. */
  readonly certificateName: string | null
  readonly creditType: string | null
  /** The learner has changed the name since: the certificate has to be issued anew. */
  readonly nameDiffers: boolean
  /** Of pharmacists who asked that CPE Monitor be told. */
  readonly eProfileId: string | null
  /** Month and day of birth, for the same. */
  readonly birthMonthDay: string | null
}

export interface RosterFilter {
  readonly step?: string
  readonly passed?: boolean
  readonly profession?: string
  /** What a name, an address or an NPI begins with. */
  readonly search?: string
  /** First and last day of the enrolment, ISO dates, UTC. */
  readonly from?: string
  readonly to?: string
}

export interface RosterPage {
  readonly rows: readonly RosterRow[]
  /** Where the next page begins; undefined when there is none. */
  readonly next?: readonly [string, string]
}

/** Where a page goes on: a time or a term, and an enrolment. */
export type RosterPlace = readonly [string, string]

const COLUMNS = ['enrolment.id', 'enrolment.learner', 'enrolment.version', 'enrolment.created_at', 'enrolment.step', 'enrolment.passed_at', 'enrolment.attempts', 'enrolment.pre_test', 'enrolment.first_attempt', 'enrolment.best_attempt', 'enrolment.lecture_seconds', 'enrolment.credits', 'enrolment.certificate', 'enrolment.profession', 'profile.body', 'profile.email'] as const

/** What the certificate that was issued last certifies; empty when it was erased. */
const lastCertificate = sql<string | null>`(select snapshot from certificate where certificate.enrolment = enrolment.id order by certificate.issued_at desc limit 1)`.as('snapshot')

/**
 * Learners of a course: those who enrolled last first, or, when searched for, in the order of what was found. Pages follow
 * one another without gaps whoever enrols meanwhile.
 */
export async function readRoster(db: Database, course: string, filter: RosterFilter, { after, limit, oldestFirst = false }: { after?: RosterPlace, limit: number, oldestFirst?: boolean }): Promise<RosterPage> {
  const range = filter.search === undefined ? undefined : termRange(filter.search)
  return range ? search(db, course, filter, range, { after, limit }) : list(db, course, filter, { after, limit, oldestFirst })
}

async function list(db: Database, course: string, filter: RosterFilter, { after, limit, oldestFirst }: { after?: RosterPlace, limit: number, oldestFirst: boolean }): Promise<RosterPage> {
  const direction = oldestFirst ? 'asc' as const : 'desc' as const
  // The place where a page goes on is within the days: SQLite takes one bound on each side, and the place is the nearer.
  const rows = await filtered(db, course, { ...filter, ...after && (oldestFirst ? { from: undefined } : { to: undefined }) })
    .select(COLUMNS)
    .select(lastCertificate)
    .$if(after !== undefined, query => query.where(oldestFirst ? sql<boolean>`(enrolment.created_at, enrolment.id) > (${after![0]}, ${after![1]})` : sql<boolean>`(enrolment.created_at, enrolment.id) < (${after![0]}, ${after![1]})`))
    .orderBy('enrolment.created_at', direction)
    .orderBy('enrolment.id', direction)
    .limit(limit + 1)
    .execute()
  return page(rows, limit, row => [row.created_at, row.id])
}

async function search(db: Database, course: string, filter: RosterFilter, { from, to }: { from: string, to: string }, { after, limit }: { after?: RosterPlace, limit: number }): Promise<RosterPage> {
  const rows = await filtered(db, course, filter)
    .innerJoin('roster_term', 'roster_term.enrolment', 'enrolment.id')
    .select([...COLUMNS, 'roster_term.term'])
    .select(lastCertificate)
    .where('roster_term.course', '=', course)
    // One lower bound, not two: SQLite would begin at the first of them, at every page.
    .where(after === undefined ? sql<boolean>`roster_term.term >= ${from}` : sql<boolean>`(roster_term.term, roster_term.enrolment) > (${after[0]}, ${after[1]})`)
    .where('roster_term.term', '<', to)
    // Ann Anders is found by "an" twice, and listed once: by the first of the two.
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('roster_term as other').select('other.term').whereRef('other.enrolment', '=', 'enrolment.id').where('other.term', '>=', from).whereRef('other.term', '<', 'roster_term.term'))))
    .orderBy('roster_term.term')
    .orderBy('roster_term.enrolment')
    .limit(limit + 1)
    .execute()
  return page(rows, limit, row => [row.term, row.id])
}

function filtered(db: Database, course: string, { step, passed, profession, from, to }: RosterFilter) {
  return db.selectFrom('enrolment')
    .leftJoin('profile', 'profile.learner', 'enrolment.learner')
    .where('enrolment.course', '=', course)
    .$if(step !== undefined, query => query.where('enrolment.step', '=', step!))
    .$if(passed !== undefined, query => query.where('enrolment.passed', '=', passed ? 1 : 0))
    .$if(profession !== undefined, query => query.where('enrolment.profession', '=', profession!))
    .$if(from !== undefined, query => query.where('enrolment.created_at', '>=', from!))
    .$if(to !== undefined, query => query.where('enrolment.created_at', '<', dayAfter(to!)))
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}

interface Row {
  id: string
  learner: string
  version: string
  created_at: string
  step: string
  passed_at: string | null
  attempts: number
  pre_test: number | null
  first_attempt: number | null
  best_attempt: number | null
  lecture_seconds: number
  credits: number | null
  certificate: string | null
  profession: string | null
  body: string | null
  email: string | null
  snapshot: string | null
}

function page<R extends Row>(rows: readonly R[], limit: number, place: (row: R) => [string, string]): RosterPage {
  const shown = rows.slice(0, limit)
  return { rows: shown.map(rosterRow), next: rows.length > limit ? place(shown.at(-1)!) : undefined }
}

function rosterRow(row: Row): RosterRow {
  const profile = row.body === null ? undefined : JSON.parse(row.body) as Profile
  const certified = row.snapshot ? JSON.parse(row.snapshot) as Certificate : undefined
  const certificateName = certified ? fullName(certified.learner) : null
  return {
    enrolment: row.id,
    learner: row.learner,
    givenName: profile?.givenName ?? null,
    familyName: profile?.familyName ?? null,
    credentials: profile?.credentials ?? null,
    profession: row.profession,
    npi: profile?.npi ?? null,
    email: row.email,
    version: row.version,
    enrolledAt: row.created_at,
    step: row.step,
    passedAt: row.passed_at,
    attempts: row.attempts,
    preTest: hundredths(row.pre_test),
    firstAttempt: hundredths(row.first_attempt),
    bestAttempt: hundredths(row.best_attempt),
    lectureMinutes: Math.round(row.lecture_seconds / 60),
    credits: hundredths(row.credits),
    certificate: row.certificate,
    certificateState: row.snapshot === null ? null : row.certificate === null ? 'revoked' : 'valid',
    certificateName,
    creditType: certified ? plainStatement(withAmaTerm(certified.creditType)) : null,
    nameDiffers: row.certificate !== null && certificateName !== null && profile !== undefined && certificateName !== fullName(profile),
    eProfileId: profile?.eProfileId ?? null,
    birthMonthDay: profile?.eProfileId === undefined ? null : profile.birthMonthDay ?? null,
  }
}

function hundredths(value: number | null): number | null {
  return value === null ? null : value / 100
}
