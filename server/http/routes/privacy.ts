import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, Next } from 'hono'
import type { ErasureOutcome } from '../../privacy/erase-learner.ts'
import type { RequestContext, Service } from '../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { readChain } from '../../ledger/records.ts'
import { auditReading } from '../../office/audit-reading.ts'
import { describeErasure } from '../../privacy/describe-erasure.ts'
import { eraseLearner, findErasure } from '../../privacy/erase-learner.ts'
import { exportLearner } from '../../privacy/export-learner.ts'
import { creditKeptUntil } from '../../privacy/kept-credit.ts'
import { defaultRetention } from '../../privacy/retention.ts'
import { readAddress, readRole } from '../../roles/role-grants.ts'
import { mayActAs } from '../../roles/role.ts'
import { json, refusals } from '../answers.ts'
import { problem } from '../problem-details.ts'
import { requirePerson } from '../require-person.ts'
import { requireRole } from '../require-role.ts'

const exportSchema = z.looseObject({ exportedAt: z.string(), learner: z.string() }).openapi('LearnerExport')

const erasureSchema = z.object({
  learner: z.string(),
  askedAt: z.string(),
  finishedAt: z.string().nullable().describe('When nothing was left; null while credit is kept'),
  says: z.string().describe('What is gone, what is kept until when, and why'),
  kept: z.array(z.object({
    enrolment: z.string(),
    course: z.string(),
    until: z.string().describe('The last day on which it is kept'),
  })),
  forReport: z.boolean().describe('Whether NPI, licenses and birthday stay until kept credit is reported to boards'),
}).openapi('Erasure')

const retentionSchema = z.object({
  creditYears: z.number().describe('Years for which credit is kept, from when it was last certified or corrected on'),
  unfinishedYears: z.number().describe('For which a course is kept that nobody goes on with and that brought no credit'),
  idleYears: z.number().describe('For which an account is kept that nobody uses'),
  kept: z.array(z.object({ course: z.string(), title: z.string(), until: z.string().describe('The last day on which its credit is kept, ISO date') })),
}).openapi('RetentionOfLearner')

const headers = z.object({ 'idempotency-key': z.uuid() })
const learnerParams = z.object({ learner: z.string().max(100) })
const learnerErased = 'asked for by the learner'

/** What a learner, or the office for a learner, may ask for under data protection law: a copy of everything, and erasure. */
export function addPrivacyRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/me/export',
    middleware: [requirePerson] as const,
    responses: { 200: json(exportSchema, 'Everything that is kept of the learner'), ...refusals },
  }), async context => await answerExport(context, context.get('person').id) as never)

  app.openapi(createRoute({
    method: 'get',
    path: '/api/me/retention',
    middleware: [requirePerson] as const,
    responses: { 200: json(retentionSchema, 'How long what is kept of the learner is kept'), ...refusals },
  }), async (context) => {
    const { store, courses, retention = defaultRetention } = context.get('service')
    const enrolments = await store.db.selectFrom('enrolment').select(['id', 'course']).where('learner', '=', context.get('person').id).orderBy('id').execute()
    const kept = []
    for (const { id, course } of enrolments) {
      const until = creditKeptUntil(await readChain(store.db, id), retention.creditYears)
      if (until !== undefined)
        kept.push({ course, title: courses.get(course)?.meta.title ?? course, until })
    }
    return context.json({ ...retention, kept }, 200)
  })

  app.openapi(createRoute({
    method: 'delete',
    path: '/api/me',
    // Whoever was erased is signed in no more, and asks again when the answer was lost: the key of the request shows who it is.
    middleware: [answerAgain, requirePerson] as const,
    request: { headers, body: { ...json(z.strictObject({ email: z.string().max(400).describe('The address of the account, typed: it cannot be brought back') }), 'That it is meant'), required: true } },
    responses: { 200: json(erasureSchema, 'What is gone, and what is kept for how long'), ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const person = context.get('person')
    if (readAddress(context.req.valid('json').email) !== readAddress(person.email))
      return problem(context, 409, 'not-confirmed', 'This is not the address that you signed in with. Nothing was erased.') as never
    const outcome = await erase(service, person.id, { actor: 'learner', reason: learnerErased, request: context.req.valid('header')['idempotency-key'] })
    return answerErasure(context, service, outcome, true) as never
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/api/office/learners/{learner}/export',
    middleware: [requireRole('office')] as const,
    request: { params: learnerParams },
    responses: { 200: json(exportSchema, 'Everything that is kept of the learner, without what was answered in evaluations'), ...refusals },
  }), async (context) => {
    const { learner } = context.req.valid('param')
    await auditReading(context.get('service'), context.get('person'), 'exported learner', `learner:${learner}`)
    return await answerExport(context, learner, { forOffice: true }) as never
  })

  app.openapi(createRoute({
    method: 'post',
    path: '/api/office/learners/{learner}/erasure',
    middleware: [requireRole('office')] as const,
    request: { params: learnerParams, headers, body: { ...json(z.strictObject({ reason: z.string().trim().min(3, 'must say why').max(2000).describe('For the audit log, which is kept: write nothing personal') }), 'Why'), required: true } },
    responses: { 200: json(erasureSchema, 'What is gone, and what is kept for how long'), ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const person = context.get('person')
    const mayTakeRole = mayActAs(await readRole(service.store.db, person), 'admin')
    const outcome = await erase(service, context.req.valid('param').learner, { actor: person.email, reason: 'asked for at the office', words: context.req.valid('json').reason, mayTakeRole, request: context.req.valid('header')['idempotency-key'] })
    return answerErasure(context, service, outcome, false) as never
  })
}

async function answerAgain(context: Context<RequestContext>, next: Next): Promise<Response | void> {
  const service = context.get('service')
  const key = context.req.header('idempotency-key')
  const learner = key === undefined ? undefined : await findErasure(service.store.db, key)
  if (learner === undefined)
    return next()
  return answerErasure(context, service, await erase(service, learner, { actor: 'learner', reason: learnerErased, request: key! }), true)
}

function erase({ store, now, retention = defaultRetention }: Service, learner: string, by: { actor: string, reason: string, words?: string, request: string, mayTakeRole?: boolean }): Promise<ErasureOutcome> {
  return store.writer.write(`erasure:${learner}`, transaction => eraseLearner(transaction, learner, { ...by, now: now(), creditYears: retention.creditYears }))
}

function answerErasure(context: Context<RequestContext>, { retention = defaultRetention }: Service, outcome: ErasureOutcome, isLearner: boolean): Response {
  if ('refusal' in outcome)
    return problem(context, ({ 'no-such-learner': 404, 'not-allowed': 403, 'last-admin': 409 } as const)[outcome.refusal.code], outcome.refusal.code, outcome.refusal.message)
  const { erasure } = outcome
  // The browser forgets as well what it kept in case the network fails.
  return context.json({ ...erasure, says: describeErasure(erasure, retention.creditYears) }, 200, isLearner ? { 'clear-site-data': '"cookies", "storage"' } : undefined)
}

async function answerExport(context: Context<RequestContext>, learner: string, { forOffice = false } = {}): Promise<Response> {
  const service = context.get('service')
  const found = await exportLearner(service.store.db, learner, service.now(), { forOffice })
  return found
    ? context.json(found, 200, { 'content-disposition': `attachment; filename="lectern-export-${service.now().slice(0, 10)}.json"` })
    : problem(context, 404, 'no-such-learner', 'There is no such learner.')
}
