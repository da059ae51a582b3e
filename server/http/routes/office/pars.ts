import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { CourseBundle } from '../../../courses/course-bundle.ts'
import type { ParsLearnerRecord } from '../../../pars/learner-record.ts'
import type { ParsSettings } from '../../../pars/pars-settings.ts'
import type { RequestContext } from '../../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { auditReading } from '../../../office/audit-reading.ts'
import { findCourse } from '../../../office/course-list.ts'
import { writeCursor } from '../../../office/cursor.ts'
import { findExport, listExports, makeExport, previewExport, readExport } from '../../../pars/export.ts'
import { parsSettingsSchema } from '../../../pars/pars-settings.ts'
import { readProblems } from '../../../pars/problems.ts'
import { json, refusals } from '../../answers.ts'
import { problem } from '../../problem-details.ts'
import { requireRole } from '../../require-role.ts'
import { streamText } from '../../stream-text.ts'
import { nextCursor, pageQuery, placeOf } from './page-query.ts'

const params = z.object({ course: z.string().max(200) })

const parsExportSchema = z.object({
  export: z.string().describe('Asks for the file: pars.json?export=…'),
  at: z.string(),
  actor: z.string(),
  organization: z.string(),
  provider: z.string(),
  module: z.string(),
  added: z.number().int().describe('Completions that are reported'),
  deleted: z.number().int().describe('Completions that were reported and do not hold any more'),
}).openapi('ParsExport')

const parsExportsSchema = z.object({ rows: z.array(parsExportSchema), nextCursor }).openapi('ParsExports')

const parsProblemsSchema = z.object({
  rows: z.array(z.object({
    enrolment: z.string(),
    name: z.string(),
    problems: z.array(z.object({ code: z.enum(['profile-missing', 'birth-date-missing', 'birth-date-wrong', 'licence-wrong', 'identifier-missing', 'npi-wrong', 'credits-unfit']), message: z.string(), mend: z.string() })),
  })),
  nextCursor: nextCursor.describe('Asks for the next page, which may hold fewer rows than asked for, or none; null: all were looked at'),
}).openapi('ParsProblems')

export type ParsExportAnswer = z.infer<typeof parsExportSchema>
export type ParsExports = z.infer<typeof parsExportsSchema>
export type ParsProblems = z.infer<typeof parsProblemsSchema>

const NUMBERS_MEND = 'Name the provider by the 7 digits that the ACCME gave it (provider) and the activity by the 9 digits that PARS gave it (module). Nothing is made up for them.'

/** Learner records for PARS, the reporting system of the ACCME. */
export function addParsRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/office/courses/{course}/pars.json',
    middleware: [requireRole('office')] as const,
    request: { params, query: z.object({ export: z.uuid().optional().describe('The file of an export that was made'), ...parsSettingsSchema.partial().shape }) },
    responses: { 200: { description: 'Learner records: of an export, or, with provider and module, those that the next export would hold, without making one', content: { 'application/json': { schema: z.array(z.object({}).passthrough()) } } }, ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const { course } = context.req.valid('param')
    const { export: id, provider, module, organization } = context.req.valid('query')
    const bundle = await findCourse(service.store.db, service.courses, course)
    if (!bundle)
      return problem(context, 404, 'no-such-course', 'There is no such course.') as never
    if (id !== undefined) {
      if (!await findExport(service.store.db, course, id))
        return problem(context, 404, 'no-such-export', 'There is no such export of this course.') as never
      await auditReading(service, context.get('person'), 'read export for PARS', `course:${course}`)
      return streamText(context, jsonArray(readExport(service.store.db, id)), { mime: 'application/json', file: `${course}-pars-${id}.json` }) as never
    }
    if (provider === undefined || module === undefined)
      return problem(context, 400, 'numbers-missing', NUMBERS_MEND, { fields: { ...provider === undefined && { provider: 'is missing' }, ...module === undefined && { module: 'is missing' } } }) as never
    const refused = refuseUnaccredited(context, bundle)
    if (refused)
      return refused
    await auditReading(service, context.get('person'), 'read export for PARS', `course:${course}`)
    return streamText(context, jsonArray(previewExport(service.store.db, course, settingsOf(bundle, { organization, provider, module }))), { mime: 'application/json', file: `${course}-pars-preview.json` }) as never
  })

  app.openapi(createRoute({
    method: 'post',
    path: '/api/office/courses/{course}/pars/exports',
    middleware: [requireRole('office')] as const,
    request: { params, headers: z.object({ 'idempotency-key': z.uuid() }), body: { ...json(parsSettingsSchema, 'By what PARS knows the provider and the activity'), required: true } },
    responses: { 200: json(parsExportSchema, 'The export; its file can be had as often as one likes'), ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const { db, writer } = service.store
    const { course } = context.req.valid('param')
    const bundle = await findCourse(db, service.courses, course)
    if (!bundle)
      return problem(context, 404, 'no-such-course', 'There is no such course.') as never
    const refused = refuseUnaccredited(context, bundle)
    if (refused)
      return refused
    const id = context.req.valid('header')['idempotency-key']
    const outcome = await makeExport(db, writer, { id, course, at: service.now(), actor: context.get('person').email, ...settingsOf(bundle, context.req.valid('json')) })
    if ('refusal' in outcome)
      return problem(context, 409, 'key-used', 'This idempotency key was used for something else. Ask again with a new one.') as never
    const made = (await findExport(db, course, id))!
    return context.json({ export: id, at: made.at, actor: made.actor, organization: made.organization, provider: made.provider, module: made.module, ...outcome }, 200)
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/api/office/courses/{course}/pars/exports',
    middleware: [requireRole('office')] as const,
    request: { params, query: z.object(pageQuery) },
    responses: { 200: json(parsExportsSchema, 'Exports that were made, the newest first'), ...refusals },
  }), async (context) => {
    const { store, courses } = context.get('service')
    const { course } = context.req.valid('param')
    const { cursor, limit } = context.req.valid('query')
    const { after, unfit } = placeOf(context, cursor, 2)
    if (unfit)
      return unfit as never
    if (!await findCourse(store.db, courses, course))
      return problem(context, 404, 'no-such-course', 'There is no such course.') as never
    const rows = await listExports(store.db, course, { after: after as [string, string] | undefined, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return context.json({ rows: shown.map(({ id, at, actor, organization, provider, module, added, deleted }) => ({ export: id, at, actor, organization, provider, module, added, deleted })), nextCursor: writeCursor(rows.length > limit && last ? [last.at, last.id] : undefined) }, 200)
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/api/office/courses/{course}/pars/problems',
    middleware: [requireRole('office')] as const,
    request: { params, query: z.object(pageQuery) },
    responses: { 200: json(parsProblemsSchema, 'Learners whose credit cannot be reported yet, and what each lacks'), ...refusals },
  }), async (context) => {
    const service = context.get('service')
    const { course } = context.req.valid('param')
    const { cursor, limit } = context.req.valid('query')
    const { after, unfit } = placeOf(context, cursor, 2)
    if (unfit)
      return unfit as never
    if (!await findCourse(service.store.db, service.courses, course))
      return problem(context, 404, 'no-such-course', 'There is no such course.') as never
    await auditReading(service, context.get('person'), 'read problems for PARS', `course:${course}`)
    const { rows, next } = await readProblems(service.store.db, course, { after: after as [string, string] | undefined, limit })
    return context.json({ rows: rows.map(row => ({ ...row, problems: [...row.problems] })), nextCursor: writeCursor(next) }, 200)
  })
}

function settingsOf(bundle: CourseBundle, { organization, provider, module }: z.infer<typeof parsSettingsSchema>): ParsSettings {
  return { organization: organization ?? bundle.meta.provider.name, provider, module }
}

function refuseUnaccredited(context: Context, bundle: CourseBundle): never | undefined {
  return bundle.meta.accreditation === 'none'
    ? problem(context, 409, 'not-accredited', 'This course is not accredited: it gives no credit, and there is nothing to report. “accreditation” in course.yaml says so.') as never
    : undefined
}

async function* jsonArray(records: AsyncGenerator<ParsLearnerRecord>): AsyncGenerator<string> {
  let separator = '[\n'
  for await (const record of records) {
    yield separator + JSON.stringify(record)
    separator = ',\n'
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n'
}
