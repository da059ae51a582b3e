import { LecternError } from '../../scripts/errors.ts'

/** An OpenID provider that people can sign in with. */
export interface OidcSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** What the button says. */
  name: string
  /** Signing out here signs out at the provider, too. */
  endsSession: boolean
}

export interface OidcEnvironment {
  OIDC_ISSUER?: string
  OIDC_CLIENT_ID?: string
  OIDC_CLIENT_SECRET?: string
  OIDC_NAME?: string
  OIDC_SIGN_OUT?: string
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/

/** True for https, and for plain http on this computer. */
export function isSafeAddress(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname))
}

/**
 * Undefined when single sign-on is not set up.
 * @throws LecternError when it is set up in part, or would send secrets in clear.
 */
export function readOidcSettings({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name, OIDC_SIGN_OUT: signOut }: OidcEnvironment): OidcSettings | undefined {
  if (!issuer && !clientId && !clientSecret)
    return undefined
  if (!issuer || !clientId || !clientSecret) {
    const missing = Object.entries({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret }).filter(([, value]) => !value).map(([key]) => key)
    throw new LecternError(`Single sign-on is set up in part: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set.`, { code: 'oidc-settings', mend: 'Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or none of them.' })
  }
  const url = URL.parse(issuer)
  if (!url || url.search || url.hash || !isSafeAddress(issuer))
    throw new LecternError('OIDC_ISSUER is not the address of an OpenID provider.', { code: 'oidc-issuer', mend: 'Write it as the provider does, for example https://login.example.org/realms/hospital; plain http is allowed on this computer only.' })
  if (signOut && signOut !== 'provider' && signOut !== 'here')
    throw new LecternError('OIDC_SIGN_OUT is neither "here" nor "provider".', { code: 'oidc-sign-out', mend: 'Leave it out, or set it to "provider" to end the provider’s session as well.' })
  return { issuer, clientId, clientSecret, name: name || url.hostname, endsSession: signOut === 'provider' }
}
