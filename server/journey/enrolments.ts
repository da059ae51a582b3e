import type { Transaction } from 'kysely'
import type { Json } from '../ledger/canonical-json.ts'
import type { StoredLink } from '../ledger/records.ts'
import type { Database, Tables } from '../storage/schema.ts'
import type { Writer } from '../storage/writer.ts'
import type { Command } from './command.ts'
import type { Surroundings } from './decide.ts'
import type { JourneyEvent, RecordedEvent } from './journey-event.ts'
import type { Journey } from './journey.ts'
import type { JourneyPolicy } from './policy.ts'
import type { Refusal } from './refusal.ts'
import { append, readChain } from '../ledger/records.ts'
import { decide } from './decide.ts'
import { apply, replay } from './journey.ts'
import { isOpen } from './policy.ts'
import { currentStep } from './steps.ts'

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
  /** Writes the certificate that a claim brings, in the same transaction. */
  readonly certify: (transaction: Transaction<Tables>, claim: { certificate: string, enrolment: Enrolment, journey: Journey, at: string }) => Promise<void>
}

/** Enrols a learner in the present version of a course, once: who is enrolled stays in the version begun with. */
export function enrol(writer: Writer, learner: string, policy: JourneyPolicy, { now, id }: { now: string, id: string }): Promise<{ enrolment: Enrolment } | { refusal: Refusal }> {
  return writer.write(`${learner}/${policy.course}`, async (transaction) => {
    const enrolled = await findEnrolment(transaction, learner, policy.course)
    if (enrolled)
      return { enrolment: enrolled }
    if (!isOpen(policy, now))
      return { refusal: { code: 'not-open', message: `This course is open from ${policy.released} to ${policy.expires}.` } }
    const enrolment = { id, learner, course: policy.course, version: policy.version }
    const event: JourneyEvent = { kind: 'enrolled', body: { learner, course: policy.course, version: policy.version } }
    const step = currentStep(replay([{ ...event, at: now }]), policy)!
    await transaction.insertInto('enrolment').values({ ...enrolment, created_at: now, step, passed_at: null, credits: null, updated_at: now }).execute()
    await append(transaction, undefined, { chain: id, course: policy.course, entries: [toEntry(event)], at: now, request: null })
    return { enrolment }
  })
}

export async function findEnrolment(db: Database | Transaction<Tables>, learner: string, course: string): Promise<Enrolment | undefined> {
  return db.selectFrom('enrolment').select(['id', 'learner', 'course', 'version']).where('learner', '=', learner).where('course', '=', course).executeTakeFirst()
}

/**
 * Carries out a learner's command. `request` is the idempotency key of the request: the same request again changes
 * nothing and answers with the journey as it stands. What this resolves with is committed.
 */
export function carryOut(writer: Writer, enrolment: Enrolment, command: Command, rules: CourseRules, { now, request }: { now: string, request: string }): Promise<Outcome> {
  return writer.write(enrolment.id, async (transaction) => {
    const links = await readChain(transaction, enrolment.id)
    const journey = replay(eventsOf(links))
    if (links.some(link => link.request === request))
      return { journey }
    // A clock that was set back must not put a record before the one it follows.
    const at = journey.lastAt && journey.lastAt > now ? journey.lastAt : now
    const decision = decide(journey, command, rules.policy, { ...rules.surroundings, now: at })
    if ('refusal' in decision)
      return decision
    await append(transaction, links.at(-1), { chain: enrolment.id, course: enrolment.course, entries: decision.events.map(toEntry), at, request })
    const after = decision.events.reduce((journey, event) => apply(journey, { ...event, at }), journey)
    for (const event of decision.events) {
      if (event.kind === 'certificate-issued')
        await rules.certify(transaction, { certificate: event.body.certificate, enrolment, journey: after, at })
    }
    await project(transaction, enrolment, after, rules.policy, at)
    return { journey: after }
  })
}

/** The events of a chain of records. */
export function eventsOf(links: readonly StoredLink[]): RecordedEvent[] {
  return links.map(({ kind, body, at }) => ({ kind, body, at }) as unknown as RecordedEvent)
}

function toEntry({ kind, body }: JourneyEvent): { kind: string, body: Json } {
  return { kind, body: body as unknown as Json }
}

/** What office pages list follows from the records, and is written with them. */
async function project(transaction: Transaction<Tables>, enrolment: Enrolment, journey: Journey, policy: JourneyPolicy, at: string): Promise<void> {
  await transaction.updateTable('enrolment').set({
    step: currentStep(journey, policy) ?? 'done',
    passed_at: journey.passedAt ?? null,
    credits: journey.claim ? Math.round(journey.claim.credits * 100) : null,
    updated_at: at,
  }).where('id', '=', enrolment.id).execute()
}
