import type { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestContext } from '../../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { stepNames } from '../../../journey/steps.ts'
import { professions } from '../../../learners/profile.ts'
import { auditReading } from '../../../office/audit-reading.ts'
import { findCourse } from '../../../office/course-list.ts'
import { writeCursor } from '../../../office/cursor.ts'
import { readRoster } from '../../../office/roster.ts'
import { json, refusals } from '../../answers.ts'
import { problem } from '../../problem-details.ts'
import { requireRole } from '../../require-role.ts'
import { nextCursor, pageQuery, placeOf } from './page-query.ts'

const day = z.iso.date()

/** What a roster is narrowed down by. */
export const rosterQuery = {
  step: z.enum([...stepNames, 'done']).optional().describe('The step that comes next'),
  passed: z.enum(['true', 'false']).optional().transform(passed => passed === undefined ? undefined : passed === 'true'),
  profession: z.enum(professions).optional(),
  search: z.string().trim().max(200).optional().describe('What a name, an address or an NPI begins with'),
  from: day.optional().describe('First day of the enrolment'),
  to: day.optional().describe('Last day of the enrolment'),
}

const rosterSchema = z.object({
  rows: z.array(z.object({
    enrolment: z.string(),
    learner: z.string().describe('The same in all courses'),
    givenName: z.string().nullable(),
    familyName: z.string().nullable(),
    credentials: z.string().nullable(),
    profession: z.string().nullable(),
    npi: z.string().nullable(),
    email: z.string().nullable(),
    version: z.string().describe('The version of the course that the learner is in'),
    enrolledAt: z.string(),
    step: z.enum([...stepNames, 'done']).describe('The step that comes next'),
    passedAt: z.string().nullable(),
    attempts: z.number().int().describe('Attempts at the post-test that were submitted'),
    preTest: z.number().nullable().describe('Percent'),
    firstAttempt: z.number().nullable().describe('Percent'),
    bestAttempt: z.number().nullable().describe('Percent'),
    lectureMinutes: z.number().int(),
    credits: z.number().nullable().describe('What was claimed; null when the certificate was revoked'),
    certificate: z.string().nullable().describe('The certificate that is valid'),
    certificateState: z.enum(['valid', 'revoked']).nullable().describe('Of the certificate that was issued last; null before the claim'),
    certificateName: z.string().nullable().describe('Whom it was issued to'),
    creditType: z.string().nullable().describe('The kind of credit that it certifies'),
    nameDiffers: z.boolean().describe('The learner has changed the name since: the certificate has to be issued anew'),
    eProfileId: z.string().nullable().describe('Of NABP, for CPE Monitor'),
    birthMonthDay: z.string().nullable().describe('For CPE Monitor'),
  })),
  nextCursor,
}).openapi('Roster')

export type Roster = z.infer<typeof rosterSchema>

export function addRosterRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/office/courses/{course}/roster',
    middleware: [requireRole('office')] as const,
    request: { params: z.object({ course: z.string().max(200) }), query: z.object({ ...rosterQuery, ...pageQuery }) },
    responses: { 200: json(rosterSchema, 'Learners: who enrolled last first, or, when searched for, in the order of what was found'), ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const { course } = context.req.valid('param')
    const { cursor, limit, ...filter } = context.req.valid('query')
    const { after, unfit } = placeOf(context, cursor, 2)
    if (unfit)
      return unfit as never
    if (!await findCourse(service.store.db, service.courses, course))
      return problem(context, 404, 'no-such-course', 'There is no such course.') as never
    await auditReading(service, context.get('person'), 'read roster', `course:${course}`)
    const { rows, next } = await readRoster(service.store.db, course, filter, { after: after as [string, string] | undefined, limit })
    return context.json({ rows: [...rows], nextCursor: writeCursor(next) } as Roster, 200)
  })
}
