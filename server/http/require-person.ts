import type { MiddlewareHandler } from 'hono'
import type { RequestContext } from './service.ts'
import { problem } from './problem-details.ts'

/** Lets only people pass who are signed in. */
export const requirePerson: MiddlewareHandler<RequestContext> = async (context, next) => {
  const person = await context.get('service').signIn.personOf(context.req.raw.headers)
  if (!person)
    return problem(context, 401, 'not-signed-in', 'Sign in first.')
  context.set('person', person)
  await next()
}
