import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { RequestContext } from '../service.ts'
import { createRoute, z } from '@hono/zod-openapi'
import { letterLanguages } from '../../sign-in/code-letter.ts'
import { refuseCode } from '../../sign-in/limit-codes.ts'
import { OidcProviderError } from '../../sign-in/oidc-provider.ts'
import { MailUnavailableError } from '../../sign-in/send-code.ts'
import { StoreUnavailableError } from '../../storage/store-unavailable.ts'
import { json, refusals } from '../answers.ts'
import { clientAddress, networkOf } from '../client-address.ts'
import { problem } from '../problem-details.ts'
import { signInProblemPage } from '../sign-in-problem-page.ts'

const email = z.string().trim().toLowerCase().max(254).pipe(z.email())

/** A path of this site: where a sign-in that leaves it comes back to. */
const returnTo = z.string().max(1000).regex(/^\/(?![/\\])[\w\-./~%?=&#]*$/, 'must be a path of this site')

/** Whoever comes back with a damaged address is sent on with words, and not met with a problem for programs. */
const anything = z.union([z.string(), z.array(z.string())]).optional()

const refused = { content: refusals[400].content }
const tooMany = { 429: { ...refused, description: 'Too many requests; later it is possible again' } }

/** Only what is used of the sign-in library can be reached. */
export function addSignInRoutes(app: OpenAPIHono<RequestContext>): void {
  app.openapi(createRoute({
    method: 'post',
    path: '/api/auth/email-otp/send-verification-otp',
    request: { body: { ...json(z.object({ email, type: z.literal('sign-in').default('sign-in'), language: z.string().max(35).optional().describe('Of the mail: "en" or "es"; English without it and for any other') }), 'Where the code goes to'), required: true } },
    responses: { 200: json(z.object({ success: z.boolean() }), 'The same for known and unknown addresses'), 400: refusals[400], ...tooMany, 503: { ...refused, description: 'No mail can be sent, or the records cannot be reached' } },
  }), async (context) => {
    const { signIn, store, now } = context.get('service')
    const { email, language } = context.req.valid('json')
    // The network first: who has to wait for it has used up no code.
    const seconds = await signIn.limits.take('begun', networkOfRequest(context))
    if (seconds !== undefined)
      return tooManyFromNetwork(context, seconds)
    const refused = await refuseCode(store.writer, email, now())
    if (refused) {
      context.header('retry-after', String(refused.retryAfter))
      return problem(context, 429, refused.code, refused.code === 'too-many-codes' ? 'This address has had many codes. Use the last one, or ask again in a quarter of an hour.' : 'This address has had as many codes as it can have in a day. Use the last one, ask again tomorrow, or write to your CME office.') as never
    }
    try {
      const response = await signIn.sendCode(email, forwarded(context), letterLanguages.find(known => known === language))
      return response.ok ? context.json({ success: true }, 200) : refusal(context, response, 'no-address', 'This is no e-mail address.')
    }
    catch (error) {
      if (!(error instanceof MailUnavailableError))
        throw error
      context.header('retry-after', '30')
      return problem(context, 503, 'mail-unavailable', 'No mail can be sent at the moment, so no code is on its way. Try again in a few minutes.') as never
    }
  })

  app.openapi(createRoute({
    method: 'post',
    path: '/api/auth/sign-in/email-otp',
    request: { body: { ...json(z.object({ email, otp: z.string().max(20) }), 'The code that came by mail'), required: true } },
    responses: { 200: json(z.object({ email: z.string() }), 'Signed in; the session is a cookie'), 400: refusals[400], ...tooMany, 503: refusals[503] },
  }), async (context) => {
    const { email, otp } = context.req.valid('json')
    const { signIn, metrics } = context.get('service')
    // Only what failed counts: a thousand people who sign in together from one hospital do not keep each other out.
    const network = networkOfRequest(context)
    const seconds = await signIn.limits.look('failed', network)
    if (seconds !== undefined)
      return tooManyFromNetwork(context, seconds)
    const response = await signIn.enterCode(email, otp, forwarded(context))
    metrics?.signIns.inc({ way: 'code', outcome: response.ok ? 'signed-in' : 'refused' })
    if (response.status >= 400 && response.status < 500)
      await signIn.limits.take('failed', network)
    if (!response.ok)
      return refusal(context, response, 'code-wrong', 'This code is not right, or it has expired. Ask for another one if it keeps failing.')
    passCookies(context, response)
    return context.json({ email }, 200)
  })

  app.openapi(createRoute({
    method: 'post',
    path: '/api/auth/sign-in/oidc',
    request: { body: { ...json(z.object({ returnTo }), 'Where to come back to'), required: true } },
    responses: { 200: json(z.object({ url: z.string() }), 'Where the browser goes next: the provider'), 400: refusals[400], 404: { ...refused, description: 'There is no such way to sign in' }, ...tooMany, 503: { ...refused, description: 'The provider cannot be reached' } },
  }), async (context) => {
    const { signIn: { singleSignOn, limits } } = context.get('service')
    if (!singleSignOn)
      return problem(context, 404, 'no-single-sign-on', 'Sign in with a code to your e-mail address.') as never
    const seconds = await limits.take('begun', networkOfRequest(context))
    if (seconds !== undefined)
      return tooManyFromNetwork(context, seconds)
    try {
      const response = await singleSignOn.begin(forwarded(context), context.req.valid('json').returnTo)
      if (!response.ok)
        return refusal(context, response, 'provider-unavailable', 'Sign-in with this provider does not work at the moment.')
      passCookies(context, response)
      const { url } = await response.json() as { url: string }
      return context.json({ url }, 200)
    }
    catch (error) {
      if (!(error instanceof OidcProviderError))
        throw error
      return problem(context, 503, 'provider-unavailable', `${singleSignOn.name} does not answer as it should. Try again in a few minutes, or sign in with a code to your e-mail address.`) as never
    }
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/api/auth/callback/oidc',
    request: { query: z.object({ code: anything, state: anything, error: anything, error_description: anything, iss: anything }) },
    responses: { 302: { description: 'Back to where the sign-in began; "sign-in-problem" in its query when it failed' }, 404: { ...refused, description: 'There is no such way to sign in' } },
  }), async (context) => {
    const { signIn: { singleSignOn }, baseUrl, metrics } = context.get('service')
    if (!singleSignOn)
      return problem(context, 404, 'no-single-sign-on', 'Sign in with a code to your e-mail address.') as never
    const { pathname, search } = new URL(context.req.url)
    const response = await singleSignOn.finish(new Request(baseUrl + pathname + search, { headers: forwarded(context) }))
    const location = response.headers.get('location')!
    metrics?.signIns.inc({ way: 'oidc', outcome: /[?&]sign-in-problem=/.test(location) ? 'refused' : 'signed-in' })
    passCookies(context, response)
    return context.redirect(location)
  })

  app.openapi(createRoute({
    method: 'get',
    path: '/api/auth/problem',
    request: { query: z.object({ 'sign-in-problem': z.string().optional() }) },
    responses: { 200: { description: 'Why a sign-in failed, for people', content: { 'text/html': { schema: z.string() } } } },
  }), context => context.html(signInProblemPage(context.req.valid('query')['sign-in-problem'])) as never)

  app.openapi(createRoute({
    method: 'post',
    path: '/api/auth/sign-out',
    request: { body: json(z.object({ everywhere: z.boolean().default(false).describe('On all devices') }), 'Nothing is needed') },
    responses: { 200: json(z.object({ success: z.boolean(), url: z.string().optional().describe('Where the browser goes to end the session with the provider') }), 'Nobody is signed in with this cookie any more'), 400: refusals[400], 503: refusals[503] },
  }), async (context) => {
    const response = await context.get('service').signIn.signOut(forwarded(context), context.req.valid('json')?.everywhere ?? false)
    if (!response.ok)
      return refusal(context, response, 'not-signed-out', 'This did not work. Try again.')
    passCookies(context, response)
    return context.json(await response.json() as { success: boolean, url?: string }, 200)
  })
}

function networkOfRequest(context: Context<RequestContext>): string {
  const address = clientAddress(context, context.get('service').trustedProxies ?? 0)
  return address === undefined ? 'unknown' : networkOf(address)
}

function tooManyFromNetwork(context: Context, seconds: number): never {
  context.header('retry-after', String(seconds))
  return problem(context, 429, 'too-many-requests', 'Very many people sign in from this network at the moment. Nothing is lost: try again in a moment.') as never
}

/** What the library needs of a request: its cookies. */
function forwarded(context: Context<RequestContext>): Headers {
  const { baseUrl } = context.get('service')
  const headers = new Headers({ 'content-type': 'application/json', 'origin': baseUrl })
  const cookie = context.req.header('cookie')
  if (cookie)
    headers.set('cookie', cookie)
  return headers
}

function passCookies(context: Context, response: Response): void {
  for (const cookie of response.headers.getSetCookie())
    context.header('set-cookie', cookie, { append: true })
}

/** Says in the service's own words that the library refused. */
function refusal(context: Context, response: Response, code: string, title: string): never {
  if (response.status >= 500)
    throw new StoreUnavailableError(new Error(`sign-in answered ${response.status}`))
  return problem(context, 400, code, title) as never
}
