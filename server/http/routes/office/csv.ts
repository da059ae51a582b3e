import type { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestContext } from '../../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { readCourseVersion } from '../../../courses/course-versions.ts'
import { auditReading } from '../../../office/audit-reading.ts'
import { findCourse } from '../../../office/course-list.ts'
import { readVersions } from '../../../reports/course-report.ts'
import { evaluationCsv } from '../../../reports/evaluation-csv.ts'
import { rosterCsv } from '../../../reports/roster-csv.ts'
import { refusals } from '../../answers.ts'
import { problem } from '../../problem-details.ts'
import { requireRole } from '../../require-role.ts'
import { streamText } from '../../stream-text.ts'
import { rosterQuery } from './roster.ts'

const params = z.object({ course: z.string().max(200) })
const csv = (description: string) => ({ description, content: { 'text/csv': { schema: z.string() } } })

/** Tables for spreadsheets. Cells that a spreadsheet would take for formulas begin with an apostrophe. */
export function addCsvRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/office/courses/{course}/roster.csv',
    middleware: [requireRole('office')] as const,
    request: { params, query: z.object(rosterQuery) },
    responses: { 200: csv('The roster, narrowed down as the list is; who enrolled first stands first'), ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const { course } = context.req.valid('param')
    if (!await findCourse(service.store.db, service.courses, course))
      return problem(context, 404, 'no-such-course', 'There is no such course.') as never
    await auditReading(service, context.get('person'), 'exported roster', `course:${course}`)
    return streamText(context, rosterCsv(service.store.db, course, context.req.valid('query')), { mime: 'text/csv; charset=utf-8', file: `${course}-roster.csv` }) as never
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/api/office/courses/{course}/evaluation.csv',
    middleware: [requireRole('office')] as const,
    request: { params, query: z.object({ version: z.string().max(100).optional().describe('That of most learners when left out') }) },
    responses: { 200: csv('All evaluations of a version, without names'), ...refusals },
  }), async (context) => {
    const { store, courses } = context.get('service')
    const { course } = context.req.valid('param')
    const { version } = context.req.valid('query')
    const present = await findCourse(store.db, courses, course)
    if (!present)
      return problem(context, 404, 'no-such-course', 'There is no such course.') as never
    const asked = version ?? (await readVersions(store.db, course))[0]?.version ?? present.version
    const bundle = await readCourseVersion(store.db, course, asked)
    if (!bundle)
      return problem(context, 404, 'no-such-version', 'There was no such version of the course.') as never
    return streamText(context, evaluationCsv(store.db, bundle), { mime: 'text/csv; charset=utf-8', file: `${course}-evaluation.csv` }) as never
  })
}
