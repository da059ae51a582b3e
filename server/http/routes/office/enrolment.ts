import type { OpenAPIHono } from '@hono/zod-openapi'
import type { LearnerRecord } from '../../../office/learner-record.ts'
import type { RequestContext } from '../../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { policyOf } from '../../../courses/course-policy.ts'
import { certificateStates } from '../../../journey/certificate-status.ts'
import { claimable } from '../../../journey/claim.ts'
import { correctionKinds, correctionSchema } from '../../../journey/correction.ts'
import { correct } from '../../../journey/enrolments.ts'
import { stepNames } from '../../../journey/steps.ts'
import { profileSchema } from '../../../learners/profile.ts'
import { auditReading } from '../../../office/audit-reading.ts'
import { allowedAttempts, attemptDetail, dayOf, possibleCorrections, readLearnerRecord, stepStates, timeline } from '../../../office/learner-record.ts'
import { json, refusals } from '../../answers.ts'
import { problem } from '../../problem-details.ts'
import { requireRole } from '../../require-role.ts'
import { bundleOf, rulesOf } from '../journey.ts'

const params = z.object({ enrolment: z.string().max(100) })

const score = z.object({ at: z.string(), points: z.number(), maxPoints: z.number() })

const timelineEntrySchema = z.object({
  seq: z.number().int().describe('Place in the chain of records, from 1'),
  at: z.string().describe('ISO time; of the evaluation the day alone'),
  kind: z.string().describe('What happened, for example "attempt-submitted", "claim-corrected"'),
  attempt: z.number().int().optional(),
  item: z.string().optional().describe('Id of the question that was answered'),
  slides: z.number().int().optional().describe('Slides seen for the first time'),
  seconds: z.number().optional(),
  points: z.number().optional(),
  maxPoints: z.number().optional(),
  passed: z.boolean().optional(),
  credits: z.number().optional(),
  certificate: z.string().optional(),
  attempts: z.number().int().optional().describe('Attempts that were granted'),
  reason: z.string().optional(),
  actor: z.string().optional().describe('Who corrected; absent where the learner acted'),
})

const enrolmentSchema = z.object({
  enrolment: z.string(),
  learner: z.string(),
  course: z.string(),
  title: z.string(),
  version: z.string(),
  email: z.string().nullable(),
  profile: profileSchema.nullable(),
  steps: z.array(z.object({ name: z.enum(stepNames), state: z.enum(['done', 'current', 'locked']) })),
  enrolledAt: z.string(),
  passedAt: z.string().nullable(),
  evaluatedAt: z.string().nullable().describe('The day alone; the answers are not shown: evaluations are given without a name'),
  lecture: z.object({ slides: z.number().int(), seen: z.number().int(), seconds: z.number() }),
  preTest: score.nullable(),
  attemptsAllowed: z.union([z.number().int(), z.literal('unlimited')]).describe('With those that were granted'),
  attempts: z.array(z.object({
    attempt: z.number().int(),
    startedAt: z.string(),
    submittedAt: z.string().nullable(),
    points: z.number().nullable(),
    maxPoints: z.number().nullable(),
    passed: z.boolean().nullable(),
    items: z.array(z.object({
      item: z.string(),
      stem: z.string(),
      answered: z.string().nullable().describe('What was answered, in words'),
      rightAnswer: z.string().nullable().describe('What is right, in words; null while the attempt is open'),
      points: z.number().nullable().describe('From 0 to 1'),
    })),
  })),
  claim: z.object({ credits: z.number(), at: z.string() }).nullable(),
  claimable: z.array(z.number()).describe('What a claim can be corrected to'),
  certificates: z.array(z.object({
    id: z.string(),
    status: z.enum(certificateStates),
    issuedAt: z.string(),
    revokedAt: z.string().nullable(),
    name: z.string().describe('Name on the certificate'),
    credits: z.number(),
    creditType: z.string(),
  })).describe('The first issued first; at most the last is valid'),
  corrections: z.array(timelineEntrySchema).describe('Those of the records that an office wrote'),
  possible: z.array(z.enum(correctionKinds)).describe('Corrections that would be accepted now'),
  records: z.array(timelineEntrySchema).describe('The chain of records, without answers'),
}).openapi('EnrolmentRecord')

export type EnrolmentRecord = z.infer<typeof enrolmentSchema>

export function addOfficeEnrolmentRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/office/enrolments/{enrolment}',
    middleware: [requireRole('office')] as const,
    request: { params },
    responses: { 200: json(enrolmentSchema, 'Everything that is recorded of a learner in a course'), ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const record = await readLearnerRecord(service.store.db, context.req.valid('param').enrolment)
    if (!record)
      return problem(context, 404, 'no-such-enrolment', 'There is no such enrolment.') as never
    await auditReading(service, context.get('person'), 'read record', `enrolment:${record.enrolment.id}`)
    return context.json(enrolmentView(record, { now: service.now(), reader: context.get('person').id }), 200)
  })

  app.openapi(createRoute({
    method: 'post',
    path: '/api/office/enrolments/{enrolment}/corrections',
    middleware: [requireRole('office')] as const,
    request: { params, query: z.object({ seen: z.coerce.number().int().nonnegative().optional().describe('How many corrections the page showed: refused when somebody has corrected since') }), headers: z.object({ 'idempotency-key': z.uuid() }), body: { ...json(correctionSchema, 'What is to be corrected, and why'), required: true } },
    responses: { 200: json(enrolmentSchema, 'The record as it is now; what it says is committed'), ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const before = await readLearnerRecord(service.store.db, context.req.valid('param').enrolment)
    if (!before)
      return problem(context, 404, 'no-such-enrolment', 'There is no such enrolment.') as never
    const { enrolment } = before
    const outcome = await correct(service.store.writer, enrolment, context.req.valid('json'), rulesOf(service, await bundleOf(service, enrolment)), { now: service.now(), request: context.req.valid('header')['idempotency-key'], actor: context.get('person').email, isOwn: enrolment.learner === context.get('person').id, seen: context.req.valid('query').seen })
    if ('refusal' in outcome)
      return problem(context, 409, outcome.refusal.code, outcome.refusal.message) as never
    return context.json(enrolmentView((await readLearnerRecord(service.store.db, enrolment.id))!, { now: service.now(), reader: context.get('person').id }), 200)
  })
}

function enrolmentView(record: LearnerRecord, view: { now: string, reader: string }): EnrolmentRecord {
  const { enrolment, bundle, profile, email, journey, links, certificates } = record
  const policy = policyOf(bundle)
  const records = timeline(links)
  return {
    enrolment: enrolment.id,
    learner: enrolment.learner,
    course: enrolment.course,
    title: bundle.meta.title,
    version: enrolment.version,
    email,
    profile,
    steps: stepStates(record),
    enrolledAt: journey.enrolledAt!,
    passedAt: journey.passedAt ?? null,
    evaluatedAt: journey.evaluatedAt ? dayOf(journey.evaluatedAt) : null,
    lecture: { slides: policy.slides, seen: journey.lecture.seen.size, seconds: journey.lecture.seconds },
    preTest: journey.preTest.result ? { at: journey.preTest.result.at, points: journey.preTest.result.points, maxPoints: journey.preTest.result.maxPoints } : null,
    attemptsAllowed: allowedAttempts(record),
    attempts: journey.attempts.map(attempt => attemptDetail(bundle, attempt)),
    claim: journey.claim ?? null,
    claimable: claimable(policy.credit),
    certificates: certificates.map(({ certificate: { id, issuedAt, learner, credits, creditType }, state, revokedAt }) => ({
      id,
      status: state,
      issuedAt,
      revokedAt,
      name: [`${learner.givenName} ${learner.familyName}`, learner.credentials].filter(Boolean).join(', '),
      credits,
      creditType,
    })),
    corrections: records.filter(entry => entry.actor !== undefined),
    possible: possibleCorrections(record, view),
    records,
  }
}
