import type { Context, MiddlewareHandler } from 'hono'
import type { RequestContext } from './service.ts'
import { countMiss, hasMissedTooOften } from '../certificates/limit-misses.ts'
import { clientAddress, networkOf } from './client-address.ts'

/**
 * Answers with `refuse` whoever asks for one more certificate that is not there, having asked for too many. What is there is always
 * answered, and so is the form: a hospital is one address, and somebody else in it must not keep a stranger from verifying.
 */
export function limitMisses(refuse: (context: Context<RequestContext>) => Response | Promise<Response>): MiddlewareHandler<RequestContext> {
  return async (context, next) => {
    await next()
    if (context.res.status !== 404)
      return
    const { store, now, trustedProxies = 0 } = context.get('service')
    const address = clientAddress(context, trustedProxies)
    if (address === undefined)
      return
    const network = networkOf(address)
    if (!await hasMissedTooOften(store, network, now()))
      return countMiss(store, network, now())
    context.res = undefined
    context.res = await refuse(context)
    context.res.headers.set('retry-after', '900')
  }
}
