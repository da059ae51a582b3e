import { ask } from '../service/ask.ts'

/** What signing in and out asks of the service. */
export const signInService = {
  settings: () => ask<{ mail: 'smtp' | 'terminal' }>('GET', '/api/service'),
  sendCode: (email: string) => ask('POST', '/api/auth/email-otp/send-verification-otp', { email, type: 'sign-in' }),
  signIn: (email: string, otp: string) => ask('POST', '/api/auth/sign-in/email-otp', { email, otp }),
  signOut: () => ask('POST', '/api/auth/sign-out', {}),
}
