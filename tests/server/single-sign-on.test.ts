import type { JWTHeaderParameters } from 'jose'
import type { OidcSettings } from '../../server/sign-in/oidc-settings.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { CookieJar } from './support/cookie-jar.ts'
import type { TestService } from './support/credit-service.ts'
import type { TestProvider } from './support/openid-provider.ts'
import type { TestPostgres, TestStore } from './support/stores.ts'
import { Buffer } from 'node:buffer'
import { createServer } from 'node:http'
import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readOidcSettings } from '../../server/sign-in/oidc-settings.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { createCookieJar } from './support/cookie-jar.ts'
import { BASE_URL, startService } from './support/credit-service.ts'
import { startOpenIdProvider } from './support/openid-provider.ts'
import { startPostgres, startSqlite } from './support/stores.ts'

const PAGE = '/low-dose-naltrexone/module/?from=mail#/post-test'

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
] as const)('signing in with the provider of a hospital, on %s', (kind, start) => {
  let provider: TestProvider
  let testStore: TestStore
  let store: Store
  let service: TestService
  let settings: OidcSettings
  let jar: CookieJar

  beforeAll(async () => {
    provider = await startOpenIdProvider([`${BASE_URL}/api/auth/callback/oidc`])
    settings = { issuer: provider.issuer, clientId: provider.clientId, clientSecret: provider.clientSecret, name: 'City Hospital', endsSession: true }
    testStore = await start()
    const db = testStore.open()
    store = { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
    service = await startService(store, [], undefined, { oidc: settings })
  }, 60_000)
  beforeEach(() => {
    jar = createCookieJar()
    provider.next = undefined
    service.log.length = 0
    provider.accounts.set('ann', { sub: 'ann', email: 'ann@hospital.test', email_verified: true })
  })
  afterAll(async () => {
    await provider?.stop()
    await testStore?.close()
  })

  async function visit(address: string | URL, { method = 'GET', body, app = service.app, cookies = jar }: { method?: string, body?: unknown, app?: TestService['app'], cookies?: CookieJar } = {}): Promise<Response> {
    const url = new URL(address, BASE_URL)
    const init: RequestInit = { method, redirect: 'manual', headers: { cookie: cookies.header(url), ...body !== undefined && { 'content-type': 'application/json', 'origin': BASE_URL } }, body: body === undefined ? undefined : JSON.stringify(body) }
    const response = url.origin === BASE_URL ? await app.request(url.href, init) : await fetch(url, init)
    cookies.keep(url, response)
    return response
  }

  const begin = (app = service.app) => visit('/api/auth/sign-in/oidc', { method: 'POST', body: { returnTo: PAGE }, app })

  /** Follows redirects to the address of the service that the provider sends the browser to. */
  async function toCallback(app = service.app): Promise<string> {
    const { url } = await (await begin(app)).json() as { url: string }
    let address = new URL(url)
    while (address.origin !== BASE_URL) {
      const response = await visit(address, { app })
      expect(response.status).toBeGreaterThanOrEqual(300)
      expect(response.status).toBeLessThan(400)
      address = new URL(response.headers.get('location')!, address)
    }
    return address.href
  }

  /** The page that a browser ends on. */
  async function signIn(account: string, app = service.app): Promise<string> {
    provider.next = account
    const response = await visit(await toCallback(app), { app })
    expect(response.status).toBe(302)
    return response.headers.get('location')!
  }

  const me = async (cookies = jar) => (await visit('/api/me', { cookies })).json() as Promise<{ email?: string, code?: string }>
  const users = () => store.db.selectFrom('user' as never).selectAll().execute() as Promise<{ id: string, email: string }[]>

  async function byCode(email: string): Promise<CookieJar> {
    const cookies = createCookieJar()
    await visit('/api/auth/email-otp/send-verification-otp', { method: 'POST', body: { email }, cookies })
    await visit('/api/auth/sign-in/email-otp', { method: 'POST', body: { email, otp: service.codes.get(email) }, cookies })
    return cookies
  }

  it('comes back to the page that was left, signed in', async () => {
    expect(await (await visit('/api/service')).json()).toMatchObject({ signIn: [{ way: 'code' }, { way: 'oidc', name: 'City Hospital' }] })
    expect(await signIn('ann')).toBe(BASE_URL + PAGE)
    expect(await me()).toMatchObject({ email: 'ann@hospital.test' })
  })

  it('sends the provider a challenge, a state and a nonce, and asks for an address only', async () => {
    provider.next = 'ann'
    await toCallback()
    const asked = Object.fromEntries(provider.asked!.searchParams)
    expect(asked).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', scope: 'openid email', redirect_uri: `${BASE_URL}/api/auth/callback/oidc` })
    for (const secret of ['code_challenge', 'state', 'nonce'])
      expect(asked[secret]!.length).toBeGreaterThanOrEqual(32)
  })

  it('keeps no token of the provider, no network address and no browser', async () => {
    await signIn('ann')
    const accounts = await store.db.selectFrom('account' as never).selectAll().execute() as Record<string, unknown>[]
    expect(accounts).toContainEqual(expect.objectContaining({ accountId: 'ann', accessToken: null, refreshToken: null, idToken: null }))
    const sessions = await store.db.selectFrom('session' as never).selectAll().execute() as Record<string, unknown>[]
    expect(sessions.length).toBeGreaterThan(0)
    for (const session of sessions)
      expect([session.ipAddress, session.userAgent]).toEqual(['', ''])
  })

  it('takes whoever proved the same address by a code for the same person', async () => {
    provider.accounts.set('ben', { sub: 'ben', email: 'Ben@Hospital.test', email_verified: true })
    const cookies = await byCode('ben@hospital.test')
    expect(await me(cookies)).toMatchObject({ email: 'ben@hospital.test' })
    await signIn('ben')
    expect(await me()).toMatchObject({ email: 'ben@hospital.test' })
    expect((await users()).filter(({ email }) => email === 'ben@hospital.test')).toHaveLength(1)
  })

  it.each([
    ['not verified', { email: 'victim@hospital.test', email_verified: false }],
    ['of unknown verification', { email: 'victim@hospital.test' }],
    ['missing', {}],
    ['set by an administrator of another domain', { email: 'victim@hospital.test', xms_edov: false }],
    ['verified by one claim and not by the standard’s', { email: 'victim@hospital.test', email_verified: false, xms_edov: true }],
  ])('lets nobody in whose address is %s, and takes over no account', async (_, claims) => {
    await byCode('victim@hospital.test')
    provider.accounts.set('mallory', { sub: 'mallory', ...claims })
    expect(await signIn('mallory')).toBe(`${BASE_URL}/low-dose-naltrexone/module/?from=mail&sign-in-problem=unverified#/post-test`)
    expect(await me()).toMatchObject({ code: 'not-signed-in' })
    expect((await store.db.selectFrom('account' as never).selectAll().execute() as { accountId: string }[]).map(({ accountId }) => accountId)).not.toContain('mallory')
  })

  it.each([true, 1, '1', 'true'])('lets in whose domain Microsoft Entra has verified: xms_edov %j', async (xms_edov) => {
    provider.accounts.set('entra', { sub: 'entra', email: 'entra@hospital.test', xms_edov })
    expect(await signIn('entra')).toBe(BASE_URL + PAGE)
    expect(await me()).toMatchObject({ email: 'entra@hospital.test' })
  })

  it('makes no person of an address that nobody verified', async () => {
    provider.accounts.set('eve', { sub: 'eve', email: 'new@hospital.test', email_verified: false })
    await signIn('eve')
    expect((await users()).map(({ email }) => email)).not.toContain('new@hospital.test')
  })

  it('lets nobody in any more whose address the provider has withdrawn', async () => {
    await signIn('ann')
    provider.accounts.set('ann', { sub: 'ann', email: 'ann@hospital.test', email_verified: false })
    jar = createCookieJar()
    expect(await signIn('ann')).toContain('sign-in-problem=unverified')
  })

  it('knows a person by the provider’s number when their address changes', async () => {
    provider.accounts.set('cy', { sub: 'cy', email: 'cy@hospital.test', email_verified: true })
    await signIn('cy')
    provider.accounts.set('cy', { sub: 'cy', email: 'cy.new@hospital.test', email_verified: true })
    jar = createCookieJar()
    await signIn('cy')
    expect(await me()).toMatchObject({ email: 'cy@hospital.test' })
  })

  it('says so when the person cancels, and shows nothing that the provider wrote', async () => {
    const address = await signIn('refuse')
    expect(address).toBe(`${BASE_URL}/low-dose-naltrexone/module/?from=mail&sign-in-problem=refused#/post-test`)
    expect(await me()).toMatchObject({ code: 'not-signed-in' })
  })

  it('takes an answer of the provider once', async () => {
    provider.next = 'ann'
    const callback = await toCallback()
    const before = createCookieJar()
    // The attacker has all of the browser's cookies from before the answer came.
    before.keep(new URL(BASE_URL), new Response(null, { headers: jar.header(new URL(BASE_URL)).split('; ').map(pair => ['set-cookie', pair] as [string, string]) }))
    expect((await visit(callback)).headers.get('location')).toBe(BASE_URL + PAGE)
    expect((await visit(callback, { cookies: before })).headers.get('location')).toMatch(/sign-in-problem=restart/)
    expect(await me(before)).toMatchObject({ code: 'not-signed-in' })
  })

  it('signs nobody in with an answer that another browser asked for', async () => {
    provider.next = 'ann'
    const callback = await toCallback()
    const victim = createCookieJar()
    expect((await visit(callback, { cookies: victim })).headers.get('location')).toMatch(/sign-in-problem=restart/)
    expect(await me(victim)).toMatchObject({ code: 'not-signed-in' })
  })

  it.each([
    ['no state', '?code=x'],
    ['a made-up state', '?code=x&state=made-up'],
    ['nothing', ''],
    ['a hostile description', '?error=access_denied&error_description=%3Cscript%3E&state=x'],
    ['two states', '?state=a&state=b&code=c'],
  ])('sends whoever comes with %s to a page that says what to do', async (_, query) => {
    const response = await visit(`/api/auth/callback/oidc${query}`)
    expect(response.status).toBe(302)
    const page = await visit(response.headers.get('location')!)
    expect(page.status).toBe(200)
    const html = await page.text()
    expect(html).toContain('You are not signed in')
    expect(html).not.toContain('<script')
  })

  it('does not believe an answer of another issuer', async () => {
    provider.next = 'ann'
    const callback = new URL(await toCallback())
    callback.searchParams.set('iss', 'https://evil.test')
    expect((await visit(callback)).headers.get('location')).toMatch(/sign-in-problem=provider/)
    expect(service.log).toContainEqual(expect.objectContaining({ reason: 'OAuth issuer mismatch' }))
  })

  it('believes no ID token that the provider has not signed: another’s key, another client, none, an edit', async () => {
    const { privateKey } = await generateKeyPair('RS256')
    provider.accounts.set('dan', { sub: 'dan', email: 'dan@hospital.test', email_verified: true })
    const signed = (change: object) => async (idToken: string) => new SignJWT({ ...decodeJwt(idToken), email: 'victim@hospital.test', email_verified: true, ...change }).setProtectedHeader(decodeProtectedHeader(idToken) as JWTHeaderParameters).sign(privateKey)
    const unsigned = async (idToken: string) => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${idToken.split('.')[1]}.`
    const edited = async (idToken: string) => idToken.split('.').with(1, Buffer.from(JSON.stringify({ ...decodeJwt(idToken), sub: 'victim' })).toString('base64url')).join('.')
    try {
      for (const [name, forge] of Object.entries({ 'signed': signed({}), 'for another client': signed({ aud: 'another' }), unsigned, edited })) {
        provider.forge = forge
        jar = createCookieJar()
        expect(await signIn('dan'), name).toMatch(/sign-in-problem=/)
        expect(await me(), name).toMatchObject({ code: 'not-signed-in' })
      }
    }
    finally {
      provider.forge = undefined
    }
    // The forging itself breaks nothing: what is passed on as it is signs in.
    provider.forge = async idToken => idToken
    jar = createCookieJar()
    expect(await signIn('dan')).toBe(BASE_URL + PAGE)
    provider.forge = undefined
  }, 30_000)

  it.each(['https://evil.test/', '//evil.test', '/\\evil.test', '/%0d%0aset-cookie:x', 'javascript:alert(1)', 'x'])('comes back to no other site: %s', async (returnTo) => {
    const response = await visit('/api/auth/sign-in/oidc', { method: 'POST', body: { returnTo } })
    if (response.status !== 400) {
      const { url } = await response.json() as { url: string }
      expect(new URL(url).origin).toBe(provider.issuer)
      provider.next = 'ann'
      expect(new URL(await toCallback()).origin).toBe(BASE_URL)
    }
  })

  it('ends the session here, and says where the provider’s ends', async () => {
    await signIn('ann')
    const cookie = jar.header(new URL(BASE_URL))
    const { url } = await (await visit('/api/auth/sign-out', { method: 'POST', body: {} })).json() as { url: string }
    expect(new URL(url).origin).toBe(provider.issuer)
    expect((await service.app.request(`${BASE_URL}/api/me`, { headers: { cookie } })).status).toBe(401)
  })

  /** The same records in another process, with other settings. */
  const another = (more: Parameters<typeof startService>[3]) => startService(store, [], undefined, { ...more, key: service.service.key })

  describe('when the provider has its bad days', () => {
    it('tells the operator that the secret is wrong, before a learner is sent away', async () => {
      const wrong = await another({ oidc: { ...settings, clientSecret: 'wrong' } })
      await wrong.service.signIn.singleSignOn!.check()
      expect(wrong.log).toContainEqual(expect.objectContaining({ level: 'error', reason: 'secret-refused', detail: expect.stringContaining('OIDC_CLIENT_SECRET') }))
      const response = await begin(wrong.app)
      expect([response.status, await response.json()]).toMatchObject([503, { code: 'provider-unavailable' }])
      expect(JSON.stringify(wrong.log)).not.toContain('wrong')
    })

    it('does not believe a provider that calls itself something else', async () => {
      const other = createServer((_request, response) => {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ issuer: 'https://evil.test', authorization_endpoint: `${provider.issuer}/auth`, token_endpoint: `${provider.issuer}/token`, jwks_uri: `${provider.issuer}/jwks`, id_token_signing_alg_values_supported: ['RS256'] }))
      }).listen(0, '127.0.0.1')
      await new Promise(resolve => other.once('listening', resolve))
      const issuer = `http://127.0.0.1:${(other.address() as { port: number }).port}`
      const mismatched = await another({ oidc: { ...settings, issuer } })
      expect((await begin(mismatched.app)).status).toBe(503)
      expect(mismatched.log).toContainEqual(expect.objectContaining({ reason: 'issuer-mismatch', detail: `OIDC_ISSUER is ${issuer}, but the provider calls itself https://evil.test.` }))
      other.close()
    })

    it.each(['http://evil.test/token', 'file:///etc/passwd'])('sends the secret nowhere in clear, whatever the provider says: %s', async (token_endpoint) => {
      const other = createServer((_request, response) => {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ issuer: `http://${_request.headers.host}`, authorization_endpoint: `${provider.issuer}/auth`, token_endpoint, jwks_uri: `${provider.issuer}/jwks`, id_token_signing_alg_values_supported: ['RS256'] }))
      }).listen(0, '127.0.0.1')
      await new Promise(resolve => other.once('listening', resolve))
      const unsafe = await another({ oidc: { ...settings, issuer: `http://127.0.0.1:${(other.address() as { port: number }).port}` } })
      expect((await begin(unsafe.app)).status).toBe(503)
      expect(unsafe.log).toContainEqual(expect.objectContaining({ reason: 'no-discovery', detail: expect.stringContaining('not reached by https') }))
      other.close()
    })

    it('sends the secret to nobody that the provider’s address leads on to', async () => {
      const asked: string[] = []
      const other = createServer((request, response) => {
        asked.push(request.url!)
        const own = `http://${request.headers.host}`
        if (request.url === '/token') {
          response.writeHead(307, { location: '/elsewhere' })
          return response.end()
        }
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ issuer: own, authorization_endpoint: `${own}/auth`, token_endpoint: `${own}/token`, jwks_uri: `${own}/jwks`, id_token_signing_alg_values_supported: ['RS256'] }))
      }).listen(0, '127.0.0.1')
      await new Promise(resolve => other.once('listening', resolve))
      const unsafe = await another({ oidc: { ...settings, issuer: `http://127.0.0.1:${(other.address() as { port: number }).port}` } })
      expect((await begin(unsafe.app)).status).toBe(503)
      expect(asked).toContain('/token')
      expect(asked).not.toContain('/elsewhere')
      other.close()
    })

    it('goes on by code when the provider is down, and with the provider when it is back', async () => {
      await provider.stop()
      const { app, log, service: { signIn: { singleSignOn } } } = await another({ oidc: settings })
      await singleSignOn!.check()
      expect((await begin(app)).status).toBe(503)
      expect(log).toContainEqual(expect.objectContaining({ level: 'error', reason: 'unreachable', detail: expect.stringContaining(provider.issuer) }))
      expect(await me(await byCode('ann@hospital.test'))).toMatchObject({ email: 'ann@hospital.test' })
      await provider.start()
      expect(await signIn('ann', app)).toBe(BASE_URL + PAGE)
    })

    it('sends nobody to a provider that has gone away since', async () => {
      expect((await begin()).status).toBe(200)
      await provider.stop()
      vi.setSystemTime(Date.now() + 31_000)
      const response = await begin()
      expect([response.status, await response.json()]).toMatchObject([503, { title: expect.stringMatching(/^City Hospital does not answer/) }])
      vi.useRealTimers()
      await provider.start()
      expect((await begin()).status).toBe(200)
    })

    it('comes back with a reason when the provider goes down between the question and the answer', async () => {
      provider.next = 'ann'
      const callback = await toCallback()
      await provider.stop()
      expect((await visit(callback)).headers.get('location')).toMatch(/\/low-dose-naltrexone\/module\/\?from=mail&sign-in-problem=provider#/)
      await provider.start()
      expect(await signIn('ann')).toBe(BASE_URL + PAGE)
    })
  })

  it.runIf(kind === 'PostgreSQL')('says so when the database is away, and goes on when it is back', async () => {
    await signIn('ann')
    provider.next = 'ann'
    const callback = await toCallback()
    const database = testStore as TestPostgres
    await database.crash()
    expect((await visit('/api/me')).status).toBe(503)
    expect((await begin()).status).toBe(503)
    const page = await visit((await visit(callback)).headers.get('location')!)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('You are not signed in')])
    await database.restart()
    await vi.waitFor(async () => expect((await visit('/ready')).status).toBe(200), { timeout: 20_000, interval: 200 })
    expect(await me()).toMatchObject({ email: 'ann@hospital.test' })
    expect(await signIn('ann')).toBe(BASE_URL + PAGE)
  }, 60_000)

  it('logs nothing of a person', async () => {
    await signIn('ann')
    await signIn('refuse')
    expect(JSON.stringify(service.log)).not.toMatch(/ann|hospital\.test|person/i)
    expect(service.log.length).toBeGreaterThan(3)
  })
})

describe('the settings of single sign-on', () => {
  const whole = { OIDC_ISSUER: 'https://login.example.org/realms/x', OIDC_CLIENT_ID: 'lectern', OIDC_CLIENT_SECRET: 's' }

  it.each([
    ['none', {}, undefined],
    ['all', whole, { issuer: whole.OIDC_ISSUER, clientId: 'lectern', clientSecret: 's', name: 'login.example.org', endsSession: false }],
    ['a name and the provider’s session', { ...whole, OIDC_NAME: 'City Hospital', OIDC_SIGN_OUT: 'provider' }, expect.objectContaining({ name: 'City Hospital', endsSession: true })],
  ])('are read: %s', (_, environment, expected) => {
    expect(readOidcSettings(environment)).toEqual(expected)
  })

  it.each([
    [{ ...whole, OIDC_CLIENT_SECRET: '' }, 'OIDC_CLIENT_SECRET is not set'],
    [{ OIDC_ISSUER: whole.OIDC_ISSUER }, 'OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are not set'],
    [{ ...whole, OIDC_ISSUER: 'http://login.example.org' }, 'OIDC_ISSUER'],
    [{ ...whole, OIDC_ISSUER: 'login.example.org' }, 'OIDC_ISSUER'],
    [{ ...whole, OIDC_SIGN_OUT: 'yes' }, 'OIDC_SIGN_OUT'],
  ])('are refused when they do not hold: %j', (environment, message) => {
    expect(() => readOidcSettings(environment)).toThrow(message)
  })
})
