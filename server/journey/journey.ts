import type { Json } from '../ledger/canonical-json.ts'
import type { RecordedEvent, TestScore } from './journey-event.ts'
import type { PassedTime } from './wall-clock.ts'
import { clockOf, passTime } from './wall-clock.ts'

export interface Attempt {
  /** From 1. */
  readonly no: number
  readonly startedAt: string
  /** Of the order in which items and options are shown. */
  readonly seed: number
  readonly responses: { readonly [item: string]: Json }
  readonly result?: TestScore & { readonly at: string }
}

/** How far a learner has come in a course: what the recorded events add up to. */
export interface Journey {
  readonly enrolledAt?: string
  readonly acknowledged?: { readonly frontMatter: string, readonly at: string, readonly time: PassedTime }
  readonly preTest: { readonly responses: { readonly [item: string]: Json }, readonly result?: TestScore & { readonly at: string } }
  readonly lecture: { readonly seen: ReadonlySet<number>, readonly seconds: number }
  readonly attempts: readonly Attempt[]
  /** Attempts that the office granted beyond those of the course. */
  readonly granted: number
  /** When an attempt was first passed; a later attempt takes nothing away. */
  readonly passedAt?: string
  readonly evaluatedAt?: string
  /** Answers to the evaluation, by item id. */
  readonly evaluation?: { readonly [item: string]: Json }
  readonly claim?: { readonly credits: number, readonly at: string }
  readonly certificates: readonly { readonly id: string, readonly issuedAt: string, readonly revokedAt?: string }[]
  /** How often the office corrected something. */
  readonly corrections: number
  /** Time of the last record; all other times are what the clock said. */
  readonly lastAt?: string
  /** How much time has passed since the enrolment. */
  readonly time?: PassedTime
}

const unbegun: Journey = Object.freeze({
  preTest: Object.freeze({ responses: Object.freeze({}) }),
  lecture: Object.freeze({ seen: new Set<number>(), seconds: 0 }),
  attempts: Object.freeze([]),
  granted: 0,
  corrections: 0,
  certificates: Object.freeze([]),
})

export function replay(events: Iterable<RecordedEvent>): Journey {
  let journey = unbegun
  for (const event of events)
    journey = apply(journey, event)
  return journey
}

/** The journey after one more event. The event was allowed when it was written: nothing is judged again. */
export function apply(journey: Journey, event: RecordedEvent): Journey {
  const time = passTime(journey.time, Date.parse(clockOf(event)))
  return { ...change(journey, event, time), lastAt: event.at, time }
}

function change(journey: Journey, event: RecordedEvent, time: PassedTime): Journey {
  const { kind, body } = event
  const at = clockOf(event)
  switch (kind) {
    case 'enrolled':
      return { ...journey, enrolledAt: at }
    case 'acknowledged':
      return { ...journey, acknowledged: { frontMatter: body.frontMatter, at, time } }
    case 'pre-test-answered':
      return { ...journey, preTest: { responses: { ...journey.preTest.responses, [body.item]: body.response } } }
    case 'pre-test-finished':
      return { ...journey, preTest: { ...journey.preTest, result: { ...body, at } } }
    case 'lecture-progressed':
      return { ...journey, lecture: { seen: new Set([...journey.lecture.seen, ...body.slides]), seconds: journey.lecture.seconds + body.seconds } }
    case 'attempt-started':
      return { ...journey, attempts: [...journey.attempts, { no: body.attempt, startedAt: at, seed: body.seed, responses: {} }] }
    case 'answered':
      return changeAttempt(journey, body.attempt, attempt => ({ ...attempt, responses: { ...attempt.responses, [body.item]: body.response } }))
    case 'attempt-submitted': {
      const { attempt: no, ...result } = body
      const after = changeAttempt(journey, no, attempt => ({ ...attempt, result: { ...result, at } }))
      return body.passed ? { ...after, passedAt: journey.passedAt ?? at } : after
    }
    case 'evaluated':
      return { ...journey, evaluatedAt: at, evaluation: body.responses }
    case 'claimed':
      return { ...journey, claim: { credits: body.credits, at } }
    case 'claim-corrected':
      return { ...journey, claim: { credits: body.credits, at: journey.claim?.at ?? at }, corrections: journey.corrections + 1 }
    case 'attempts-granted':
      return { ...journey, granted: journey.granted + body.attempts, corrections: journey.corrections + 1 }
    case 'certificate-reissued':
      return { ...journey, certificates: [...journey.certificates, { id: body.certificate, issuedAt: at }], corrections: journey.corrections + 1 }
    case 'certificate-issued':
      return { ...journey, certificates: [...journey.certificates, { id: body.certificate, issuedAt: at }] }
    case 'certificate-revoked':
      return { ...journey, certificates: journey.certificates.map(certificate => certificate.id === body.certificate ? { ...certificate, revokedAt: at } : certificate), corrections: journey.corrections + 1 }
  }
}

function changeAttempt(journey: Journey, no: number, change: (attempt: Attempt) => Attempt): Journey {
  return { ...journey, attempts: journey.attempts.map(attempt => attempt.no === no ? change(attempt) : attempt) }
}
