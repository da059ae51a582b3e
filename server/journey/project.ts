import type { Transaction } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { Enrolment } from './enrolments.ts'
import type { RecordedEvent, TestScore } from './journey-event.ts'
import type { Journey } from './journey.ts'
import type { JourneyPolicy } from './policy.ts'
import { MILLIONTHS } from '../counting/count-attempt.ts'
import { updateEnrolment } from '../counting/listed-enrolment.ts'
import { canonicalJson } from '../ledger/canonical-json.ts'
import { validCertificate } from './certificate-status.ts'
import { currentStep } from './steps.ts'

/** What the office lists and analyses follows from the records, and is written with them. */
export async function project(transaction: Transaction<Tables>, enrolment: Enrolment, { journey, events, policy }: { journey: Journey, events: readonly RecordedEvent[], policy: JourneyPolicy }): Promise<void> {
  const results = journey.attempts.flatMap(({ result }) => result ? [hundredthsOfPercent(result)] : [])
  const certificate = validCertificate(journey)
  await updateEnrolment(transaction, enrolment, {
    step: currentStep(journey, policy) ?? 'done',
    passed_at: journey.passedAt ?? null,
    passed: journey.passedAt ? 1 : 0,
    // A revoked certificate takes its credit with it.
    credits: journey.claim && certificate !== undefined ? Math.round(journey.claim.credits * 100) : null,
    attempts: results.length,
    pre_test: journey.preTest.result ? hundredthsOfPercent(journey.preTest.result) : null,
    first_attempt: results[0] ?? null,
    best_attempt: results.length ? Math.max(...results) : null,
    lecture_seconds: Math.round(journey.lecture.seconds),
    certificate: certificate ?? null,
    updated_at: journey.lastAt!,
  })
  for (const event of events) {
    if (event.kind === 'attempt-submitted' && event.body.attempt === 1)
      await projectFirstAttempt(transaction, enrolment, journey, event)
    else if (event.kind === 'evaluated')
      await transaction.insertInto('evaluation').values({ ...placeOf(enrolment), at: event.at, responses: canonicalJson(event.body.responses) }).execute()
  }
}

async function projectFirstAttempt(transaction: Transaction<Tables>, enrolment: Enrolment, journey: Journey, { body: { points, items }, at }: { body: TestScore, at: string }): Promise<void> {
  await transaction.insertInto('first_attempt').values({
    ...placeOf(enrolment),
    points: Math.round(points * MILLIONTHS),
    at,
    items: canonicalJson(items),
    responses: canonicalJson(journey.attempts[0]!.responses),
    pre_items: journey.preTest.result ? canonicalJson(journey.preTest.result.items) : null,
  }).execute()
}

function placeOf({ id, course, version }: Enrolment): { enrolment: string, course: string, version: string } {
  return { enrolment: id, course, version }
}

function hundredthsOfPercent({ points, maxPoints }: TestScore): number {
  return maxPoints ? Math.round(points / maxPoints * 10_000) : 0
}
