import type { Store } from '../storage/open-store.ts'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { emailOTP } from 'better-auth/plugins/email-otp'

export interface SignInOptions {
  store: Store
  /** Signs cookies; at least 32 characters, the same for all processes. */
  secret: string
  /** The address under which people reach the service, for example https://cme.example.org. */
  baseUrl: string
  /** Sends a one-time code. It must not throw: what it answers tells nobody whether an address is known. */
  sendCode: (email: string, code: string) => Promise<void>
}

/** Who is signed in. */
export interface Person {
  /** Random, stays the same when the address changes. */
  id: string
  email: string
}

export interface SignIn {
  /** Answers everything below /api/auth/. */
  handler: (request: Request) => Promise<Response>
  /** The person whose session the cookies of a request belong to. */
  personOf: (headers: Headers) => Promise<Person | undefined>
  migrate: () => Promise<void>
}

const CODE_SECONDS = 600
const SESSION_SECONDS = 7 * 86_400

/** Sign-in by a one-time code to an e-mail address. Codes are stored hashed, expire, and end after three wrong guesses. */
export function createSignIn({ store, secret, baseUrl, sendCode }: SignInOptions): SignIn {
  const options = {
    baseURL: baseUrl,
    basePath: '/api/auth',
    secret,
    database: { db: store.db, type: store.kind },
    telemetry: { enabled: false },
    session: { expiresIn: SESSION_SECONDS, updateAge: 86_400 },
    // In the database, so that all processes count together. By network address: a whole hospital may stand behind one.
    rateLimit: { enabled: true, storage: 'database' as const, window: 60, max: 1000, customRules: {
      '/email-otp/send-verification-otp': { window: 60, max: 300 },
      '/sign-in/email-otp': { window: 60, max: 300 },
    } },
    advanced: {
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax' as const, httpOnly: true },
      cookiePrefix: 'lectern',
    },
    plugins: [emailOTP({
      otpLength: 6,
      expiresIn: CODE_SECONDS,
      allowedAttempts: 3,
      storeOTP: 'hashed',
      sendVerificationOTP: async ({ email, otp, type }) => {
        if (type === 'sign-in')
          await sendCode(email, otp)
      },
    })],
    logger: { disabled: true },
  }
  const auth = betterAuth(options)
  return {
    handler: request => auth.handler(request),
    async personOf(headers) {
      const session = await auth.api.getSession({ headers })
      return session ? { id: session.user.id, email: session.user.email } : undefined
    },
    async migrate() {
      const { runMigrations } = await getMigrations(options)
      await runMigrations()
    },
  }
}
