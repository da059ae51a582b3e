import type { MiddlewareHandler } from 'hono'
import type { Role } from '../roles/role.ts'
import type { RequestContext } from './service.ts'
import { readRole } from '../roles/role-grants.ts'
import { mayActAs } from '../roles/role.ts'
import { problem } from './problem-details.ts'

/** Lets only people pass who are signed in and have the role, or one that may do more. */
export function requireRole(asked: Role): MiddlewareHandler<RequestContext> {
  return async (context, next) => {
    const { signIn, store } = context.get('service')
    const person = await signIn.personOf(context.req.raw.headers)
    if (!person)
      return problem(context, 401, 'not-signed-in', 'Sign in first.')
    if (!mayActAs(await readRole(store.db, person), asked))
      return problem(context, 403, 'not-allowed', asked === 'admin' ? 'This is for administrators.' : 'This is for the CME office. An administrator can let you in.')
    context.set('person', person)
    await next()
  }
}
