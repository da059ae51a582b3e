import type { LogEntry } from '../http/service.ts'
import type { Store } from '../storage/open-store.ts'
import type { LetterLanguage } from './code-letter.ts'
import type { NetworkLimits } from './limit-networks.ts'
import type { OidcSettings } from './oidc-settings.ts'
import type { SingleSignOn } from './single-sign-on.ts'
import { AsyncLocalStorage } from 'node:async_hooks'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { emailOTP } from 'better-auth/plugins/email-otp'
import { sql } from 'kysely'
import { guestDatabase } from '../storage/guest-database.ts'
import { watchFailures } from '../storage/present-write.ts'
import { StoreUnavailableError } from '../storage/store-unavailable.ts'
import { inOneWrite } from './in-one-write.ts'
import { createNetworkLimits } from './limit-networks.ts'
import { createSingleSignOn } from './single-sign-on.ts'

export interface SignInOptions {
  store: Store
  /** Signs cookies; at least 32 characters, the same for all processes. */
  secret: string
  /** The address under which people reach the service, for example https://cme.example.org. */
  baseUrl: string
  /** Sends a one-time code. @throws when no code can be sent to anybody. */
  sendCode: (email: string, code: string, language?: LetterLanguage) => Promise<void>
  /** An OpenID provider beside the codes. */
  oidc?: OidcSettings
  /** How many sign-ins from one network within a quarter of an hour; `SIGN_INS_PER_NETWORK` when it is left out. */
  signInsPerNetwork?: number
  log?: (entry: LogEntry) => void
}

/** Who is signed in. */
export interface Person {
  /** Random, stays the same when the address changes. */
  id: string
  email: string
  /** Whether the person has shown that the address is theirs: by a code, or as the identity provider says. */
  emailVerified: boolean
  /** When the session began, ISO time. */
  signedInAt?: string
}

export interface SignIn {
  /** Makes a code and sends it. The same for known and unknown addresses. @throws what `sendCode` throws. */
  sendCode: (email: string, headers: Headers, language?: LetterLanguage) => Promise<Response>
  /** Answers with a cookie when the code is right. Whoever was signed in with the cookies of the request is no more. */
  enterCode: (email: string, code: string, headers: Headers) => Promise<Response>
  singleSignOn?: SingleSignOn
  /** How much one network may ask for. */
  limits: NetworkLimits
  /** Ends the session of a request, or all sessions of its person. */
  signOut: (headers: Headers, everywhere: boolean) => Promise<Response>
  /** The person whose session the cookies of a request belong to. @throws StoreUnavailableError */
  personOf: (headers: Headers) => Promise<Person | undefined>
  migrate: () => Promise<void>
  /** Removes what has expired: sessions, codes, counts of requests and of networks. */
  sweep: (now: string) => Promise<void>
}

const CODE_SECONDS = 600
/** Of eight digits: what guessing at many accounts from many networks finds is worked out in docs/security.md. */
const CODE_DIGITS = 8
export const SESSION_SECONDS = 7 * 86_400

/** Sign-in by a one-time code to an e-mail address, or with an OpenID provider. Codes are stored hashed, expire, and end after three wrong guesses. */
export function createSignIn({ store, secret, baseUrl, sendCode, oidc, signInsPerNetwork, log = () => {} }: SignInOptions): SignIn {
  // A code is sent when it is committed, and not while a transaction waits for the mail server.
  const outbox = new AsyncLocalStorage<[email: string, code: string][]>()
  const isHttps = baseUrl.startsWith('https:')
  const options = {
    baseURL: baseUrl,
    basePath: '/api/auth',
    secret,
    database: { db: guestDatabase(store.db, store.kind), type: store.kind },
    telemetry: { enabled: false },
    session: { expiresIn: SESSION_SECONDS, updateAge: 86_400 },
    // `sweep` removes what has expired, and not somebody who signs in meanwhile.
    verification: { disableCleanup: true },
    // The service counts by itself what protects accounts and networks; the library only makes the table.
    rateLimit: { enabled: false, storage: 'database' as const },
    advanced: {
      ipAddress: { disableIpTracking: true },
      // The prefix "__Host-" makes browsers refuse the cookie from anybody but this very host, over TLS. The library's own
      // switch would put the weaker "__Secure-" before it.
      useSecureCookies: false,
      cookiePrefix: isHttps ? '__Host-lectern' : 'lectern',
      defaultCookieAttributes: { sameSite: 'lax' as const, httpOnly: true, secure: isHttps, path: '/' },
    },
    databaseHooks: {
      // Where somebody sat and with which browser is nobody's business here.
      session: { create: { before: async (session: Record<string, unknown>) => ({ data: { ...session, ipAddress: '', userAgent: '' } }) } },
    },
    plugins: [emailOTP({
      otpLength: CODE_DIGITS,
      expiresIn: CODE_SECONDS,
      allowedAttempts: 3,
      storeOTP: 'hashed',
      sendVerificationOTP: async ({ email, otp, type }) => {
        if (type === 'sign-in')
          outbox.getStore()!.push([email, otp])
      },
    })],
    logger: { disabled: true },
    // What the library cannot answer is answered, and logged without anything of a person, by the service.
    onAPIError: { throw: true },
  }
  const auth = betterAuth(options)
  const limits = createNetworkLimits(store, { most: signInsPerNetwork })
  const singleSignOn = oidc && createSingleSignOn({ settings: oidc, baseUrl, log, options })
  const ask = (path: string, headers: Headers, body: unknown) => auth.handler(new Request(`${baseUrl}/api/auth${path}`, { method: 'POST', headers, body: JSON.stringify(body) }))

  async function sessionOf(headers: Headers) {
    if (!headers.has('cookie'))
      return undefined
    try {
      // Without the cache that the library keeps for a request.
      return await watchFailures(() => auth.api.getSession({ headers })) ?? undefined
    }
    catch (error) {
      throw new StoreUnavailableError(error)
    }
  }

  return {
    async sendCode(email, headers, language) {
      const codes: [email: string, code: string][] = []
      const response = await inOneWrite(store.writer, email, () => {
        codes.length = 0
        return outbox.run(codes, () => ask('/email-otp/send-verification-otp', headers, { email, type: 'sign-in' }))
      })
      for (const [email, code] of codes)
        await sendCode(email, code, language)
      return response
    },
    async enterCode(email, otp, headers) {
      return inOneWrite(store.writer, email, async () => {
        const before = await sessionOf(headers)
        const response = await ask('/sign-in/email-otp', headers, { email, otp })
        if (response.ok && before)
          await (await auth.$context).internalAdapter.deleteSession(before.session.token)
        return response
      })
    },
    singleSignOn,
    limits,
    async signOut(headers, everywhere) {
      const session = await sessionOf(headers)
      const url = session && await singleSignOn?.endSession(headers)
      const response = await inOneWrite(store.writer, session?.user.id ?? '', async () => {
        const response = await ask('/sign-out', headers, {})
        if (session && everywhere)
          await (await auth.$context).internalAdapter.deleteUserSessions(session.user.id)
        return response
      })
      return Response.json({ success: true, url }, { status: response.ok ? 200 : response.status, headers: response.headers })
    },
    async personOf(headers) {
      const session = await sessionOf(headers)
      return session && { id: session.user.id, email: session.user.email, emailVerified: session.user.emailVerified, signedInAt: new Date(session.session.createdAt).toISOString() }
    },
    async migrate() {
      const { runMigrations } = await getMigrations(options)
      await runMigrations()
      // The library's tables have no index by which what has expired is found.
      for (const [table, column] of [['session', 'expiresAt'], ['verification', 'expiresAt'], ['rateLimit', 'lastRequest']] as const)
        await store.db.schema.createIndex(`${table}_by_expiry`).ifNotExists().on(table).column(column).execute()
    },
    async sweep(now) {
      // Sessions are all that shows when somebody was here last: the account remembers it when they go.
      await store.writer.write('sweep', transaction => sql`update "user" set "updatedAt" = ${now} where "id" in (select "userId" from "session" where "expiresAt" < ${now})`.execute(transaction))
      const { adapter } = await auth.$context
      for (const model of ['session', 'verification'])
        await adapter.deleteMany({ model, where: [{ field: 'expiresAt', operator: 'lt', value: new Date(now) }] })
      const window = Math.floor(Date.parse(now) / 900_000)
      await store.writer.write('sweep', transaction => transaction.deleteFrom('code_request').where('time_window', '<', window).execute())
      await limits.sweep(now)
    },
  }
}
