import type { MiddlewareHandler } from 'hono'
import type { Role } from '../roles/role.ts'
import type { RequestContext } from './service.ts'
import { readRole } from '../roles/role-grants.ts'
import { mayActAs } from '../roles/role.ts'
import { problem } from './problem-details.ts'

/** What the office may do is more than what a learner may: its members prove anew every day who they are (OWASP ASVS 3.3.2). */
const FRESH_FOR_MS = 12 * 3_600_000

/** Lets only people pass who are signed in and have the role, or one that may do more. */
export function requireRole(asked: Role): MiddlewareHandler<RequestContext> {
  return async (context, next) => {
    const { signIn, store } = context.get('service')
    const person = await signIn.personOf(context.req.raw.headers)
    if (!person)
      return problem(context, 401, 'not-signed-in', 'Sign in first.')
    if (!mayActAs(await readRole(store.db, person), asked))
      return problem(context, 403, 'not-allowed', asked === 'admin' ? 'This is for administrators.' : 'This is for the CME office. An administrator can let you in.')
    if (person.signedInAt && Date.now() - Date.parse(person.signedInAt) > FRESH_FOR_MS)
      return problem(context, 401, 'not-signed-in', 'You signed in more than 12 hours ago. For the office, sign in again.')
    context.set('person', person)
    await next()
  }
}
