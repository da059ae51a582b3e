import type { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestContext } from '../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import { refusals } from '../answers.ts'
import { problem } from '../problem-details.ts'

const text = (description: string) => ({ description, content: { 'text/plain': { schema: z.string() } } })

/** What a load balancer asks: whether this process lives, and whether it can answer. */
export function addHealthRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/health',
    responses: { 200: text('The process lives') },
  }), context => context.text('alive', 200))

  app.openapi(createRoute({
    method: 'get',
    path: '/ready',
    responses: { 200: text('The database answers'), 503: refusals[503] },
  }), async (context) => {
    const { store, isStopping } = context.get('service')
    if (isStopping?.())
      return problem(context, 503, 'stopping', 'This process is about to stop.') as never
    try {
      await sql`select 1`.execute(store.db)
      return context.text('ready', 200)
    }
    catch {
      return problem(context, 503, 'store-unavailable', 'The database cannot be reached.') as never
    }
  })
}
