import type { BetterAuthOptions } from 'better-auth'
import type { LogEntry } from '../http/service.ts'
import type { OidcSettings } from './oidc-settings.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { betterAuth } from 'better-auth'
import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import { findOidcProvider, OidcProviderError, readDiscovery } from './oidc-provider.ts'

/** Why somebody was not signed in: the page that they started from says it in words. */
export type SignInProblem = 'refused' | 'restart' | 'unverified' | 'provider'

export interface SingleSignOn {
  name: string
  /** Looks for the provider; what is wrong with it goes to the log. */
  check: () => Promise<void>
  /** Answers with the provider's address in a body {url}, and a cookie. @throws OidcProviderError */
  begin: (headers: Headers, returnTo: string) => Promise<Response>
  /** Answers who comes back from the provider: a redirect to where they started, signed in or with a problem. */
  finish: (request: Request) => Promise<Response>
  /** Where the browser goes to end the provider's session, when that is wanted and there is one. */
  endSession: (headers: Headers) => Promise<string | undefined>
}

const PROVIDER_ID = 'oidc'
const PATIENCE_MS = 15_000
/** How long a provider that answered is taken to be there; many may sign in at the same time. */
const THERE_FOR_MS = 30_000

/** What the library calls things that happen when a provider, an operator or a learner does something wrong. */
const problems: Record<string, SignInProblem> = {
  access_denied: 'refused',
  consent_required: 'refused',
  interaction_required: 'refused',
  login_required: 'refused',
  state_mismatch: 'restart',
  state_not_found: 'restart',
  state_invalid: 'restart',
  invalid_callback_request: 'restart',
  email_not_found: 'unverified',
  email_not_verified: 'unverified',
  account_not_linked: 'unverified',
}

export interface SingleSignOnOptions {
  settings: OidcSettings
  baseUrl: string
  /** Everything about sessions, accounts and the database. */
  options: BetterAuthOptions
  log: (entry: LogEntry) => void
}

/**
 * Sign-in with an OpenID provider: authorization code with PKCE, state and nonce; the ID token's signature, issuer, audience
 * and nonce are checked. The provider is looked for when it is needed, so that the service starts and e-mail codes work without it.
 */
export function createSingleSignOn({ settings, baseUrl, options, log }: SingleSignOnOptions): SingleSignOn {
  const redirectUri = `${baseUrl}/api/auth/callback/${PROVIDER_ID}`
  let found: ReturnType<typeof open> | undefined
  let seenAt = 0

  async function open() {
    const { discoveryUrl, authentication } = await findOidcProvider(settings, redirectUri)
    seenAt = Date.now()
    return betterAuth({
      ...options,
      // An address that the provider has not verified is nobody's: not of a new person, and not of one who is known by it.
      user: { validateUserInfo: ({ user, source }) => source.method !== 'oauth' || user.emailVerified === true ? undefined : { error: 'email_not_verified' } },
      account: { accountLinking: { enabled: true, requireLocalEmailVerified: true }, updateAccountOnSignIn: false },
      databaseHooks: {
        ...options.databaseHooks,
        // Nothing is asked of the provider later, so its tokens are not kept.
        account: { create: { before: async account => ({ data: { ...account, accessToken: null, refreshToken: null, idToken: null } }) } },
      },
      plugins: [genericOAuth({ config: [{
        providerId: PROVIDER_ID,
        discoveryUrl,
        clientId: settings.clientId,
        clientSecret: settings.clientSecret,
        authentication,
        scopes: ['openid', 'email'],
        pkce: true,
        requireIdTokenVerification: true,
        // Only who the person is: their name stands in the profile as on their licence.
        mapProfileToUser: profile => ({ name: '', image: undefined, email: profile.email, emailVerified: isVerified(profile) }),
        postLogoutRedirectURI: baseUrl,
      }] })],
      onAPIError: { errorURL: `${baseUrl}/api/auth/problem` },
      logger: { disabled: false, level: 'error', log: (_level, message, ...details) => logFailure(message, details) },
    })
  }

  /** The library's words may hold what a person sent: only those that are known go to the log. */
  function logFailure(message: string, details: readonly unknown[]) {
    const known = /^(Failed to validate authorization code|OAuth issuer mismatch|Unable to get user info|Provider "oidc": id_token failed verification|Unable to derive provider account identity)/.exec(message)?.[1]
    if (known)
      log({ level: 'error', message: 'single sign-on', reason: known, code: details.map(oauthCodeOf).find(code => code) })
  }

  /** @throws OidcProviderError, which the operator finds in the log. */
  async function provider({ isThere = false } = {}) {
    found ??= open()
    try {
      const auth = await found
      // Whoever is sent to a site that is away sees an error of the browser, and no way back.
      if (isThere && Date.now() - seenAt > THERE_FOR_MS) {
        await readDiscovery(settings)
        seenAt = Date.now()
      }
      return auth
    }
    catch (error) {
      found = undefined
      if (error instanceof OidcProviderError)
        log({ level: 'error', message: 'single sign-on', reason: error.reason, detail: error.message })
      throw error
    }
  }

  return {
    name: settings.name,
    check: () => provider().then(() => {}, () => {}),
    async begin(headers, returnTo) {
      const auth = await provider({ isThere: true })
      return auth.handler(new Request(`${baseUrl}/api/auth/sign-in/social`, { method: 'POST', headers, body: JSON.stringify({ provider: PROVIDER_ID, callbackURL: baseUrl + returnTo, errorCallbackURL: baseUrl + returnTo, disableRedirect: true }) }))
    },
    async finish(request) {
      let response: Response
      try {
        const auth = await provider()
        const answer = auth.handler(request)
        // A provider that accepts connections and never answers must not hold the learner's browser.
        response = await Promise.race([answer, wait(PATIENCE_MS, undefined, { ref: false }).then(() => Promise.reject(new OidcProviderError('unreachable', 'The provider did not answer in time.')))])
      }
      catch {
        return redirect(`${baseUrl}/api/auth/problem?sign-in-problem=provider`)
      }
      const location = response.headers.get('location')
      const target = location && URL.parse(location, baseUrl)
      if (!target || target.origin !== baseUrl)
        return redirect(`${baseUrl}/api/auth/problem?sign-in-problem=provider`)
      const code = target.searchParams.get('error')
      if (code === null)
        return response
      const problem = problems[code] ?? 'provider'
      // The provider may have changed its keys or endpoints.
      if (problem === 'provider')
        found = undefined
      log({ level: problem === 'provider' ? 'error' : 'info', message: 'single sign-on failed', reason: problem, code: /^[a-z_]{1,60}$/.test(code) ? code : undefined })
      // What the provider says in words is not shown: anybody can write an address with such words.
      target.searchParams.delete('error')
      target.searchParams.delete('error_description')
      target.searchParams.set('sign-in-problem', problem)
      return redirect(target.href, response.headers)
    },
    async endSession(headers) {
      if (!settings.endsSession)
        return undefined
      const auth = await provider().catch(() => undefined)
      const response = await auth?.handler(new Request(`${baseUrl}/api/auth/sign-out`, { method: 'POST', headers, body: JSON.stringify({ disableRedirect: true }) }))
      const { url } = await response?.json().catch(() => ({})) ?? {} as { url?: unknown }
      return typeof url === 'string' ? url : undefined
    },
  }
}

/**
 * OpenID Connect Core 1.0, section 5.1, `email_verified`. Microsoft Entra does not send it; there "xms_edov" says that the owner of the
 * address's domain is verified, and `email` alone can be set to anybody's address.
 */
function isVerified({ email_verified, xms_edov }: Record<string, unknown>): boolean {
  const claim = email_verified ?? xms_edov
  return claim === true || claim === 'true' || (email_verified === undefined && (claim === 1 || claim === '1'))
}

/** The error code of RFC 6749, section 5.2, wherever the library has put it. */
function oauthCodeOf(detail: unknown): string | undefined {
  const text = detail instanceof Error ? `${detail.message} ${JSON.stringify(detail)}` : JSON.stringify(detail) ?? ''
  return /invalid_client|invalid_grant|unauthorized_client|invalid_request|invalid_scope|unsupported_grant_type/.exec(text)?.[0]
}

function redirect(location: string, from?: Headers): Response {
  const headers = new Headers({ location })
  for (const cookie of from?.getSetCookie() ?? [])
    headers.append('set-cookie', cookie)
  return new Response(null, { status: 302, headers })
}
