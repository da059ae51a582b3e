import { ask } from '../service/ask.ts'

export interface SignInSettings {
  mail: 'smtp' | 'terminal'
  signIn: { way: 'code' | 'oidc', name?: string }[]
}

/** What signing in and out asks of the service. */
export const signInService = {
  settings: () => ask<SignInSettings>('GET', '/api/service'),
  /** The mail comes in the language of the page. */
  sendCode: (email: string) => ask('POST', '/api/auth/email-otp/send-verification-otp', { email, type: 'sign-in', language: document.documentElement.lang.slice(0, 2) }),
  signIn: (email: string, otp: string) => ask('POST', '/api/auth/sign-in/email-otp', { email, otp }),
  /** Where the browser goes to sign in with the provider. It comes back to the page that it left. */
  beginWithProvider: () => ask<{ url: string }>('POST', '/api/auth/sign-in/oidc', { returnTo: location.pathname + location.search + location.hash }),
  async signOut() {
    const { url } = await ask<{ url?: string }>('POST', '/api/auth/sign-out', {})
    // The provider's session ends at the provider.
    if (url)
      location.assign(url)
  },
}
