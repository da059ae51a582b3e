import { z } from '@hono/zod-openapi'

/** Id of a question. */
export const itemSchema = z.string().max(200)
/** An answer as a page sends it; whether it fits its question is looked at later. */
export const responseSchema = z.union([z.number(), z.string().max(20_000), z.array(z.union([z.number(), z.string().max(2000), z.null()])).max(200), z.record(z.string().max(200), z.unknown())])

/** A device that was offline may bring what it kept when another attempt is open by now. */
const attempt = z.number().int().min(1).optional().describe('The attempt that is meant: refused when another one is open; that which is open when it is left out')

/** What a learner can ask for. Nothing in it is believed before `decide` has looked at it. */
export const commandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('acknowledge'), frontMatter: z.string().max(200) }),
  z.strictObject({ kind: z.literal('answer-pre-test'), item: itemSchema, response: responseSchema }),
  z.strictObject({ kind: z.literal('finish-pre-test') }),
  z.strictObject({ kind: z.literal('progress'), slides: z.array(z.number().int()).max(5000), seconds: z.number().nonnegative() }),
  z.strictObject({ kind: z.literal('start-attempt') }),
  z.strictObject({ kind: z.literal('answer'), attempt, item: itemSchema, response: responseSchema }),
  z.strictObject({ kind: z.literal('submit-attempt'), attempt }),
  z.strictObject({ kind: z.literal('evaluate'), responses: z.record(itemSchema, responseSchema) }),
  z.strictObject({ kind: z.literal('claim'), credits: z.number() }),
]).openapi('Command')

export type Command = z.infer<typeof commandSchema>
