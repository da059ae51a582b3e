import type { Certificate } from '../certificates/certificate.ts'
import type { CourseBundle } from '../courses/course-bundle.ts'
import type { CertificateState } from '../journey/certificate-status.ts'
import type { CorrectionKind } from '../journey/correction.ts'
import type { Enrolment } from '../journey/enrolments.ts'
import type { JourneyEventKind, RecordedEvent } from '../journey/journey-event.ts'
import type { Attempt, Journey } from '../journey/journey.ts'
import type { Profile } from '../learners/profile.ts'
import type { StoredLink } from '../ledger/records.ts'
import type { StoredProfile } from '../privacy/kept-for-report.ts'
import type { Database } from '../storage/schema.ts'
import { quizOf } from '../courses/course-bundle.ts'
import { policyOf } from '../courses/course-policy.ts'
import { readCourseVersion } from '../courses/course-versions.ts'
import { certificateState, validCertificate } from '../journey/certificate-status.ts'
import { claimable } from '../journey/claim.ts'
import { correctionKinds } from '../journey/correction.ts'
import { attemptsAllowed } from '../journey/decide.ts'
import { eventsOf } from '../journey/enrolments.ts'
import { replay } from '../journey/journey.ts'
import { judgeCorrection } from '../journey/judge-correction.ts'
import { currentStep, isDone, stepsOf } from '../journey/steps.ts'
import { readChain } from '../ledger/records.ts'
import { shownProfile } from '../privacy/kept-for-report.ts'
import { answerText, keyText } from './answer-text.ts'

/** What the office sees of one enrolment. Answers to the evaluation are not among it: they are given without a name. */
export interface LearnerRecord {
  readonly enrolment: Enrolment
  readonly bundle: CourseBundle
  readonly profile: Profile | null
  readonly email: string | null
  readonly journey: Journey
  readonly links: readonly StoredLink[]
  readonly certificates: readonly { readonly certificate: Certificate, readonly state: CertificateState, readonly revokedAt: string | null }[]
}

export async function readLearnerRecord(db: Database, id: string): Promise<LearnerRecord | undefined> {
  const row = await db.selectFrom('enrolment').leftJoin('profile', 'profile.learner', 'enrolment.learner').select(['enrolment.id', 'enrolment.learner', 'enrolment.course', 'enrolment.version', 'profile.body', 'profile.email']).where('enrolment.id', '=', id).executeTakeFirst()
  const bundle = row && await readCourseVersion(db, row.course, row.version)
  if (!bundle)
    return undefined
  const { learner, course, version } = row
  const links = await readChain(db, id)
  const journey = replay(eventsOf(links))
  const snapshots = await db.selectFrom('certificate').select(['id', 'snapshot']).where('enrolment', '=', id).orderBy('issued_at').execute()
  const certificates = journey.certificates.flatMap(({ id, revokedAt }) => snapshots.filter(row => row.id === id).map(({ snapshot }) => ({ certificate: JSON.parse(snapshot) as Certificate, state: certificateState(journey, id)!, revokedAt: revokedAt ?? null })))
  return { enrolment: { id, learner, course, version }, bundle, profile: row.body === null ? null : shownProfile(JSON.parse(row.body) as StoredProfile), email: row.email, journey, links, certificates }
}

/** The corrections that would be accepted now from `reader`, a person's id, so that a page offers no others. */
export function possibleCorrections({ journey, bundle, enrolment }: Pick<LearnerRecord, 'journey' | 'bundle' | 'enrolment'>, { now, reader }: { now: string, reader: string }): CorrectionKind[] {
  const policy = policyOf(bundle)
  const reason = 'whatever it is'
  const examples = {
    'correct-claim': claimable(policy.credit).filter(credits => credits !== journey.claim?.credits).map(credits => ({ kind: 'correct-claim' as const, credits, reason }))[0],
    'revoke-certificate': { kind: 'revoke-certificate' as const, certificate: validCertificate(journey) ?? '', reason },
    'reissue-certificate': { kind: 'reissue-certificate' as const, reason },
    'grant-attempts': { kind: 'grant-attempts' as const, attempts: 1, reason },
  }
  return correctionKinds.filter((kind) => {
    const example = examples[kind]
    return example && 'events' in judgeCorrection(journey, example, policy, { now, actor: '', isOwn: enrolment.learner === reader, certificateId: () => '' })
  })
}

/** The steps of the journey, as the learner sees them. */
export function stepStates({ journey, bundle }: Pick<LearnerRecord, 'journey' | 'bundle'>) {
  const policy = policyOf(bundle)
  const current = currentStep(journey, policy)
  return stepsOf(policy).map(name => ({ name, state: isDone(name, journey, policy) ? 'done' as const : name === current ? 'current' as const : 'locked' as const }))
}

/**
 * An attempt question by question. Points and keys of an attempt that is not submitted yet stay away: somebody of the office
 * may sit beside the learner.
 */
export function attemptDetail(bundle: CourseBundle, { no, startedAt, responses, result }: Attempt) {
  const items = quizOf(bundle, 'post-test')?.items ?? []
  return {
    attempt: no,
    startedAt,
    submittedAt: result?.at ?? null,
    points: result?.points ?? null,
    maxPoints: result?.maxPoints ?? null,
    passed: result?.passed ?? null,
    items: items.filter(item => result ? item.id in result.items : item.id in responses).map(item => ({
      item: item.id,
      stem: item.stem.text,
      answered: answerText(item, responses[item.id]) ?? null,
      rightAnswer: result ? keyText(item) ?? null : null,
      points: result?.items[item.id] ?? null,
    })),
  }
}

/** How often the post-test may be taken, with what was granted. */
export function allowedAttempts({ journey, bundle }: Pick<LearnerRecord, 'journey' | 'bundle'>): number | 'unlimited' {
  return attemptsAllowed(journey, policyOf(bundle))
}

/** What a record says, without answers: those stand in the attempts, and of evaluations they stand nowhere beside a name. */
export interface TimelineEntry {
  readonly seq: number
  /** ISO time; of the evaluation the day alone. */
  readonly at: string
  readonly kind: JourneyEventKind
  readonly attempt?: number
  readonly item?: string
  readonly slides?: number
  readonly seconds?: number
  readonly points?: number
  readonly maxPoints?: number
  readonly passed?: boolean
  readonly credits?: number
  readonly certificate?: string
  readonly attempts?: number
  readonly reason?: string
  readonly actor?: string
}

export function timeline(links: readonly StoredLink[]): TimelineEntry[] {
  return links.flatMap(link => eventsOf([link]).map(event => ({ seq: link.seq, at: event.kind === 'evaluated' ? dayOf(event.at) : event.at, kind: event.kind, ...facts(event) })))
}

/** Evaluations are given without a name: a time of day would tell which of those that came on a day is whose. */
export function dayOf(at: string): string {
  return at.slice(0, 10)
}

function facts(event: RecordedEvent): Partial<TimelineEntry> {
  switch (event.kind) {
    case 'enrolled':
    case 'acknowledged':
    case 'evaluated':
      return {}
    case 'pre-test-answered':
      return { item: event.body.item }
    case 'pre-test-finished':
      return score(event.body)
    case 'lecture-progressed':
      return { slides: event.body.slides.length, seconds: event.body.seconds }
    case 'attempt-started':
      return { attempt: event.body.attempt }
    case 'answered':
      return { attempt: event.body.attempt, item: event.body.item }
    case 'attempt-submitted':
      return { attempt: event.body.attempt, ...score(event.body) }
    case 'claimed':
    case 'certificate-issued':
    case 'certificate-reissued':
    case 'certificate-revoked':
    case 'claim-corrected':
    case 'attempts-granted':
      return event.body
  }
}

function score({ points, maxPoints, passed }: { points: number, maxPoints: number, passed: boolean }): Partial<TimelineEntry> {
  return { points, maxPoints, passed }
}
