import type { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestContext } from '../service.ts'
import { createRoute } from '@hono/zod-openapi'
import { readTranscript, transcriptSchema } from '../../learners/transcript.ts'
import { json, refusals } from '../answers.ts'
import { requirePerson } from '../require-person.ts'

export function addTranscriptRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'get',
    path: '/api/me/transcript',
    middleware: [requirePerson] as const,
    responses: { 200: json(transcriptSchema, 'Every course that the learner has begun'), 401: refusals[401], 409: refusals[409], 503: refusals[503] },
  }), async (context) => {
    const { store, courses } = context.get('service')
    return context.json(await readTranscript(store.db, context.get('person').id, courses), 200)
  })
}
