import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { RequestContext } from '../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { timingSafeEqual } from 'hono/utils/buffer'
import { refusals } from '../answers.ts'
import { clientAddress } from '../client-address.ts'
import { problem } from '../problem-details.ts'

/** For Prometheus: on this computer, or with the token of the settings. */
export function addMetricsRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/metrics',
    responses: {
      200: { description: 'Counts and times, in the text format of Prometheus', content: { 'text/plain': { schema: z.string() } } },
      401: { ...refusals[401], description: 'The token is missing or wrong' },
      403: { ...refusals[401], description: 'Only from the computer that the service runs on' },
      404: { ...refusals[404], description: 'Nothing is measured' },
    },
  }), async (context) => {
    const { metrics, metricsToken } = context.get('service')
    if (!metrics)
      return problem(context, 404, 'not-found', 'There is nothing here.') as never
    if (metricsToken !== undefined) {
      if (!await timingSafeEqual(context.req.header('authorization') ?? '', `Bearer ${metricsToken}`)) {
        context.header('www-authenticate', 'Bearer')
        return problem(context, 401, 'no-token', 'Send the token of METRICS_TOKEN.') as never
      }
    }
    else if (!isFromThisComputer(context)) {
      return problem(context, 403, 'not-here', 'Metrics are for the computer that the service runs on. Set METRICS_TOKEN to read them from elsewhere.') as never
    }
    return context.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }) as never
  })
}

/** A reverse proxy stands on this computer, too: what it passes on came from elsewhere. */
function isFromThisComputer(context: Context<RequestContext>): boolean {
  const isPassedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some(name => context.req.header(name) !== undefined)
  return !isPassedOn && /^(?:::1|(?:::ffff:)?127(?:\.\d+){3})$/.test(clientAddress(context, 0) ?? '')
}
