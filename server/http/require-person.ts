import type { MiddlewareHandler } from 'hono'
import type { RequestContext } from './service.ts'
import { problem } from './problem-details.ts'

/**
 * Lets only people pass who are signed in. A page that says whose request it is (header `lectern-person`) is answered only
 * when that is who is signed in: what it has kept for one person must not become another's, who signed in meanwhile.
 */
export const requirePerson: MiddlewareHandler<RequestContext> = async (context, next) => {
  const person = await context.get('service').signIn.personOf(context.req.raw.headers)
  if (!person)
    return problem(context, 401, 'not-signed-in', 'Sign in first.')
  const meant = context.req.header('lectern-person')
  if (meant !== undefined && meant !== person.id)
    return problem(context, 409, 'other-person', 'Somebody else is signed in now. Reload the page.')
  context.set('person', person)
  await next()
}
