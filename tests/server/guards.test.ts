import type { Store } from '../../server/storage/open-store.ts'
import type { TestService } from './support/credit-service.ts'
import type { TestStore } from './support/stores.ts'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kitRoot } from '../../scripts/kit.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { BASE_URL, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { startSqlite } from './support/stores.ts'

/* What stands before every route, each guard tried where no other stands. */

const profile = { givenName: 'Ann', familyName: 'Müller', profession: 'physician' }

let testStore: TestStore
let store: Store
let service: TestService
let cookie: string

beforeAll(async () => {
  testStore = await startSqlite()
  const db = testStore.open()
  store = { kind: 'sqlite', db, writer: createWriter(db, { lanes: 1 }) }
  service = await startService(store, [shortBundle(await realBundle())])
  cookie = (await service.signIn()).cookie!
})
afterAll(() => testStore?.close())

const send = (method: string, path: string, headers: Record<string, string>, body?: string) => service.app.request(BASE_URL + path, { method, headers: { cookie, 'idempotency-key': randomUUID(), ...headers }, body })

describe('the page of another site, with a visitor’s cookies', () => {
  const json = { 'content-type': 'application/json' }
  const requests: [string, string, string, object][] = [
    ['a profile', 'PUT', '/api/me/profile', profile],
    ['an enrolment', 'POST', '/api/courses/low-dose-naltrexone/enrolment', {}],
    ['an erasure', 'DELETE', '/api/me', { email: 'somebody@example.org' }],
  ]
  it.each(requests)('cannot send %s', async (_, method, path, body) => {
    const status = async (headers: Record<string, string>) => (await send(method, path, { ...json, ...headers }, JSON.stringify(body))).status
    // Each sign of where a request comes from is enough by itself.
    expect(await status({ origin: 'https://evil.test' })).toBe(403)
    expect(await status({ origin: 'null' })).toBe(403)
    expect(await status({ origin: `${BASE_URL}.evil.test` })).toBe(403)
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await status({ 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await status({ 'origin': BASE_URL, 'sec-fetch-site': 'cross-site' })).toBe(403)
    // The own page, and programs, which say neither.
    for (const headers of [{ 'origin': BASE_URL, 'sec-fetch-site': 'same-origin' }, { origin: BASE_URL }, {}])
      expect([200, 409], JSON.stringify(headers)).toContain(await status(headers as Record<string, string>))
  })

  it('cannot send a form either, though an old browser says nothing', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])
      expect((await send('PUT', '/api/me/profile', { 'content-type': type }, 'a=b')).status, type).toBe(403)
  })

  it('may read as anybody may', async () => {
    expect((await send('GET', '/verify/', { 'sec-fetch-site': 'cross-site' })).status).toBe(200)
  })
})

describe('a body', () => {
  const ofSize = (size: number) => JSON.stringify(profile).padEnd(size - 2)
  const put = (body: string) => send('PUT', '/api/me/profile', { 'content-type': 'application/json', 'origin': BASE_URL }, body)

  it('is read up to 256 KiB, and not a byte further', async () => {
    const bytes = (size: number) => ofSize(size - (new TextEncoder().encode(ofSize(size)).length - size))
    expect(new TextEncoder().encode(bytes(256 * 1024)).length).toBe(256 * 1024)
    expect((await put(bytes(256 * 1024))).status).toBe(200)
    const response = await put(bytes(256 * 1024 + 1))
    expect([response.status, (await response.json() as { code: string }).code]).toEqual([413, 'too-large'])
  })

  it('is nested 32 levels deep, and no deeper', async () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
    const fault = async (levels: number) => ((await (await put(nested(levels))).json()) as { fields?: Record<string, string> }).fields?.body
    expect(await fault(32)).not.toBe('is nested too deeply')
    expect(await fault(33)).toBe('is nested too deeply')
  })

  it('of a profile holds what a profile has, and nothing else', async () => {
    const response = await put(JSON.stringify({ ...profile, role: 'admin' }))
    expect([response.status, JSON.stringify(await response.json())]).toEqual([400, expect.stringContaining('role')])
  })
})

describe('a code to sign in', () => {
  it('is nowhere in the database as it is in the letter, and ends after ten minutes', async () => {
    const email = `${randomUUID()}@example.org`
    const asked = Date.now()
    await send('POST', '/api/auth/email-otp/send-verification-otp', { 'content-type': 'application/json', 'origin': BASE_URL }, JSON.stringify({ email }))
    const code = service.codes.get(email)!
    expect(code).toMatch(/^\d{8}$/)
    const { rows } = await sql<{ value: string, expiresAt: string }>`select "value", "expiresAt" from "verification" where "identifier" like ${`%${email}`}`.execute(store.db)
    expect(rows).toHaveLength(1)
    expect(rows[0]!.value).not.toContain(code)
    const minutes = (Date.parse(rows[0]!.expiresAt) - asked) / 60_000
    expect(minutes).toBeGreaterThan(9)
    expect(minutes).toBeLessThan(11)
  })
})

describe('an answer', () => {
  it('lets a browser load nothing that it does not name', async () => {
    const directives = (await send('GET', '/verify/', {})).headers.get('content-security-policy')!.split(/;\s*/)
    expect(directives).toContain('default-src \'none\'')
    expect(directives).toContain('frame-ancestors \'none\'')
  })
})

describe('an index that begins with a time', () => {
  it('is where all write at once on a database that keeps it sorted over many machines: each is named for operators', async () => {
    const { rows } = await sql<{ name: string, first: string }>`select index_list.name, (select name from pragma_index_info(index_list.name) where seqno = 0) as first from sqlite_schema, pragma_index_list(sqlite_schema.name) as index_list where sqlite_schema.type = 'table'`.execute(store.db)
    const found = rows.filter(({ first }) => /(?:^|_)(?:at|window)$|At$|lastRequest/.test(first)).map(({ name }) => name)
    const page = await readFile(join(kitRoot, 'docs/scale.md'), 'utf8')
    const named = [...page.split('| Indexes that begin with a time |')[1]!.split('whoever')[0]!.matchAll(/`(\w+)`/g)].map(match => match[1])
    expect(found.sort()).toEqual(named.sort())
  })
})
