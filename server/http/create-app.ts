import type { RequestContext, Service } from './service.ts'
import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { mayHaveCode } from '../sign-in/limit-codes.ts'
import { StoreUnavailableError } from '../storage/store-unavailable.ts'
import { problem } from './problem-details.ts'
import { addCertificateRoutes } from './routes/certificates.ts'
import { addCourseRoutes } from './routes/courses.ts'
import { addHealthRoutes } from './routes/health.ts'
import { addJourneyRoutes } from './routes/journey.ts'
import { addProfileRoutes } from './routes/profile.ts'

/** A response to every question of a long test, and room for words. */
const LARGEST_BODY = 256 * 1024

/** All routes of the credit service. Tests call `app.request(path)` without a socket. */
export function createCreditApp(service: Service): OpenAPIHono<RequestContext> {
  const app = new OpenAPIHono<RequestContext>({
    defaultHook(result, context) {
      if (result.success)
        return undefined
      const fields = Object.fromEntries(result.error.issues.map(issue => [issue.path.join('.') || 'body', issue.message]))
      return problem(context, 400, 'unfit-request', 'Something in the request is not as it has to be.', { fields })
    },
  })

  app.use(async (context, next) => {
    context.set('service', service)
    const started = performance.now()
    await next()
    // The route's pattern, not its path: ids of people and certificates stay out of the log.
    service.log({ level: 'info', message: 'request', method: context.req.method, route: context.req.routePath, status: context.res.status, milliseconds: Math.round(performance.now() - started) })
  })
  app.use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ['\'none\''], styleSrc: ['\'self\''], imgSrc: ['\'self\''], frameAncestors: ['\'none\''], baseUri: ['\'none\''], formAction: ['\'none\''] } }))
  app.use('/api/*', async (context, next) => {
    await next()
    context.res.headers.set('cache-control', 'no-store')
  })
  app.use(bodyLimit({ maxSize: LARGEST_BODY, onError: context => problem(context, 413, 'too-large', 'The request is too large.') }))
  app.use(csrf({ origin: new URL(service.baseUrl).origin }))

  app.post('/api/auth/email-otp/send-verification-otp', async (context, next) => {
    const { email } = await context.req.raw.clone().json().catch(() => ({})) as { email?: unknown }
    if (typeof email === 'string' && !await mayHaveCode(service.store.writer, email, service.now()))
      return problem(context, 429, 'too-many-codes', 'This address has had many codes. Use the last one, or ask again in a quarter of an hour.')
    return next()
  })
  app.on(['GET', 'POST'], '/api/auth/*', context => service.signIn.handler(context.req.raw))
  addHealthRoutes(app)
  addProfileRoutes(app)
  addCourseRoutes(app)
  addJourneyRoutes(app)
  addCertificateRoutes(app)
  app.doc31('/api/openapi.json', { openapi: '3.1.0', info: { title: 'Lectern credit service', version: '1' } })

  app.notFound(context => problem(context, 404, 'not-found', 'There is nothing here.'))
  app.onError((error, context) => {
    if (error instanceof StoreUnavailableError) {
      context.header('retry-after', '5')
      return problem(context, 503, 'store-unavailable', 'The records cannot be reached at the moment. Nothing was lost; try again.')
    }
    if (error instanceof HTTPException)
      return problem(context, error.status as 400, 'refused', error.status === 403 ? 'The request did not come from this site.' : 'The request cannot be read.')
    service.log({ level: 'error', message: 'defect', name: error.name, route: context.req.routePath })
    return problem(context, 500, 'defect', 'Something went wrong here. Nothing that you were told was saved is lost.')
  })
  return app
}
