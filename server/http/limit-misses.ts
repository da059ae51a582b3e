import type { Context, MiddlewareHandler } from 'hono'
import type { RequestContext } from './service.ts'
import { countMiss, hasMissedTooOften } from '../certificates/limit-misses.ts'
import { clientAddress, networkOf } from './client-address.ts'

/** Answers with `refuse` whoever has asked too often for certificates that are not there, whatever they ask for now. */
export function limitMisses(refuse: (context: Context<RequestContext>) => Response | Promise<Response>): MiddlewareHandler<RequestContext> {
  return async (context, next) => {
    const { store, now, trustedProxies = 0 } = context.get('service')
    const address = clientAddress(context, trustedProxies)
    if (address === undefined)
      return next()
    const network = networkOf(address)
    if (await hasMissedTooOften(store, network, now())) {
      context.header('retry-after', '900')
      return refuse(context)
    }
    await next()
    if (context.res.status === 404)
      await countMiss(store, network, now())
  }
}
