import type { MiddlewareHandler } from 'hono'
import type { RequestContext } from './service.ts'
import { problem } from './problem-details.ts'

/** Deeper than anything that a page sends, far from what overflows the stack of whoever reads it. */
const DEEPEST = 32

/**
 * Refuses what cannot be kept as it is: PostgreSQL takes no NUL in a text and SQLite ends the text there, half of a surrogate
 * pair comes back as another character, and a structure without end ends the process that walks through it.
 */
export const storableText: MiddlewareHandler<RequestContext> = async (context, next) => {
  if (!isStorable(decoded(context.req.url)))
    return problem(context, 400, 'unfit-request', 'The address holds characters that cannot be kept.')
  if (context.req.raw.body && /\bjson\b/i.test(context.req.header('content-type') ?? '')) {
    let body: unknown
    try {
      body = await context.req.json()
    }
    catch {
      return problem(context, 400, 'unfit-request', 'The request is no JSON.')
    }
    const fault = faultIn(body)
    if (fault)
      return problem(context, 400, 'unfit-request', 'Something in the request is not as it has to be.', { fields: { body: fault } })
  }
  await next()
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  }
  catch {
    // Not every percent sign begins a character; the routes see such an address as it stands.
    return url.replace(/%00/g, '\0')
  }
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

function faultIn(body: unknown): string | undefined {
  const waiting: { value: unknown, depth: number }[] = [{ value: body, depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next
    if (typeof value === 'string' && !isStorable(value))
      return 'holds characters that cannot be kept'
    if (typeof value !== 'object' || value === null)
      continue
    if (depth === DEEPEST)
      return 'is nested too deeply'
    for (const [key, entry] of Object.entries(value)) {
      if (!isStorable(key))
        return 'holds characters that cannot be kept'
      waiting.push({ value: entry, depth: depth + 1 })
    }
  }
  return undefined
}
