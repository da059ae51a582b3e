import type { MiddlewareHandler } from 'hono'
import type { RequestContext } from './service.ts'
import { problem } from './problem-details.ts'

/**
 * Refuses what the page of another site asks for with a visitor's cookies, whatever type it gives its body: browsers say where a
 * request comes from. Programs say nothing, and have no cookies that a site could use.
 */
export function sameSite(baseUrl: string): MiddlewareHandler<RequestContext> {
  const { origin } = new URL(baseUrl)
  return async (context, next) => {
    const { method } = context.req
    const from = context.req.header('origin')
    const site = context.req.header('sec-fetch-site')
    const isRead = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
    if (!isRead && ((from !== undefined && from !== origin) || (site !== undefined && site !== 'same-origin' && site !== 'none')))
      return problem(context, 403, 'other-site', 'The request did not come from this site.')
    await next()
  }
}
