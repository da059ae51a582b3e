import type { SMTPServerOptions } from 'smtp-server'
import type { Store } from '../../server/storage/open-store.ts'
import type { TestService } from './support/credit-service.ts'
import type { TestStore } from './support/stores.ts'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createMailer } from '../../server/mail/mailer.ts'
import { NoTurnError, takeTurns } from '../../server/mail/take-turns.ts'
import { grantRole } from '../../server/roles/role-grants.ts'
import { createCodeSender } from '../../server/sign-in/send-code.ts'
import { SESSION_SECONDS } from '../../server/sign-in/sign-in.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { freePort } from '../support/ports.ts'
import { BASE_URL, createClient, startService } from './support/credit-service.ts'
import { startMailServer } from './support/mail-server.ts'
import { startPostgres, startSqlite } from './support/stores.ts'

const refusing = (responseCode: number): SMTPServerOptions => ({ onRcptTo: (_address, _session, callback) => callback(Object.assign(new Error('no'), { responseCode })) })

describe('codes by mail', () => {
  let testStore: TestStore
  let store: Store
  let port: number
  let service: TestService
  let mail: Awaited<ReturnType<typeof startMailServer>> | undefined

  beforeAll(async () => {
    testStore = await startSqlite()
    store = { kind: 'sqlite', db: testStore.open(), writer: undefined! }
    store.writer = createWriter(store.db, { lanes: 1 })
    port = await freePort()
    const log = (entry: object) => service.log.push(entry as never)
    service = await startService(store, [], undefined, { sendCode: createCodeSender(createMailer(`smtp://127.0.0.1:${port}`, 'CME office <cme@example.org>'), log) })
  })
  afterEach(async () => {
    await mail?.close()
    mail = undefined
  })
  afterAll(() => testStore?.close())

  const ask = (email: string) => createClient(service.app).post('/api/auth/email-otp/send-verification-otp', { email })
  const codeIn = (letter: string) => /Your code to sign in is (\d{8})/.exec(letter)![1]!

  it('reach the address and sign in', async () => {
    mail = await startMailServer(port)
    expect((await ask('Ann@Example.org')).status).toBe(200)
    const [letter] = mail.letters as [string]
    expect(letter).toMatch(/^To: ann@example\.org/m)
    expect(letter).toMatch(/^From: CME office <cme@example\.org>/m)
    expect(letter).toContain('10 minutes')
    expect((await createClient(service.app).post('/api/auth/sign-in/email-otp', { email: 'ann@example.org', otp: codeIn(letter) })).body).toEqual({ email: 'ann@example.org' })
  })

  it('come in the language of the page that asked for them; in English where it says none that there is', async () => {
    mail = await startMailServer(port)
    for (const [language, words] of [['es', 'código para iniciar sesión'], ['xx', 'code to sign in'], [undefined, 'code to sign in']] as const) {
      const email = `language-${language}@example.org`
      expect((await createClient(service.app).post('/api/auth/email-otp/send-verification-otp', { email, language })).status).toBe(200)
      const letter = mail.letters.at(-1)!
      const text = letter.includes('base64') ? Buffer.from(letter.split(/\r?\n\r?\n/).slice(1).join(), 'base64').toString() : letter.replace(/=\r?\n/g, '').replace(/(?:=[0-9A-F]{2})+/g, hex => Buffer.from(hex.replaceAll('=', ''), 'hex').toString())
      expect(text).toContain(words)
    }
  })

  it('come although the mail server was away for a moment', async () => {
    const asked = ask('moment@example.org')
    await new Promise(resolve => setTimeout(resolve, 300))
    mail = await startMailServer(port)
    expect((await asked).status).toBe(200)
    expect(mail.letters).toHaveLength(1)
  })

  it('do not come, and the learner is told, when the mail server is away: known or not', async () => {
    const [known, unknown] = await Promise.all([ask('ann@example.org'), ask('nobody-yet@example.org')])
    expect(known).toEqual(unknown)
    expect(known).toMatchObject({ status: 503, body: { code: 'mail-unavailable', title: expect.stringContaining('no code is on its way') } })
    expect(service.log).toContainEqual(expect.objectContaining({ level: 'error', message: 'mail not sent', code: 'ESOCKET' }))
  })

  it('are asked for in vain for seconds and not for minutes when the mail server says nothing', async () => {
    const mute = createServer().listen(port, '127.0.0.1')
    await once(mute, 'listening')
    const sockets = new Set<{ destroy: () => void }>()
    mute.on('connection', socket => void sockets.add(socket))
    expect(await ask('mute@example.org')).toMatchObject({ status: 503 })
    sockets.forEach(socket => socket.destroy())
    await new Promise(resolve => mute.close(resolve))
  }, 60_000)

  it('are not told about by an address that the mail server refuses', async () => {
    mail = await startMailServer(port, refusing(550))
    expect(await ask('no-such-mailbox@example.org')).toEqual({ status: 200, body: { success: true } })
    expect(service.log).toContainEqual(expect.objectContaining({ message: 'mail not sent', code: 'EENVELOPE', status: 550 }))
  })

  it('are tried again when the mail server is busy', async () => {
    let tries = 0
    mail = await startMailServer(port, { onRcptTo: (_address, _session, callback) => callback(++tries === 1 ? Object.assign(new Error('busy'), { responseCode: 451 }) : null) })
    expect((await ask('busy@example.org')).status).toBe(200)
    expect(tries).toBe(2)
  })

  it('of many who sign in together all reach a mail server that takes few connections at a time', async () => {
    mail = await startMailServer(port, { maxClients: 25 })
    const answers = await Promise.all(Array.from({ length: 120 }, (_, seat) => ask(`seat-${seat}@example.org`)))
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    expect(mail.letters).toHaveLength(120)
  }, 60_000)

  it('that wait in vain for their turn are not said to be on their way', async () => {
    const inTurn = takeTurns(1, 50)
    const first = inTurn(() => new Promise(resolve => setTimeout(resolve, 300)))
    await expect(inTurn(async () => {})).rejects.toThrow(NoTurnError)
    await first
    await expect(inTurn(async () => 'later')).resolves.toBe('later')
    const entries: object[] = []
    const send = createCodeSender({ kind: 'smtp', send: () => Promise.reject(new NoTurnError()) }, entry => entries.push(entry))
    await expect(send('ann@example.org', '12345678')).rejects.toThrow('takes no mail')
    expect(entries).toEqual([{ level: 'error', message: 'mail not sent', code: 'too many wait', status: undefined }])
  })

  it('say in the log, and nowhere else, that the service’s own password is wrong', async () => {
    mail = await startMailServer(port, { authOptional: false, onAuth: (_auth, _session, callback) => callback(new Error('no such user')) })
    const entries: object[] = []
    const send = createCodeSender(createMailer(`smtp://user:secret-word@127.0.0.1:${port}`, 'cme@example.org'), entry => entries.push(entry))
    await expect(send('ann@example.org', '123456')).rejects.toThrow('takes no mail')
    expect(entries).toEqual([expect.objectContaining({ message: 'mail not sent', code: 'EAUTH' })])
    expect(JSON.stringify(entries)).not.toMatch(/secret-word|ann@|123456/)
  })

  it('leave no address and no code in the log', () => {
    expect(JSON.stringify(service.log)).not.toMatch(/@|(?<![\w-])\d{8}(?![\w-])/)
  })
})

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
] as const)('a session, on %s', (kind, start) => {
  let testStore: TestStore
  let store: Store
  let service: TestService

  beforeAll(async () => {
    testStore = await start()
    const db = testStore.open()
    store = { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
    service = await startService(store, [])
  }, 60_000)
  afterAll(() => testStore?.close())

  const address = () => `${Math.random().toString(36).slice(2)}@example.org`
  const anonymous = () => createClient(service.app)

  async function enter(email: string, otp = service.codes.get(email), cookie?: string, app = service.app) {
    const response = await app.request(`${BASE_URL}/api/auth/sign-in/email-otp`, { method: 'POST', headers: { 'content-type': 'application/json', 'origin': BASE_URL, 'x-forwarded-for': '10.9.8.7', ...cookie && { cookie } }, body: JSON.stringify({ email, otp }) })
    return { status: response.status, body: await response.json() as Record<string, unknown>, setCookie: response.headers.getSetCookie(), cookie: response.headers.getSetCookie().find(entry => /session_token=./.test(entry))?.split(';')[0] }
  }

  async function code(email: string): Promise<string> {
    await anonymous().post('/api/auth/email-otp/send-verification-otp', { email })
    return service.codes.get(email)!
  }

  const meWith = async (cookie?: string) => (await createClient(service.app, cookie).get('/api/me')).status

  it('begins with a code, once', async () => {
    const email = address()
    const otp = await code(email)
    expect((await enter(email, otp)).status).toBe(200)
    expect(await enter(email, otp)).toMatchObject({ status: 400, body: { code: 'code-wrong' } })
  })

  it('begins with the last code only', async () => {
    const email = address()
    const first = await code(email)
    const second = await code(email)
    if (first !== second)
      expect((await enter(email, first)).status).toBe(400)
    expect((await enter(email, second)).status).toBe(200)
  })

  it('does not begin with a code that has expired, or that was sent to somebody else', async () => {
    const [email, other] = [address(), address()]
    const otp = await code(email)
    await code(other)
    if (otp !== service.codes.get(other))
      expect((await enter(other, otp)).status).toBe(400)
    await expire('verification')
    expect(await enter(email, otp)).toMatchObject({ status: 400, body: { code: 'code-wrong' } })
  })

  /** As if time had passed. */
  async function expire(table: string): Promise<void> {
    const past = kind === 'SQLite' ? new Date(Date.now() - 1000).toISOString() : new Date(Date.now() - 1000)
    await store.db.updateTable(table as never).set({ expiresAt: past } as never).execute()
  }

  it('ends all guesses at a code with three, also when they come together', async () => {
    const email = address()
    const right = await code(email)
    const wrong = ['111111', '222222', '333333', '444444', '555555', '666666'].filter(guess => guess !== right)
    const guesses = await Promise.all(wrong.slice(0, 4).map(guess => enter(email, guess)))
    expect(guesses.map(({ status }) => status)).toEqual([400, 400, 400, 400])
    expect((await enter(email, right)).status).toBe(400)
  })

  it('answers the same, in words and headers, for known and unknown addresses', async () => {
    const known = address()
    await enter(known, await code(known))
    const shape = async (email: string, path: string, body: object) => {
      const response = await service.app.request(BASE_URL + path, { method: 'POST', headers: { 'content-type': 'application/json', 'origin': BASE_URL, 'x-forwarded-for': '10.1.1.1' }, body: JSON.stringify({ email, ...body }) })
      return { status: response.status, text: await response.text(), headers: [...response.headers].filter(([name]) => name !== 'x-request-id') }
    }
    const unknown = address()
    expect(await shape(known, '/api/auth/email-otp/send-verification-otp', {})).toEqual(await shape(unknown, '/api/auth/email-otp/send-verification-otp', {}))
    expect(await shape(known, '/api/auth/sign-in/email-otp', { otp: '000000' })).toEqual(await shape(address(), '/api/auth/sign-in/email-otp', { otp: '000000' }))
    expect(await shape(known, '/api/auth/sign-in/email-otp', { otp: '000000' })).toEqual(await shape(unknown, '/api/auth/sign-in/email-otp', { otp: '000000' }))
  })

  it('is a cookie that no script reads and no other site sends, and is in no answer', async () => {
    const email = address()
    const { setCookie, body, cookie } = await enter(email, await code(email))
    const [session] = setCookie.filter(entry => entry.startsWith('lectern.session_token='))
    expect(session).toMatch(/; Path=\/(?:;|$)/)
    expect(session).toMatch(/; HttpOnly/)
    expect(session).toMatch(/; SameSite=Lax/i)
    expect(session).toContain(`Max-Age=${SESSION_SECONDS}`)
    expect(body).toEqual({ email })
    expect(JSON.stringify(body)).not.toContain(decodeURIComponent(cookie!.split('=')[1]!).split('.')[0])
  })

  it('is bound to the host and to TLS when the service is reached by https', async () => {
    const { app, codes } = await startService(store, [], undefined, { key: service.service.key, baseUrl: 'https://cme.test' })
    const email = address()
    const send = (path: string, body: object, cookie = '') => app.request(`https://cme.test${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'origin': 'https://cme.test', 'x-forwarded-for': '10.9.9.9', cookie }, body: JSON.stringify(body) })
    await send('/api/auth/email-otp/send-verification-otp', { email })
    const response = await send('/api/auth/sign-in/email-otp', { email, otp: codes.get(email) })
    const session = response.headers.getSetCookie().find(entry => entry.includes('session_token'))!
    expect(session).toMatch(/^__Host-lectern\.session_token=/)
    expect(session).toMatch(/; Secure/)
    expect(session).not.toMatch(/domain/i)
    expect(response.headers.get('strict-transport-security')).toMatch(/max-age=31536000/)
    const cookie = session.split(';')[0]!
    expect((await app.request('https://cme.test/api/me', { headers: { cookie } })).status).toBe(200)
    // What somebody on the network can plant without TLS is not taken.
    expect((await app.request('https://cme.test/api/me', { headers: { cookie: cookie.replace('__Host-', '') } })).status).toBe(401)
  })

  it('is another one after each sign-in, and the one before ends', async () => {
    const email = address()
    const first = await enter(email, await code(email))
    const second = await enter(email, await code(email), first.cookie)
    expect(second.cookie).not.toBe(first.cookie)
    expect([await meWith(first.cookie), await meWith(second.cookie)]).toEqual([401, 200])
  })

  it('is never the one that somebody planted before', async () => {
    const email = address()
    const planted = 'lectern.session_token=planted.AAAA'
    const { cookie } = await enter(email, await code(email), planted)
    expect(cookie).not.toContain('planted')
    expect(await meWith(planted)).toBe(401)
  })

  it('goes on in another tab that asked for a code meanwhile', async () => {
    const email = address()
    const { cookie } = await enter(email, await code(email))
    await code(email)
    expect(await meWith(cookie)).toBe(200)
  })

  it('ends where it is signed out, for every process, and nowhere else', async () => {
    const email = address()
    const here = (await enter(email, await code(email))).cookie
    const there = (await enter(email, await code(email))).cookie
    const otherProcess = (await startService(store, [], undefined, { key: service.service.key })).app
    expect((await createClient(service.app, here).post('/api/auth/sign-out', {})).status).toBe(200)
    expect([await meWith(here), await meWith(there), (await createClient(otherProcess, here).get('/api/me')).status]).toEqual([401, 200, 401])
  })

  it('ends on all devices when that is asked for', async () => {
    const email = address()
    const cookies = [(await enter(email, await code(email))).cookie, (await enter(email, await code(email))).cookie]
    const stranger = (await service.signIn()).cookie
    await createClient(service.app, cookies[0]).post('/api/auth/sign-out', { everywhere: true })
    expect([await meWith(cookies[0]), await meWith(cookies[1]), await meWith(stranger)]).toEqual([401, 401, 200])
  })

  it('ends with its time, and what has expired is swept away', async () => {
    const email = address()
    const { cookie } = await enter(email, await code(email))
    await code(address())
    await expire('session')
    await expire('verification')
    expect(await meWith(cookie)).toBe(401)
    await service.service.signIn.sweep(new Date().toISOString())
    for (const table of ['session', 'verification'])
      expect([table, (await store.db.selectFrom(table as never).selectAll().execute()).length]).toEqual([table, 0])
    await service.service.signIn.sweep(new Date(Date.now() + 25 * 3_600_000).toISOString())
    expect(await store.db.selectFrom('code_request').selectAll().execute()).toEqual([])
  })

  it('is good for the office for 12 hours, and for a learner on', async () => {
    const email = address()
    await grantRole(store.writer, email, 'office', { actor: 'command line', now: new Date().toISOString(), mayLeaveNoAdmin: true })
    const { cookie } = await enter(email, await code(email))
    const office = createClient(service.app, cookie)
    expect((await office.get('/api/office/courses')).status).toBe(200)
    const begun = new Date(Date.now() - 12.1 * 3_600_000)
    await store.db.updateTable('session' as never).set({ createdAt: kind === 'SQLite' ? begun.toISOString() : begun } as never).execute()
    expect(await office.get('/api/office/courses')).toMatchObject({ status: 401, body: { code: 'not-signed-in', title: expect.stringContaining('12 hours') } })
    expect(await meWith(cookie)).toBe(200)
    const again = await enter(email, await code(email), cookie)
    expect((await createClient(service.app, again.cookie).get('/api/office/courses')).status).toBe(200)
  })

  it('is signed: whoever changes a letter of it is nobody', async () => {
    const { cookie } = await service.signIn()
    const changed = cookie!.replace(/=(.)/, (_, first: string) => `=${first === 'A' ? 'B' : 'A'}`)
    expect(await meWith(changed)).toBe(401)
  })

  it('is given by no other way of the sign-in library', async () => {
    for (const path of ['sign-up/email', 'sign-in/email', 'sign-in/social', 'get-session', 'list-sessions', 'update-user', 'change-email', 'delete-user', 'link-social', 'list-accounts', 'get-access-token', 'email-otp/verify-email', 'email-otp/check-verification-otp', 'email-otp/reset-password', 'verify-email', 'error', 'ok', 'callback/github', 'oauth2/callback/oidc'])
      expect([path, (await anonymous().post(`/api/auth/${path}`, {})).status, (await anonymous().get(`/api/auth/${path}`)).status]).toEqual([path, 404, 404])
  })
})
