import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { CourseBundle } from '../../courses/course-bundle.ts'
import type { Enrolment } from '../../journey/enrolments.ts'
import type { DraftChanges } from '../../journey/evaluation-draft.ts'
import type { RequestContext } from '../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { quizOf } from '../../courses/course-bundle.ts'
import { policyOf } from '../../courses/course-policy.ts'
import { itemSchema, responseSchema } from '../../journey/command.ts'
import { findEnrolment } from '../../journey/enrolments.ts'
import { keepEvaluationDraft, readEvaluationDraft } from '../../journey/evaluation-draft.ts'
import { isOpen, whyClosed } from '../../journey/policy.ts'
import { json, refusals } from '../answers.ts'
import { problem } from '../problem-details.ts'
import { requirePerson } from '../require-person.ts'
import { bundleOf } from './journey.ts'

const params = z.object({ course: z.string().max(200) })

const draftSchema = z.object({
  responses: z.record(z.string(), z.unknown()).describe('Answers by question'),
  at: z.string().nullable().describe('When the last of them was kept; null when there is none'),
}).openapi('EvaluationDraft')

const changesSchema = z.strictObject({
  responses: z.record(itemSchema, responseSchema.nullable()).describe('Answers that were given or changed; null takes one back. Those that are left out stay. Of two devices the one that is heard last is right'),
}).openapi('EvaluationDraftChanges')

/** Nobody but the learner gets at a draft: evaluations are given without a name. */
export function addEvaluationDraftRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/courses/{course}/evaluation-draft',
    middleware: [requirePerson] as const,
    request: { params },
    responses: { 200: json(draftSchema, 'What is filled in of the evaluation and not sent; empty when it was given'), ...refusals },
  }), async (context) => {
    const found = await enrolmentOf(context, context.req.valid('param').course)
    if (!found)
      return notEnrolled(context)
    return context.json(await readEvaluationDraft(context.get('service').store.db, found.enrolment.id), 200)
  })

  app.openapi(createRoute({
    method: 'put',
    path: '/api/courses/{course}/evaluation-draft',
    middleware: [requirePerson] as const,
    request: { params, body: { ...json(changesSchema, 'What was filled in'), required: true } },
    responses: { 200: json(draftSchema, 'The draft as it is now; what it says is committed'), ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const found = await enrolmentOf(context, context.req.valid('param').course)
    if (!found)
      return notEnrolled(context)
    const { enrolment, bundle } = found
    const now = service.now()
    if (!isOpen(policyOf(bundle), now))
      return refused(context, { code: 'not-open', message: whyClosed(policyOf(bundle), now) })
    const items = quizOf(bundle, 'evaluation')?.items.map(({ id }) => id) ?? []
    const outcome = await keepEvaluationDraft(service.store.writer, enrolment, context.req.valid('json').responses as DraftChanges, { items, now })
    return 'refusal' in outcome ? refused(context, outcome.refusal) : context.json(outcome.draft, 200)
  })
}

async function enrolmentOf(context: Context<RequestContext>, course: string): Promise<{ enrolment: Enrolment, bundle: CourseBundle } | undefined> {
  const service = context.get('service')
  const enrolment = await findEnrolment(service.store.db, context.get('person').id, course)
  return enrolment && { enrolment, bundle: await bundleOf(service, enrolment) }
}

function refused(context: Context<RequestContext>, { code, message }: { code: string, message: string }): never {
  return problem(context, 409, code, message) as never
}

function notEnrolled(context: Context<RequestContext>): never {
  return problem(context, 404, 'not-enrolled', 'You are not enrolled in this course.') as never
}
