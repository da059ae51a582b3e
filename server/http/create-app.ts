import type { RequestContext, Service } from './service.ts'
import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { secureHeaders } from 'hono/secure-headers'
import { SIGNING_KEY_UNUSABLE, SigningKeyUnusableError } from '../certificates/signing-key-unusable.ts'
import { StoreUnavailableError } from '../storage/store-unavailable.ts'
import { describeRoutes } from './describe-routes.ts'
import { problem } from './problem-details.ts'
import { requestLog } from './request-log.ts'
import { addRoleRoutes } from './routes/admin/roles.ts'
import { addCertificateRoutes } from './routes/certificates.ts'
import { addCourseRoutes } from './routes/courses.ts'
import { addEvaluationDraftRoutes } from './routes/evaluation-draft.ts'
import { addHealthRoutes } from './routes/health.ts'
import { addJourneyRoutes } from './routes/journey.ts'
import { addMetricsRoutes } from './routes/metrics.ts'
import { addAuditRoutes } from './routes/office/audit.ts'
import { addOfficeCourseRoutes } from './routes/office/courses.ts'
import { addCsvRoutes } from './routes/office/csv.ts'
import { addOfficeEnrolmentRoutes } from './routes/office/enrolment.ts'
import { addParsRoutes } from './routes/office/pars.ts'
import { addReportRoutes } from './routes/office/report.ts'
import { addRosterRoutes } from './routes/office/roster.ts'
import { addPrivacyRoutes } from './routes/privacy.ts'
import { addProfileRoutes } from './routes/profile.ts'
import { addSignInRoutes } from './routes/sign-in.ts'
import { addTranscriptRoutes } from './routes/transcript.ts'
import { addVerifyPages, tooLargePage } from './routes/verify-pages.ts'
import { sameSite } from './same-site.ts'
import { speakProtocol } from './speak-protocol.ts'
import { storableText } from './storable-text.ts'
import { strictTransport } from './strict-transport.ts'

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

  app.use(requestLog(service))
  app.use(secureHeaders({
    contentSecurityPolicy: { defaultSrc: ['\'none\''], styleSrc: ['\'self\''], imgSrc: ['\'self\''], frameAncestors: ['\'none\''], baseUri: ['\'none\''], formAction: ['\'self\''] },
    strictTransportSecurity: strictTransport(service.baseUrl),
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  }))
  app.use(async (context, next) => {
    await next()
    // What somebody is told about themselves stays in no cache between; a style sheet may.
    if (!context.res.headers.has('cache-control'))
      context.res.headers.set('cache-control', 'no-store')
  })
  app.use(bodyLimit({ maxSize: LARGEST_BODY, onError: context => context.req.path.startsWith('/verify/') ? tooLargePage(context) : problem(context, 413, 'too-large', 'The request is too large.') }))
  app.use(csrf({ origin: new URL(service.baseUrl).origin }))
  app.use(sameSite(service.baseUrl))
  app.use('/api/*', speakProtocol())
  app.use(storableText)
  app.use(methodNotAllowed({ app, onMethodNotAllowed: (context, methods) => {
    context.header('allow', methods.join(', '))
    return problem(context, 405, 'method-not-allowed', `Use ${methods.join(' or ')} here.`)
  } }))

  addSignInRoutes(app)
  addHealthRoutes(app)
  addProfileRoutes(app)
  addPrivacyRoutes(app)
  addTranscriptRoutes(app)
  addCourseRoutes(app)
  addJourneyRoutes(app)
  addEvaluationDraftRoutes(app)
  addCertificateRoutes(app)
  addMetricsRoutes(app)
  addVerifyPages(app)
  app.openAPIRegistry.registerPath({ method: 'get', path: '/api/openapi.json', responses: { 200: { description: 'This document', content: { 'application/json': { schema: { type: 'object' } } } } } })
  addOfficeCourseRoutes(app)
  addRosterRoutes(app)
  addOfficeEnrolmentRoutes(app)
  addReportRoutes(app)
  addCsvRoutes(app)
  addParsRoutes(app)
  addAuditRoutes(app)
  addRoleRoutes(app)
  const description = describeRoutes(app, service.baseUrl)
  app.get('/api/openapi.json', context => context.json(description))

  app.notFound(context => problem(context, 404, 'not-found', 'There is nothing here.'))
  app.onError((error, context) => {
    if (error instanceof SigningKeyUnusableError) {
      service.log({ level: 'error', message: SIGNING_KEY_UNUSABLE, id: context.get('requestId') })
      context.header('retry-after', '60')
      return problem(context, 503, 'certificates-unavailable', 'Certificates cannot be issued at the moment. Nothing was lost, and nothing was claimed; try again later.')
    }
    if (error instanceof StoreUnavailableError) {
      context.header('retry-after', '5')
      return problem(context, 503, 'store-unavailable', 'The records cannot be reached at the moment. Nothing was lost; try again.')
    }
    if (error instanceof HTTPException)
      return problem(context, error.status as 400, 'refused', error.status === 403 ? 'The request did not come from this site.' : 'The request cannot be read.')
    service.log({ level: 'error', message: 'defect', id: context.get('requestId'), name: error.name, place: placeOf(error), route: context.req.routePath })
    return problem(context, 500, 'defect', 'Something went wrong here. Nothing that you were told was saved is lost.')
  })
  return app
}

/** Where a defect is in the code; its message may hold what somebody wrote. */
function placeOf(error: Error): string | undefined {
  return /\b((?:server|scripts)\/[\w\-/.]+:\d+)/.exec(error.stack ?? '')?.[1]
}
