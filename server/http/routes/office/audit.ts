import type { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestContext } from '../../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { readAudit } from '../../../office/audit.ts'
import { writeCursor } from '../../../office/cursor.ts'
import { json, refusals } from '../../answers.ts'
import { requireRole } from '../../require-role.ts'
import { nextCursor, pageQuery, placeOf } from './page-query.ts'

const auditSchema = z.object({
  rows: z.array(z.object({
    id: z.string(),
    at: z.string(),
    actor: z.string().describe('The address of who acted, or "command line"'),
    action: z.string().describe('For example "read roster", "correct-claim", "granted role office"'),
    subject: z.string().describe('"enrolment:<id>", "course:<name>", "address:<address>"'),
    reason: z.string().nullable(),
  })),
  nextCursor,
}).openapi('AuditLog')

export type AuditLog = z.infer<typeof auditSchema>

export function addAuditRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/office/audit',
    middleware: [requireRole('office')] as const,
    request: { query: z.object({ subject: z.string().max(400).optional(), actor: z.string().max(400).optional(), ...pageQuery }) },
    responses: { 200: json(auditSchema, 'What offices and administrators did, the newest first'), ...refusals },
  }), async (context) => {
    const { subject, actor, cursor, limit } = context.req.valid('query')
    const { after, unfit } = placeOf(context, cursor, 2)
    if (unfit)
      return unfit as never
    const { rows, next } = await readAudit(context.get('service').store.db, { subject, actor, after: after as [string, string] | undefined, limit })
    return context.json({ rows: rows.map(row => ({ ...row, reason: row.reason ?? null })), nextCursor: writeCursor(next) }, 200)
  })
}
