import type { z } from '@hono/zod-openapi'
import { problemSchema } from './problem-details.ts'

/** A body of JSON in the OpenAPI document. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string): { content: { 'application/json': { schema: Schema } }, description: string } {
  return { content: { 'application/json': { schema } }, description }
}

const refusal = { content: { 'application/problem+json': { schema: problemSchema } } }

/** What every route that changes something can answer. */
export const refusals = {
  400: { ...refusal, description: 'The request is not as it has to be' },
  401: { ...refusal, description: 'Nobody is signed in' },
  403: { ...refusal, description: 'The person may not do this' },
  404: { ...refusal, description: 'There is no such course, or the learner is not in it' },
  409: { ...refusal, description: 'Not possible now; the code says why' },
  410: { ...refusal, description: 'It was here, and was erased' },
  503: { ...refusal, description: 'The records cannot be reached; nothing was written' },
}

/** Of routes that are limited. */
export const tooOften = { ...refusal, description: 'Too often; `retry-after` says when it is possible again' }
