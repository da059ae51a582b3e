import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { RoleOutcome } from '../../../roles/role-grants.ts'
import type { RequestContext } from '../../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { writeCursor } from '../../../office/cursor.ts'
import { grantRole, listRoles, readAddress, revokeRole } from '../../../roles/role-grants.ts'
import { grantedRoles } from '../../../roles/role.ts'
import { json, refusals } from '../../answers.ts'
import { problem } from '../../problem-details.ts'
import { requireRole } from '../../require-role.ts'
import { nextCursor, pageQuery, placeOf } from '../office/page-query.ts'

const rolesSchema = z.object({
  rows: z.array(z.object({
    address: z.string(),
    role: z.enum(grantedRoles),
    grantedBy: z.string().describe('An address, or "command line"'),
    grantedAt: z.string(),
  })),
  nextCursor,
}).openapi('Roles')

export type Roles = z.infer<typeof rolesSchema>

const roleChangeSchema = z.object({ address: z.string(), role: z.enum(['learner', ...grantedRoles]), changed: z.boolean().describe('False when the address had this role already') }).openapi('RoleChange')

const params = z.object({ address: z.string().trim().max(320).pipe(z.email()) })

export function addRoleRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/admin/roles',
    middleware: [requireRole('admin')] as const,
    request: { query: z.object(pageQuery) },
    responses: { 200: json(rolesSchema, 'Who is of the office or an administrator, by address'), ...refusals },
  }), async (context) => {
    const { cursor, limit } = context.req.valid('query')
    const { after, unfit } = placeOf(context, cursor, 1)
    if (unfit)
      return unfit as never
    const rows = await listRoles(context.get('service').store.db, { after: after?.[0], limit: limit + 1 })
    return context.json({ rows: rows.slice(0, limit), nextCursor: writeCursor(rows.length > limit ? [rows[limit - 1]!.address] : undefined) }, 200)
  })

  app.openapi(createRoute({
    method: 'put',
    path: '/api/admin/roles/{address}',
    middleware: [requireRole('admin')] as const,
    request: { params, body: { ...json(z.strictObject({ role: z.enum(grantedRoles) }), 'The role, in place of the one that the address has'), required: true } },
    responses: { 200: json(roleChangeSchema, 'As it is now'), ...refusals },
  }), async (context) => {
    const { store, now } = context.get('service')
    const address = readAddress(context.req.valid('param').address)
    const { role } = context.req.valid('json')
    const outcome = await grantRole(store.writer, address, role, { actor: context.get('person').email, now: now(), mayLeaveNoAdmin: false })
    return 'refusal' in outcome ? refused(context, outcome) : context.json({ address, role, changed: outcome.changed }, 200)
  })

  app.openapi(createRoute({
    method: 'delete',
    path: '/api/admin/roles/{address}',
    middleware: [requireRole('admin')] as const,
    request: { params },
    responses: { 200: json(roleChangeSchema, 'The address is a learner’s now'), ...refusals },
  }), async (context) => {
    const { store, now } = context.get('service')
    const address = readAddress(context.req.valid('param').address)
    const outcome = await revokeRole(store.writer, address, { actor: context.get('person').email, now: now(), mayLeaveNoAdmin: false })
    return 'refusal' in outcome ? refused(context, outcome) : context.json({ address, role: 'learner' as const, changed: outcome.changed }, 200)
  })
}

function refused(context: Context, _outcome: RoleOutcome): never {
  return problem(context, 409, 'last-admin', 'This is the only administrator. Make somebody else one first; or change it on the server with “lectern admin”.') as never
}
