import type { MiddlewareHandler } from 'hono'
import type { RequestContext } from './service.ts'
import { problem } from './problem-details.ts'
import { OLDEST_PROTOCOL, PROTOCOL, PROTOCOL_HEADER, readProtocol } from './protocol.ts'

/**
 * While processes are replaced one after the other, a page may meet a process of an earlier release, and one that was opened long ago a
 * later. Neither is answered by halves: 503 means that nothing was done, so that a page keeps what it wanted to send.
 */
export function speakProtocol({ newest = PROTOCOL, oldest = OLDEST_PROTOCOL }: { newest?: number, oldest?: number } = {}): MiddlewareHandler<RequestContext> {
  return async (context, next) => {
    const spoken = readProtocol(context.req.header(PROTOCOL_HEADER))
    context.header(PROTOCOL_HEADER, String(newest))
    if (spoken > newest) {
      context.header('retry-after', '2')
      return problem(context, 503, 'being-updated', 'The service is being updated. Nothing is lost; try again in a moment.')
    }
    // Programs that say nothing are no pages.
    if (spoken < oldest && context.req.header('sec-fetch-site') !== undefined) {
      context.header('retry-after', '60')
      return problem(context, 503, 'page-outdated', 'This page is from before an update of the service. Reload it; nothing is lost.')
    }
    await next()
    context.res.headers.set(PROTOCOL_HEADER, String(newest))
  }
}
