import type { OpenAPIHono } from '@hono/zod-openapi'
import type { RequestContext } from '../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { chooseLanguage } from '../../certificates/verify-page/words.ts'
import { readProfile } from '../../learners/profiles.ts'
import { transcriptPdf } from '../../learners/transcript-pdf.ts'
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

  app.openapi(createRoute({
    method: 'get',
    path: '/api/me/transcript.pdf',
    middleware: [requirePerson] as const,
    request: { query: z.object({ language: z.enum(['en', 'es']).optional().describe('That of the browser when it is left out') }) },
    responses: { 200: { description: 'All credit of the learner as one PDF: a summary, with the address at which each certificate is verified', content: { 'application/pdf': { schema: z.string() } } }, 400: refusals[400], 401: refusals[401], 409: refusals[409], 503: refusals[503] },
  }), async (context) => {
    const { store, courses, now, baseUrl } = context.get('service')
    const { id } = context.get('person')
    const day = now().slice(0, 10)
    const [transcript, profile] = [await readTranscript(store.db, id, courses), await readProfile(store.db, id)]
    const pdf = await transcriptPdf({ transcript, profile, day, baseUrl, language: context.req.valid('query').language ?? chooseLanguage(context.req.header('accept-language')) })
    return context.body(Uint8Array.from(pdf).buffer, 200, { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="transcript-${day}.pdf"` })
  })
}
