import type { RequestContext } from '../../server/http/service.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { TestService } from './support/credit-service.ts'
import type { TestStore } from './support/stores.ts'
import { inspect } from 'node:util'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { streamText } from '../../server/http/stream-text.ts'
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

  it('count by the address that the last proxy saw, whatever else is claimed', async () => {
    const statuses: number[] = []
    for (let batch = 0; batch < 31; batch++)
      statuses.push(...(await Promise.all(Array.from({ length: 10 }, (_, index) => guess(`198.51.100.${batch}, 10.${batch}.0.${index}, 203.0.113.7`)))).map(({ status }) => status))
    expect(new Set(statuses)).toEqual(new Set([400, 429]))
    expect(statuses.filter(status => status === 400)).toHaveLength(300)
    const late = await guess('198.51.100.99, 203.0.113.7')
    expect([late.status, Number(late.headers.get('retry-after')) > 0, await late.json()]).toMatchObject([429, true, { code: 'too-many-requests' }])
    // Others are let in.
    expect((await guess('203.0.113.8')).status).toBe(400)
  }, 60_000)

  it('do not believe anybody when no proxy is trusted', async () => {
    const { app } = await startService(store, [], undefined, { key: service.service.key, trustedProxies: 0 })
    const statuses: number[] = []
    for (let batch = 0; batch < 31; batch++)
      statuses.push(...(await Promise.all(Array.from({ length: 10 }, (_, index) => guess(`198.51.${batch}.${index}`, app)))).map(({ status }) => status))
    expect(statuses.filter(status => status === 400)).toHaveLength(300)
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
