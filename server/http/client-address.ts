import type { Context } from 'hono'
import { isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'

/**
 * Where a request comes from. What stands in x-forwarded-for can be written by anybody, so only as many of its last entries are
 * believed as there are proxies in front; undefined in tests, which have no socket.
 */
export function clientAddress(context: Context, trustedProxies: number): string | undefined {
  if (trustedProxies > 0) {
    const hops = (context.req.header('x-forwarded-for') ?? '').split(',').map(hop => hop.trim())
    const address = hops.at(-trustedProxies)
    if (address && isIP(address))
      return address
  }
  return context.env?.incoming ? getConnInfo(context).remote.address : undefined
}
