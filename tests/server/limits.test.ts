import type { RequestContext } from '../../server/http/service.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { TestService } from './support/credit-service.ts'
import type { TestStore } from './support/stores.ts'
import { inspect } from 'node:util'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { networkOf } from '../../server/http/client-address.ts'
import { streamText } from '../../server/http/stream-text.ts'
import { createNetworkLimits } from '../../server/sign-in/limit-networks.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { BASE_URL, startService } from './support/credit-service.ts'
import { startSqlite } from './support/stores.ts'

describe('limits', () => {
  let testStore: TestStore
  let store: Store
  let service: TestService

  beforeAll(async () => {
    testStore = await startSqlite()
    const db = testStore.open()
    store = { kind: 'sqlite', db, writer: createWriter(db, { lanes: 1 }) }
    service = await startService(store, [], undefined, { metricsToken: 'a token that cannot be guessed' })
  })
  afterAll(() => testStore?.close())

  /** A guess at somebody's code, from behind a proxy that is trusted. */
  const guess = (forwardedFor: string, app = service.app) => app.request(`${BASE_URL}/api/auth/sign-in/email-otp`, { method: 'POST', headers: { 'content-type': 'application/json', 'origin': BASE_URL, 'x-forwarded-for': forwardedFor }, body: JSON.stringify({ email: `${Math.random()}@example.org`, otp: '000000' }) })

  const send = (path: string, forwardedFor: string, body: object, app = service.app) => app.request(BASE_URL + path, { method: 'POST', headers: { 'content-type': 'application/json', 'origin': BASE_URL, 'x-forwarded-for': forwardedFor }, body: JSON.stringify(body) })

  it('let an auditorium of a thousand sign in from one address within a minute', async () => {
    const people = Array.from({ length: 1000 }, (_, index) => `seat-${index}@example.org`)
    const outcomes = await inBatches(people, async (email, index) => {
      const asked = await send('/api/auth/email-otp/send-verification-otp', '203.0.113.50', { email })
      // A third mistypes once, and asks again.
      if (index % 3 === 0)
        await send('/api/auth/sign-in/email-otp', '203.0.113.50', { email, otp: '0' })
      if (index % 7 === 0)
        await send('/api/auth/email-otp/send-verification-otp', '203.0.113.50', { email })
      const entered = await send('/api/auth/sign-in/email-otp', '203.0.113.50', { email, otp: service.codes.get(email) })
      return `${asked.status} ${entered.status} ${entered.headers.getSetCookie().length > 0}`
    })
    expect(new Set(outcomes)).toEqual(new Set(['200 200 true']))
  }, 120_000)

  describe('of one network', () => {
    let few: TestService
    beforeAll(async () => {
      few = await startService(store, [], undefined, { key: service.service.key, signInsPerNetwork: 50 })
    })

    it('count failed tries by the address that the last proxy saw, whatever else is claimed', async () => {
      const statuses = await inBatches(Array.from({ length: 80 }, (_, index) => index), async index => (await guess(`198.51.100.${index}, 10.1.0.${index}, 203.0.113.7`, few.app)).status)
      expect(new Set(statuses)).toEqual(new Set([400, 429]))
      // Those that come together are looked at together: ten at a time.
      expect(statuses.filter(status => status === 400).length).toBeLessThanOrEqual(60)
      const late = await guess('198.51.100.99, 203.0.113.7', few.app)
      expect([late.status, Number(late.headers.get('retry-after')) > 0, await late.json()]).toMatchObject([429, true, { code: 'too-many-requests' }])
      // Others are let in.
      expect((await guess('203.0.113.8', few.app)).status).toBe(400)
      // Nor does it matter which code was right: nobody learns it by trying on.
      await send('/api/auth/email-otp/send-verification-otp', '203.0.113.8', { email: 'victim@example.org' }, few.app)
      expect((await send('/api/auth/sign-in/email-otp', '203.0.113.7', { email: 'victim@example.org', otp: few.codes.get('victim@example.org') }, few.app)).status).toBe(429)
    }, 60_000)

    it('keep nobody waiting for long: room comes back steadily', async () => {
      let time = Date.parse('2026-11-27T10:00:00Z')
      const limits = createNetworkLimits(store, { most: 90, now: () => time })
      const take = async () => await limits.take('begun', 'a ward')
      for (let count = 0; count < 90; count++)
        expect(await take()).toBeUndefined()
      const wait = await take()
      expect(wait).toBe(10)
      expect(await limits.look('begun', 'a ward')).toBe(10)
      time += wait! * 1000
      expect([await limits.look('begun', 'a ward'), await take(), await take()]).toEqual([undefined, undefined, 10])
      time += 15 * 60_000
      for (let count = 0; count < 90; count++)
        expect(await take()).toBeUndefined()
      expect(await take()).toBe(10)
      await limits.sweep(new Date(time + 40 * 60_000).toISOString())
      expect(await take()).toBeUndefined()
    })

    it('count all addresses that one house has by IPv6 as one, and keep nobody’s address', async () => {
      for (let index = 0; index < 60; index++)
        await send('/api/auth/email-otp/send-verification-otp', `2001:db8:7:1::${index.toString(16)}`, { email: `six-${index}@example.org` }, few.app)
      expect((await send('/api/auth/email-otp/send-verification-otp', '2001:db8:7:1:ffff::1', { email: 'six@example.org' }, few.app)).status).toBe(429)
      expect((await send('/api/auth/email-otp/send-verification-otp', '2001:db8:7:2::1', { email: 'six@example.org' }, few.app)).status).toBe(200)
      expect(JSON.stringify(await store.db.selectFrom('rateLimit' as never).selectAll().execute())).not.toMatch(/2001|203\.0/)
    })

    it.each([
      ['203.0.113.7', '203.0.113.7'],
      ['::ffff:203.0.113.7', '203.0.113.7'],
      ['::ffff:cb00:7107', '203.0.113.7'],
      ['2001:DB8:0:1:2::3', '2001:db8:0:1::/64'],
      ['2001:db8::', '2001:db8:0:0::/64'],
      ['::1', '0:0:0:0::/64'],
      ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ])('know that %s belongs to %s', (address, network) => {
      expect(networkOf(address)).toBe(network)
    })
  })

  it('of an account hold from however many networks somebody comes: guesses and letters', async () => {
    let time = Date.parse('2026-11-27T00:00:00Z')
    const many = await startService(store, [], () => new Date(time).toISOString(), { key: service.service.key })
    const victim = 'sprayed@example.org'
    let letters = 0
    let looked = 0
    // A day of it: every quarter of an hour, from networks that were never seen before.
    for (let quarter = 0; quarter < 96; quarter++, time += 15 * 60_000) {
      for (let ask = 0; ask < 7; ask++) {
        const from = `10.${quarter}.${ask}`
        const response = await send('/api/auth/email-otp/send-verification-otp', `${from}.1`, { email: victim }, many.app)
        if (response.status !== 200) {
          expect([response.status, Number(response.headers.get('retry-after')) > 0]).toEqual([429, true])
          break
        }
        letters++
        const right = many.codes.get(victim)!
        for (let tries = 0; tries < 4; tries++) {
          expect((await send('/api/auth/sign-in/email-otp', `${from}.${tries + 2}`, { email: victim, otp: right === '12345678' ? '87654321' : '12345678' }, many.app)).status).toBe(400)
          // The fourth is not looked at: even the right one is wrong by then.
          looked += tries < 3 ? 1 : 0
        }
        expect((await send('/api/auth/sign-in/email-otp', `${from}.9`, { email: victim, otp: right }, many.app)).status).toBe(400)
      }
    }
    expect([letters, looked]).toEqual([20, 60])
    // Eight digits: what docs/security.md works the odds out from.
    expect(many.codes.get(victim)).toMatch(/^\d{8}$/)
    // The next day begins anew.
    expect((await send('/api/auth/email-otp/send-verification-otp', '10.200.0.1', { email: victim }, many.app)).status).toBe(200)
  }, 60_000)

  it('do not believe anybody when no proxy is trusted', async () => {
    const { app } = await startService(store, [], undefined, { key: service.service.key, trustedProxies: 0, signInsPerNetwork: 50 })
    const statuses = await inBatches(Array.from({ length: 80 }, (_, index) => index), async index => (await guess(`198.51.77.${index}`, app)).status)
    expect(statuses.filter(status => status === 429).length).toBeGreaterThanOrEqual(20)
  }, 60_000)

  it('say once in the log that an address is not believed', async () => {
    const quiet = await startService(store, [], undefined, { key: service.service.key, trustedProxies: 0 })
    for (let time = 0; time < 3; time++)
      await quiet.app.request(`${BASE_URL}/health`, { headers: { 'x-forwarded-for': '203.0.113.9', 'x-request-id': 'somebody-elses-number' } })
    expect(quiet.log.filter(({ message }) => message.includes('TRUSTED_PROXIES'))).toHaveLength(1)
    expect(JSON.stringify(quiet.log)).not.toMatch(/203\.0\.113|somebody-elses/)
  })

  it('show the metrics to who has the token, and to nobody else', async () => {
    const ask = async (authorization?: string) => (await service.app.request(`${BASE_URL}/metrics`, { headers: { ...authorization && { authorization } } })).status
    expect([await ask(), await ask('Bearer wrong'), await ask('Basic a token that cannot be guessed'), await ask('Bearer a token that cannot be guessed')]).toEqual([401, 401, 401, 200])
  })

  it('give every request the number that its answer bears', async () => {
    const response = await service.app.request(`${BASE_URL}/health`, { headers: { 'x-request-id': 'from-the-proxy-1' } })
    expect(response.headers.get('x-request-id')).toBe('from-the-proxy-1')
    expect(service.log.at(-1)).toMatchObject({ id: 'from-the-proxy-1', route: '/health' })
    const hostile = await service.app.request(`${BASE_URL}/health`, { headers: { 'x-request-id': 'ann@example.org {"level":"error"}' } })
    expect(hostile.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
  })

  it('of what is logged hold for a file that breaks off: the broken file is no whole one, and the log says nothing of a person', async () => {
    const app = new Hono<RequestContext>()
    app.use(async (context, next) => {
      context.set('service', service.service)
      context.set('requestId', 'request-1')
      await next()
    })
    app.get('/', context => streamText(context, (async function* () {
      yield 'a line'
      throw new Error('the row of Ann Miller')
    })(), { mime: 'text/csv', file: 'x.csv' }))
    const failure = await (await app.request('/')).text().then(() => undefined, (error: Error) => error)
    // What the server under it writes to the terminal.
    expect(inspect(failure)).toContain('broke off')
    expect(inspect(failure)).not.toContain('Ann')
    expect(service.log.at(-1)).toEqual({ level: 'error', message: 'file broke off', id: 'request-1', name: 'Error' })
  })
})

/** Ten at a time, as people come. */
async function inBatches<T, R>(entries: readonly T[], task: (entry: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let begin = 0; begin < entries.length; begin += 10)
    results.push(...await Promise.all(entries.slice(begin, begin + 10).map((entry, offset) => task(entry, begin + offset))))
  return results
}
