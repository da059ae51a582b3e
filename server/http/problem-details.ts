import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from '@hono/zod-openapi'

/** What a request that was not carried out is answered with (RFC 9457, Problem Details for HTTP APIs). */
export const problemSchema = z.object({
  title: z.string().describe('What is wrong, in words for the learner'),
  status: z.number().int(),
  code: z.string().describe('Stable, for programs'),
  notBefore: z.string().optional().describe('When it will be possible, ISO time'),
  fields: z.record(z.string(), z.string()).optional().describe('What is wrong with which field'),
  characters: z.array(z.string()).optional().describe('What cannot be printed, each as it is seen'),
}).openapi('Problem')

export type Problem = z.infer<typeof problemSchema>

export function problem(context: Context, status: ContentfulStatusCode, code: string, title: string, more: Partial<Problem> = {}): Response {
  return context.body(JSON.stringify({ title, status, code, ...more }), status, { 'content-type': 'application/problem+json' })
}
