import type { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestContext } from '../../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { listCourses } from '../../../office/course-list.ts'
import { writeCursor } from '../../../office/cursor.ts'
import { json, refusals } from '../../answers.ts'
import { requireRole } from '../../require-role.ts'
import { nextCursor, pageQuery, placeOf } from './page-query.ts'

const officeCoursesSchema = z.object({
  rows: z.array(z.object({
    name: z.string(),
    title: z.string(),
    version: z.string(),
    present: z.boolean().describe('Whether the course can be taken; false for one that was withdrawn'),
    accredited: z.boolean(),
    learners: z.number().int(),
    passed: z.number().int(),
    claimed: z.number().int().describe('Learners with a claim whose certificate is valid'),
    credits: z.number().describe('What they claimed, together'),
    uncounted: z.number().int().describe('Records that are not in these numbers yet, for a moment or after an update; 100001 stands for more than 100,000'),
  })),
  nextCursor,
}).openapi('OfficeCourses')

export type OfficeCourses = z.infer<typeof officeCoursesSchema>

export function addOfficeCourseRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/office/courses',
    middleware: [requireRole('office')] as const,
    request: { query: z.object(pageQuery) },
    responses: { 200: json(officeCoursesSchema, 'Every course that is or was offered, with what its learners have come to'), ...refusals },
  }), async (context) => {
    const { store, courses } = context.get('service')
    const { cursor, limit } = context.req.valid('query')
    const { after, unfit } = placeOf(context, cursor, 1)
    if (unfit)
      return unfit as never
    const rows = await listCourses(store.db, courses, { after: after?.[0], limit: limit + 1 })
    return context.json({ rows: rows.slice(0, limit), nextCursor: writeCursor(rows.length > limit ? [rows[limit - 1]!.name] : undefined) }, 200)
  })
}
