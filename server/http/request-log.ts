import type { MiddlewareHandler } from 'hono'
import type { RequestContext, Service } from './service.ts'
import { randomUUID } from 'node:crypto'
import { routePath } from 'hono/route'

/** Methods that a label may hold: anybody can send any word as a method. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * Gives every request a number, and logs and measures it. A number that comes from outside is taken only behind a proxy that is
 * trusted: it would stand in the log.
 */
export function requestLog(service: Service): MiddlewareHandler<RequestContext> {
  let isWarned = false
  return async (context, next) => {
    if (!isWarned && !service.trustedProxies && context.req.header('x-forwarded-for') !== undefined) {
      isWarned = true
      service.log({ level: 'info', message: 'x-forwarded-for is not believed: set TRUSTED_PROXIES to the number of reverse proxies in front, or all learners count as one network address' })
    }
    const given = service.trustedProxies ? context.req.header('x-request-id') : undefined
    const id = given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
    context.set('service', service)
    context.set('requestId', id)
    const started = performance.now()
    await next()
    context.res.headers.set('x-request-id', id)
    // The route's pattern, not its path: ids of people and certificates stay out of the log.
    const pattern = routePath(context, -1)
    const route = pattern.includes('*') ? 'none' : pattern
    const method = METHODS.has(context.req.method) ? context.req.method : 'other'
    const milliseconds = performance.now() - started
    service.metrics?.requests.inc({ method, route, status: context.res.status })
    service.metrics?.durations.observe({ method, route }, milliseconds / 1000)
    service.log({ level: 'info', message: 'request', id, method, route, status: context.res.status, milliseconds: Math.round(milliseconds) })
  }
}
