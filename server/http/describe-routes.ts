import type { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestContext } from './service.ts'

type Document = ReturnType<OpenAPIHono<RequestContext>['getOpenAPI31Document']>

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const

/** What stands before every route (create-app.ts) answers these; a route that says more of one of them is left its words. */
const ALWAYS = { 400: 'The request is not as it has to be', 503: 'The records cannot be reached; nothing was written' }
const OF_WHAT_CHANGES = { 403: 'The request did not come from this site' }
const OF_A_BODY = { 413: 'The request is too large', 415: 'The body is of another type' }

/**
 * The OpenAPI document of the service: the routes as they describe themselves, with what is the same for all of them, and who has
 * to be signed in.
 */
export function describeRoutes(app: OpenAPIHono<RequestContext>, baseUrl: string): Document {
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: `${baseUrl.startsWith('https:') ? '__Host-lectern' : 'lectern'}.session_token`, description: 'Set by signing in; requests that change something say where they come from (Origin, Sec-Fetch-Site), as browsers do' })
  const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Lectern credit service', version: '1' } })
  const refusal = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  for (const routes of Object.values(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = routes[method]
      if (!operation)
        continue
      const answers = { ...ALWAYS, ...method !== 'get' && OF_WHAT_CHANGES, ...operation.requestBody && OF_A_BODY }
      operation.responses = { ...Object.fromEntries(Object.entries(answers).map(([status, description]) => [status, { description, content: refusal }])), ...operation.responses }
      operation.security = operation.responses[401] ? [{ session: [] }] : []
    }
  }
  return document
}
