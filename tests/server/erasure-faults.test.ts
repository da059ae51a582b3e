import type { Dialect } from 'kysely'
import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { Database, Tables } from '../../server/storage/schema.ts'
import type { TestService } from './support/credit-service.ts'
import type { Fault, FaultPlan } from './support/faulty-dialect.ts'
import type { TestStore } from './support/stores.ts'
import { randomUUID } from 'node:crypto'
import { Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealAllRecords } from '../../server/ledger/seal.ts'
import { verifyEverything } from '../../server/ledger/verify-everything.ts'
import { keepHouse } from '../../server/privacy/housekeeping.ts'
import { defaultRetention } from '../../server/privacy/retention.ts'
import { grantRole } from '../../server/roles/role-grants.ts'
import { postgresDialect } from '../../server/storage/postgres.ts'
import { sqliteDialect } from '../../server/storage/sqlite.ts'
import { StoreUnavailableError } from '../../server/storage/store-unavailable.ts'
import { tolerateFaults } from '../../server/storage/tolerate-faults.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { BASE_URL, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { createPlan, faultyDialect, postgresFaults, sqliteFaults } from './support/faulty-dialect.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

const REPEATS = 3
/** Ways to fail after which nobody knows what took effect. Each of the others is met in turn, at every statement of somebody. */
const TELLING: readonly Fault[] = ['lost-after', 'io-after']

const profile = { givenName: 'Ophelia', familyName: 'Quartermaine', profession: 'physician' }

/* The k-th statement of an erasure, of housekeeping, of a change of roles and of a letter fails, for every k; whoever asked asks again. */
describe.each([
  ['SQLite', startSqlite, sqliteDialect, sqliteFaults],
  ['PostgreSQL', startPostgres, (url: string) => postgresDialect({ url, connections: 4 }), postgresFaults],
] as const)('when a statement fails on %s', (kind, start, dialect: (target: string) => Dialect, faults) => {
  let testStore: TestStore
  let db: Database
  let store: Store
  let bundle: CourseBundle
  let service: TestService
  let admin: string
  const plan: FaultPlan = createPlan(faults[0])

  beforeAll(async () => {
    testStore = await start()
    db = new Kysely<Tables>({ dialect: tolerateFaults(faultyDialect(dialect(testStore.target), plan)) })
    store = { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
    bundle = shortBundle(await realBundle())
    service = await startService(store, [bundle])
    await grantRole(store.writer, 'admin@example.org', 'admin', { actor: 'command line', now: service.service.now(), mayLeaveNoAdmin: true })
    admin = (await service.signIn('admin@example.org')).cookie!
  }, 60_000)
  afterAll(async () => {
    await db?.destroy()
    await testStore?.close()
  })

  /** Asks with the k-th statement failing, and again as long as it is told to come back. Answers with how many statements were sent. */
  async function ask(method: string, path: string, cookie: string, body: object | undefined, k: number | undefined): Promise<number> {
    const key = randomUUID()
    plan.count = 0
    plan.failAt = k
    for (let tries = 1; ; tries++) {
      const response = await service.app.request(BASE_URL + path, { method, headers: { 'origin': BASE_URL, cookie, 'content-type': 'application/json', 'idempotency-key': key }, body: body && JSON.stringify(body) })
      if (response.status === 503 && tries <= REPEATS)
        continue
      plan.failAt = undefined
      expect([path, k, response.status, response.status === 200 || await response.text()]).toEqual([path, k, 200, true])
      return plan.count
    }
  }

  /** The way in which statement k fails: each in turn, so that all come at neighbouring statements. */
  const inTurn = (k: number) => {
    plan.fault = faults[k % faults.length]!
  }

  async function learn(until: 'begun' | 'claimed'): Promise<{ email: string, cookie: string, learner: string, certificate: string }> {
    const email = `${randomUUID()}@example.org`
    const client = await service.signIn(email)
    let certificate = ''
    if (until === 'claimed') {
      certificate = await takeCourse(client, bundle, { profile })
    }
    else {
      await client.put('/api/me/profile', profile)
      await client.post(`/api/courses/${bundle.name}/enrolment`)
    }
    const { rows } = await sql<{ id: string }>`select "id" from "user" where "email" = ${email}`.execute(db)
    return { email, cookie: client.cookie!, learner: rows[0]!.id, certificate }
  }

  const counts = async (learner: string) => ({
    users: (await sql`select 1 from "user" where "id" = ${learner}`.execute(db)).rows.length,
    sessions: (await sql`select 1 from "session" where "userId" = ${learner}`.execute(db)).rows.length,
    enrolments: (await db.selectFrom('enrolment').select('id').where('learner', '=', learner).execute()).length,
    erasures: (await db.selectFrom('erasure').select('learner').where('learner', '=', learner).execute()).length,
    audited: (await db.selectFrom('audit').select('id').where('subject', '=', `learner:${learner}`).where('action', '=', 'erased learner').execute()).length,
  })

  it.each(faults.filter(fault => TELLING.includes(fault)))('%s: a learner who has begun is erased once, and wholly', async (fault) => {
    const erase = async (k: number | undefined) => {
      const { email, cookie, learner } = await learn('begun')
      const sent = await ask('DELETE', '/api/me', cookie, { email }, k)
      expect([k, await counts(learner)]).toEqual([k, { users: 0, sessions: 0, enrolments: 0, erasures: 1, audited: 1 }])
      return sent
    }
    plan.fault = fault
    const most = await erase(undefined)
    expect(most).toBeGreaterThan(15)
    plan.failed = 0
    for (let k = 1; k <= most; k++)
      await erase(k)
    expect(plan.failed).toBe(most)
  }, 120_000)

  it('a learner with credit keeps it, is erased once, and has the bodies erased in one record', async () => {
    const erase = async (k: number | undefined) => {
      const { email, cookie, learner, certificate } = await learn('claimed')
      const sent = await ask('DELETE', '/api/me', cookie, { email }, k)
      expect([k, await counts(learner)]).toEqual([k, { users: 0, sessions: 0, enrolments: 1, erasures: 1, audited: 1 }])
      const { enrolment } = await db.selectFrom('certificate').select('enrolment').where('id', '=', certificate).executeTakeFirstOrThrow()
      const records = await db.selectFrom('record').select(['kind', 'body']).where('chain', '=', enrolment).execute()
      expect([k, records.filter(({ kind }) => kind === 'bodies-erased').length, records.filter(({ kind, body }) => kind === 'answered' && body !== '').length]).toEqual([k, 1, 0])
      return sent
    }
    const most = await erase(undefined)
    plan.failed = 0
    for (let k = 1; k <= most; k++) {
      inTurn(k)
      await erase(k)
    }
    expect(plan.failed).toBe(most)
    await sealAllRecords(store, service.service.now)
    expect((await verifyEverything(db)).broken).toEqual([])
  }, 120_000)

  it('housekeeping erases what it has to once, and goes on where it was', async () => {
    const now = new Date(Date.now() + 4 * 366 * 86_400_000).toISOString()
    const sweep = async (k: number | undefined) => {
      const { learner } = await learn('begun')
      plan.count = 0
      plan.failAt = k
      for (let tries = 1; ; tries++) {
        try {
          await keepHouse(store, defaultRetention, { now })
          break
        }
        catch (error) {
          if (!(error instanceof StoreUnavailableError) || tries > REPEATS)
            throw error
        }
      }
      plan.failAt = undefined
      expect([k, await counts(learner)]).toEqual([k, { users: 0, sessions: 0, enrolments: 0, erasures: 1, audited: 1 }])
      return plan.count
    }
    // What the other tests left.
    await sweep(undefined)
    plan.failed = 0
    let k = 0
    do {
      inTurn(++k)
      await sweep(k)
    } while (plan.failed === k)
    expect(k).toBeGreaterThan(20)
    expect(await db.selectFrom('role_grant').select('address').execute()).toEqual([{ address: 'admin@example.org' }])
    await sealAllRecords(store, service.service.now)
    expect((await verifyEverything(db)).broken).toEqual([])
  }, 120_000)

  it.each(faults.filter(fault => TELLING.includes(fault)))('%s: a role is granted and taken away once, and the audit log says so once', async (fault) => {
    plan.fault = fault
    // Housekeeping was years ahead.
    admin = (await service.signIn('admin@example.org')).cookie!
    const change = async (k: number | undefined) => {
      const address = `${randomUUID()}@example.org`
      const granted = await ask('PUT', `/api/admin/roles/${address}`, admin, { role: 'admin' }, k)
      expect(await db.selectFrom('role_grant').select('role').where('address', '=', address).execute()).toEqual([{ role: 'admin' }])
      const revoked = await ask('DELETE', `/api/admin/roles/${address}`, admin, undefined, k)
      expect(await db.selectFrom('role_grant').select('role').where('address', '=', address).execute()).toEqual([])
      expect([k, (await db.selectFrom('audit').select('action').where('subject', '=', `address:${address}`).execute()).map(({ action }) => action).sort()]).toEqual([k, ['granted role admin', 'revoked role admin']])
      return Math.max(granted, revoked)
    }
    const most = await change(undefined)
    for (let k = 1; k <= most; k++)
      await change(k)
  }, 60_000)

  it('a certificate is mailed, and not again for the same request', async () => {
    const send = async (k: number | undefined, cookie: string, certificate: string) => {
      const before = service.letters.length
      const sent = await ask('POST', `/api/certificates/${certificate}/mail`, cookie, {}, k)
      expect([k, service.letters.length - before]).toEqual([k, 1])
      return sent
    }
    const first = await learn('claimed')
    const most = await send(undefined, first.cookie, first.certificate)
    for (let k = 1; k <= most; k++) {
      inTurn(k)
      await db.deleteFrom('certificate_mail_count').execute()
      await send(k, first.cookie, first.certificate)
    }
  }, 60_000)

  it('a count outside a transaction is never counted twice, though nobody knows whether it was counted', async () => {
    await sql`create table counted (id text primary key, value integer not null)`.execute(db)
    await sql`insert into counted values ('one', 0)`.execute(db)
    const count = sql`update counted set value = value + 1 where id = 'one'`
    const value = async () => (await sql<{ value: number }>`select value from counted`.execute(db)).rows[0]!.value
    plan.fault = kind === 'SQLite' ? 'io-after' : 'lost-after'
    plan.failStatement = count.compile(db).sql
    await expect(count.execute(db)).rejects.toThrow(StoreUnavailableError)
    expect(await value()).toBe(1)
    // What certainly left nothing behind is asked again by itself, and so is what only reads.
    plan.fault = kind === 'SQLite' ? 'busy' : 'refused'
    plan.failStatement = count.compile(db).sql
    await count.execute(db)
    expect(await value()).toBe(2)
    plan.fault = kind === 'SQLite' ? 'io-before' : 'lost-before'
    plan.failStatement = 'select value from counted'
    expect(await value()).toBe(2)
    expect(plan.failStatement).toBeUndefined()
  })
})
