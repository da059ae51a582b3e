import type { Context } from 'hono'
import { isIP, isIPv6 } from 'node:net'
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

/**
 * The network that an address belongs to, for limits: an IPv4 address, behind which a whole hospital may stand, or the first 64
 * bits of an IPv6 address, of which anybody has as many as they like (RFC 4291, section 2.5.4).
 */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(plain)?.[1]
  if (mapped)
    return mapped
  if (!isIPv6(plain))
    return plain
  // URL writes every form of an address in one.
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::')
  const first = head.split(':').filter(Boolean)
  const last = tail?.split(':').filter(Boolean) ?? []
  const groups = [...first, ...Array.from<string>({ length: 8 - first.length - last.length }).fill('0'), ...last]
  if (groups.slice(0, 5).every(group => group === '0') && groups[5] === 'ffff')
    return [groups[6]!, groups[7]!].flatMap(group => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]).join('.')
  return `${groups.slice(0, 4).join(':')}::/64`
}
