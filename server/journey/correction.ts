import { z } from '@hono/zod-openapi'

const reason = z.string().trim().min(5, 'must say why, in 5 characters or more').max(2000)

export const correctionKinds = ['correct-claim', 'revoke-certificate', 'reissue-certificate', 'grant-attempts'] as const
export type CorrectionKind = typeof correctionKinds[number]

export const MOST_ATTEMPTS_GRANTED = 10

/** What the office can change of an enrolment. It is added to the records; nothing in them is edited or deleted. */
export const correctionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('correct-claim'), credits: z.number().describe('What is claimed instead, in steps of 0.25'), reason }),
  z.strictObject({ kind: z.literal('revoke-certificate'), certificate: z.string().max(100), reason }),
  z.strictObject({ kind: z.literal('reissue-certificate'), reason }).describe('A new certificate with the name of the present profile'),
  z.strictObject({ kind: z.literal('grant-attempts'), attempts: z.number().int().min(1).max(MOST_ATTEMPTS_GRANTED), reason }),
]).openapi('Correction')

export type Correction = z.infer<typeof correctionSchema>
