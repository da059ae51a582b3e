import type { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestContext } from '../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { printedName, unprintable } from '../../certificates/printed-name.ts'
import { profileSchema } from '../../learners/profile.ts'
import { profileVersion, readProfile, writeProfile } from '../../learners/profiles.ts'
import { readRole } from '../../roles/role-grants.ts'
import { roles } from '../../roles/role.ts'
import { json, refusals } from '../answers.ts'
import { problem } from '../problem-details.ts'
import { requirePerson } from '../require-person.ts'

const meSchema = z.object({ id: z.string().describe('Random; a page sends it back as the header lectern-person'), email: z.string(), role: z.enum(roles).describe('office: the pages of the CME office; admin: those, and roles'), profile: profileSchema.nullable(), printedName: z.string().nullable().describe('The name and degrees as a certificate that is issued now bears them: what its fonts cannot set is not on it'), profileVersion: z.string().describe('Names what the profile says, "none" without one; for the header if-match of a change') }).openapi('Me')

export function addProfileRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/me',
    middleware: [requirePerson] as const,
    responses: { 200: json(meSchema, 'Who is signed in'), ...refusals },
  }), async (context) => {
    const person = context.get('person')
    const { db } = context.get('service').store
    const profile = await readProfile(db, person.id)
    return context.json({ id: person.id, email: person.email, role: await readRole(db, person), profile: profile ?? null, printedName: profile ? printedName(profile) : null, profileVersion: profileVersion(profile) }, 200)
  })

  app.openapi(createRoute({
    method: 'put',
    path: '/api/me/profile',
    middleware: [requirePerson] as const,
    request: { headers: z.object({ 'if-match': z.string().max(100).optional().describe('The profileVersion that is changed: refused when another one is there by now. Whatever is there is changed when it is left out') }), body: { ...json(profileSchema, 'The profile'), required: true } },
    responses: { 200: json(profileSchema, 'As it was saved'), ...refusals },
  }), async (context) => {
    const profile = context.req.valid('json')
    const service = context.get('service')
    const missing = unprintable(profile)
    if (missing.length)
      return problem(context, 400, 'unfit-request', `Certificates cannot be printed with ${missing.join(' ')} here. Write your name in Latin letters as well: it stands on the certificate, and your name as it is in its signed credential and on its public page.`, { fields: { latinName: 'is needed, in Latin letters' }, characters: missing }) as never
    const outcome = await writeProfile(service.store.writer, context.get('person'), profile, service.now(), context.req.valid('header')['if-match'])
    if (outcome === 'changed')
      return problem(context, 409, 'profile-changed', 'Your profile was changed meanwhile, in another window or on another device. See whether yours is right; saved again, it replaces the other.') as never
    if (outcome === 'erased')
      return problem(context, 401, 'not-signed-in', 'This account was erased. Sign in to begin anew.') as never
    return context.json(profile, 200)
  })
}
