import type { Transaction } from 'kysely'
import type { Json } from '../ledger/canonical-json.ts'
import type { StoredLink } from '../ledger/records.ts'
import type { Database, Tables } from '../storage/schema.ts'
import type { Writer } from '../storage/writer.ts'
import type { Command } from './command.ts'
import type { Correction, CorrectionKind } from './correction.ts'
import type { Decision, Surroundings } from './decide.ts'
import type { JourneyEvent, RecordedEvent } from './journey-event.ts'
import type { Journey } from './journey.ts'
import type { JourneyPolicy } from './policy.ts'
import type { Refusal } from './refusal.ts'
import { UTC } from '../../lib/local-day.ts'
import { insertEnrolment } from '../counting/listed-enrolment.ts'
import { listLearner } from '../learners/list-learner.ts'
import { canonicalJson } from '../ledger/canonical-json.ts'
import { ERASED } from '../ledger/chain.ts'
import { ERASURE } from '../ledger/erasure-record.ts'
import { append, readChain } from '../ledger/records.ts'
import { writeAudit } from '../office/audit.ts'
import { decide } from './decide.ts'
import { removeEvaluationDraft } from './evaluation-draft.ts'
import { apply, replay } from './journey.ts'
import { judgeCorrection } from './judge-correction.ts'
import { isOpen, termState, whyClosed } from './policy.ts'
import { project } from './project.ts'
import { madeBy } from './same-command.ts'
import { currentStep } from './steps.ts'
import { wasSetBack } from './wall-clock.ts'

export interface Enrolment {
  /** Random; also the name of its chain of records. */
  readonly id: string
  readonly learner: string
  readonly course: string
  readonly version: string
}

export type Outcome = { readonly journey: Journey } | { readonly refusal: Refusal }

/** What a version of a course brings to a journey. */
export interface CourseRules {
  readonly policy: JourneyPolicy
  readonly surroundings: Omit<Surroundings, 'now'>
  /**
   * Writes the certificate that a claim or a correction brings, in the same transaction; with the name on the certificate
   * `nameOf`, or that of the profile.
   */
  readonly certify: (transaction: Transaction<Tables>, claim: { certificate: string, enrolment: Enrolment, journey: Journey, at: string, nameOf?: string }) => Promise<void>
}

/**
 * More than a learner writes who looks at the lecture for a hundred hours and changes every answer many times; few enough to be
 * read for every request.
 */
export const MOST_RECORDS = 10_000

/** What can be sent without end. The rest can be done once, or begins an attempt. */
const ENDLESS: ReadonlySet<Command['kind']> = new Set(['answer-pre-test', 'answer', 'progress'])

const keyUsed: Outcome = { refusal: { code: 'key-used', message: 'This idempotency key was used for something else. Ask again with a new one.' } }

/** Enrols a learner in the present version of a course, once: who is enrolled stays in the version begun with. */
export function enrol(writer: Writer, learner: string, policy: JourneyPolicy, { now, id }: { now: string, id: string }): Promise<{ enrolment: Enrolment } | { refusal: Refusal }> {
  return writer.write(`${learner}/${policy.course}`, async (transaction) => {
    const enrolled = await findEnrolment(transaction, learner, policy.course)
    if (enrolled)
      return { enrolment: enrolled }
    if (!isOpen(policy, now))
      return { refusal: { code: 'not-open', message: termState(policy, now) === 'not-yet' ? whyClosed(policy, now) : `This course ended on ${policy.expires} (${policy.timezone ?? UTC}); nobody can begin it any more.` } }
    const enrolment = { id, learner, course: policy.course, version: policy.version }
    const event: JourneyEvent = { kind: 'enrolled', body: { learner, course: policy.course, version: policy.version } }
    const step = currentStep(replay([{ ...event, at: now }]), policy)!
    await insertEnrolment(transaction, enrolment, { at: now, step })
    await listLearner(transaction, learner)
    await append(transaction, undefined, { chain: id, course: policy.course, entries: [toEntry(event)], at: now, request: null })
    return { enrolment }
  })
}

export async function findEnrolment(db: Database | Transaction<Tables>, learner: string, course: string): Promise<Enrolment | undefined> {
  return db.selectFrom('enrolment').select(['id', 'learner', 'course', 'version']).where('learner', '=', learner).where('course', '=', course).executeTakeFirst()
}

/**
 * Carries out a learner's command. `request` is the idempotency key of the request: the same request again changes
 * nothing and answers with the journey as it stands; another command under the same key is refused. What this resolves with is
 * committed.
 */
export function carryOut(writer: Writer, enrolment: Enrolment, command: Command, rules: CourseRules, { now, request }: { now: string, request: string }): Promise<Outcome> {
  const judge = (journey: Journey, at: string, records: number): Decision => records >= MOST_RECORDS && ENDLESS.has(command.kind)
    ? { refusal: { code: 'too-many-records', message: 'You have sent so much of this course that nothing can be added. Tell the office; what is recorded stays.' } }
    : decide(journey, command, rules.policy, { ...rules.surroundings, now: at, clock: now })
  return writer.write(enrolment.id, transaction => record(transaction, enrolment, rules, { now, request, judge, isSame: link => madeBy(command, link, rules.surroundings) }))
}

/**
 * Corrects an enrolment for the office, as a command is carried out, and says so in the audit log. The key of a request that
 * asked for something else is refused: a correction must not seem done that was not.
 */
export function correct(writer: Writer, enrolment: Enrolment, correction: Correction, rules: CourseRules, { now, request, actor, isOwn, seen }: { now: string, request: string, actor: string, isOwn: boolean, seen?: number }): Promise<Outcome> {
  return writer.write(enrolment.id, async (transaction) => {
    const first = await transaction.selectFrom('record').select(['kind', 'body']).where('chain', '=', enrolment.id).where('request', '=', request).executeTakeFirst()
    if (first && (first.body === ERASED || !isRecordOf(correction, first.kind, JSON.parse(first.body) as Json)))
      return keyUsed
    const outcome = await record(transaction, enrolment, rules, { now, request, judge: (journey, at) => judgeCorrection(journey, correction, rules.policy, { now: at, actor, isOwn, certificateId: rules.surroundings.certificateId, seen }) })
    if (!first && 'journey' in outcome)
      await writeAudit(transaction, { at: now, actor, action: correction.kind, subject: `enrolment:${enrolment.id}`, reason: correction.reason })
    return outcome
  })
}

const RECORDED_AS: Record<CorrectionKind, JourneyEvent['kind']> = {
  'correct-claim': 'claim-corrected',
  'revoke-certificate': 'certificate-revoked',
  'reissue-certificate': 'certificate-reissued',
  'grant-attempts': 'attempts-granted',
}

function isRecordOf({ kind, reason, ...asked }: Correction, recorded: string, body: Json): boolean {
  const { actor: _actor, reason: given, clock: _clock, certificate, ...facts } = body as { [key: string]: Json }
  return recorded === RECORDED_AS[kind] && given === reason.trim() && canonicalJson(asked) === canonicalJson(kind === 'revoke-certificate' ? { certificate: certificate! } : facts)
}

async function record(transaction: Transaction<Tables>, enrolment: Enrolment, rules: CourseRules, { now, request, judge, isSame = () => true }: { now: string, request: string, judge: (journey: Journey, at: string, records: number) => Decision, isSame?: (link: StoredLink) => boolean }): Promise<Outcome> {
  const links = await readChain(transaction, enrolment.id)
  const journey = replay(eventsOf(links))
  const done = links.find(link => link.request === request)
  if (done)
    return isSame(done) ? { journey } : keyUsed
  // A clock that was set back must not put a record before the one it follows.
  const lastAt = links.at(-1)?.at
  const at = lastAt && lastAt > now ? lastAt : now
  const clock = wasSetBack(Date.parse(at), Date.parse(now)) ? now : undefined
  const decision = judge(journey, at, links.length)
  if ('refusal' in decision)
    return decision
  await append(transaction, links.at(-1), { chain: enrolment.id, course: enrolment.course, entries: decision.events.map(event => toEntry(event, clock)), at, request })
  const events = decision.events.map((event): RecordedEvent => ({ ...event, at, clock }))
  const after = events.reduce(apply, journey)
  for (const event of decision.events) {
    // A corrected claim keeps the name that was certified; a reissued certificate has that of today.
    if (event.kind === 'certificate-issued')
      await rules.certify(transaction, { certificate: event.body.certificate, enrolment, journey: after, at: clock ?? at, nameOf: journey.certificates.at(-1)?.id })
    else if (event.kind === 'certificate-reissued')
      await rules.certify(transaction, { certificate: event.body.certificate, enrolment, journey: after, at: clock ?? at })
    else if (event.kind === 'evaluated')
      await removeEvaluationDraft(transaction, enrolment.id)
  }
  // An answer changes nothing that is listed, and is most of what is written: the row with all its indexes is left alone, but for the day.
  if (at.slice(0, 10) !== lastAt?.slice(0, 10) || decision.events.some(({ kind }) => kind !== 'answered' && kind !== 'pre-test-answered'))
    await project(transaction, enrolment, { journey: after, events, policy: rules.policy })
  return { journey: after }
}

/** The events of a chain of records, without those whose bodies were erased; that a course was evaluated stays known. */
export function eventsOf(links: readonly StoredLink[]): RecordedEvent[] {
  return links.flatMap(({ kind, body, at }) => {
    if (kind === ERASURE)
      return []
    const left = body ?? (kind === 'evaluated' ? { responses: {} } : undefined)
    const clock = (left as { clock?: string } | undefined)?.clock
    return left === undefined ? [] : [{ kind, body: left, at, ...clock !== undefined && { clock } } as unknown as RecordedEvent]
  })
}

function toEntry({ kind, body }: JourneyEvent, clock?: string): { kind: string, body: Json } {
  return { kind, body: { ...body, ...clock !== undefined && { clock } } as unknown as Json }
}
