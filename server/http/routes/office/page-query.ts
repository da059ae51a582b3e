import type { Context } from 'hono'
import { z } from '@hono/zod-openapi'
import { readCursor } from '../../../office/cursor.ts'
import { problem } from '../../problem-details.ts'

const MOST_ROWS = 200

/** What every list is asked by. */
export const pageQuery = {
  cursor: z.string().max(2000).optional().describe('The nextCursor of the page before'),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(50),
}

export const nextCursor = z.string().nullable().describe('Asks for the next page; null: there is none')

/** The place of a cursor, or the answer that it is none. */
export function placeOf(context: Context, cursor: string | undefined, length: number): { after?: string[], unfit?: Response } {
  if (cursor === undefined)
    return {}
  const after = readCursor(cursor, length)
  return after ? { after } : { unfit: problem(context, 400, 'unfit-request', 'Something in the request is not as it has to be.', { fields: { cursor: 'is not one that a page here ended with: begin with the first page' } }) }
}
