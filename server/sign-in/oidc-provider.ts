import type { OidcSettings } from './oidc-settings.ts'
import { Buffer } from 'node:buffer'
import { z } from 'zod'
import { isSafeAddress } from './oidc-settings.ts'

/** Why nobody can sign in with the provider at the moment, for the operator. */
export class OidcProviderError extends Error {
  readonly reason: 'unreachable' | 'no-discovery' | 'issuer-mismatch' | 'secret-refused'

  constructor(reason: OidcProviderError['reason'], message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'OidcProviderError'
    this.reason = reason
  }
}

export interface OidcProvider {
  discoveryUrl: string
  /** How the provider takes the secret. */
  authentication: 'basic' | 'post'
}

const PATIENCE_MS = 5000

/** What is needed of a discovery document (OpenID Connect Discovery 1.0, section 3). */
const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  id_token_signing_alg_values_supported: z.array(z.string()).min(1),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
})

/**
 * Finds out what the provider says of itself and whether it takes the secret, before a learner is sent there.
 * @throws OidcProviderError
 */
export async function findOidcProvider(settings: OidcSettings, redirectUri: string): Promise<OidcProvider> {
  const { clientId, clientSecret } = settings
  const { discoveryUrl, document: { token_endpoint: tokenEndpoint, token_endpoint_auth_methods_supported: methods } } = await readDiscovery(settings)
  for (const authentication of ['basic', 'post'] as const) {
    if (methods.includes(`client_secret_${authentication}`) && await takesSecret(tokenEndpoint, { clientId, clientSecret, authentication, redirectUri }))
      return { discoveryUrl, authentication }
  }
  throw new OidcProviderError('secret-refused', 'The provider refuses OIDC_CLIENT_ID with OIDC_CLIENT_SECRET.')
}

/**
 * What the provider says of itself.
 * @throws OidcProviderError
 */
export async function readDiscovery({ issuer }: OidcSettings): Promise<{ discoveryUrl: string, document: z.infer<typeof discoverySchema> }> {
  const discoveryUrl = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await ask(discoveryUrl)
  const document = discoverySchema.safeParse(await response.json().catch(() => undefined))
  if (!response.ok || !document.success)
    throw new OidcProviderError('no-discovery', `${discoveryUrl} is no discovery document of an OpenID provider (status ${response.status}).`)
  // Section 4.3: they must be the same, or one provider could speak for another. The slash at the end is forgotten too often.
  if (document.data.issuer.replace(/\/$/, '') !== issuer.replace(/\/$/, ''))
    throw new OidcProviderError('issuer-mismatch', `OIDC_ISSUER is ${issuer}, but the provider calls itself ${document.data.issuer}.`)
  // The secret goes to one of them, and the keys that sign come from another: not in clear, wherever the provider says.
  const { authorization_endpoint, token_endpoint, jwks_uri } = document.data
  const clear = [authorization_endpoint, token_endpoint, jwks_uri].find(url => !isSafeAddress(url))
  if (clear !== undefined)
    throw new OidcProviderError('no-discovery', `The provider names ${new URL(clear).origin}, which is not reached by https.`)
  return { discoveryUrl, document: document.data }
}

interface Credentials { clientId: string, clientSecret: string, authentication: 'basic' | 'post', redirectUri: string }

/** Asks for tokens with a code that cannot be right: who is refused for the code and not as a client has the right secret. */
async function takesSecret(tokenEndpoint: string, { clientId, clientSecret, authentication, redirectUri }: Credentials): Promise<boolean> {
  const body = new URLSearchParams({ grant_type: 'authorization_code', code: 'a-code-that-cannot-be-right', redirect_uri: redirectUri, code_verifier: 'x'.repeat(43) })
  const headers: Record<string, string> = { accept: 'application/json' }
  if (authentication === 'basic') {
    // RFC 6749, section 2.3.1: both are form-encoded first.
    headers.authorization = `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`
  }
  else {
    body.set('client_id', clientId)
    body.set('client_secret', clientSecret)
  }
  const response = await ask(tokenEndpoint, { method: 'POST', body, headers })
  const { error } = await response.json().catch(() => ({})) as { error?: unknown }
  return response.status !== 401 && error !== 'invalid_client' && error !== 'unauthorized_client'
}

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    // Whoever answers for the provider sends the secret nowhere else.
    return await fetch(url, { ...init, redirect: init.method === 'POST' ? 'error' : 'follow', signal: AbortSignal.timeout(PATIENCE_MS) })
  }
  catch (error) {
    throw new OidcProviderError('unreachable', `The OpenID provider cannot be reached at ${new URL(url).origin}.`, error)
  }
}
