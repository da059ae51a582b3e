import type { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestContext } from '../service.ts'
import { sql } from 'kysely'
import { problem } from '../problem-details.ts'

/** What a load balancer asks: whether this process lives, and whether it can answer. */
export function addHealthRoutes(app: OpenAPIHono<RequestContext>): void {
  app.get('/health', context => context.text('alive'))
  app.get('/ready', async (context) => {
    try {
      await sql`select 1`.execute(context.get('service').store.db)
      return context.text('ready')
    }
    catch {
      return problem(context, 503, 'store-unavailable', 'The database cannot be reached.')
    }
  })
}
