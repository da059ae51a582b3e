import type { Dialect } from 'kysely'
import type { Store } from '../../server/storage/open-store.ts'
import type { Database, Tables } from '../../server/storage/schema.ts'
import type { TestService } from './support/credit-service.ts'
import type { FaultPlan } from './support/faulty-dialect.ts'
import type { TestStore } from './support/stores.ts'
import { randomUUID } from 'node:crypto'
import { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealRecords } from '../../server/ledger/seal.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { grantRole } from '../../server/roles/role-grants.ts'
import { postgresDialect } from '../../server/storage/postgres.ts'
import { sqliteDialect } from '../../server/storage/sqlite.ts'
import { tolerateFaults } from '../../server/storage/tolerate-faults.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { BASE_URL, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { createPlan, faultyDialect, postgresFaults, sqliteFaults } from './support/faulty-dialect.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

const COURSE = 'low-dose-naltrexone'
const REPEATS = 3

/* The k-th statement of a correction and of an export fails, for every k, in every way; the office asks again. */
describe.each([
  ['SQLite', startSqlite, sqliteDialect, sqliteFaults],
  ['PostgreSQL', startPostgres, (url: string) => postgresDialect({ url, connections: 4 }), postgresFaults],
] as const)('when a statement fails on %s', (kind, start, dialect: (target: string) => Dialect, faults) => {
  let testStore: TestStore
  let db: Database
  let service: TestService
  let cookie: string
  let enrolment: string
  const plan: FaultPlan = createPlan(faults[0])

  beforeAll(async () => {
    testStore = await start()
    db = new Kysely<Tables>({ dialect: tolerateFaults(faultyDialect(dialect(testStore.target), plan)) })
    const store: Store = { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
    const short = shortBundle(await realBundle())
    const bundle = { ...short, meta: { ...short.meta, accreditation: 'accme' as const } }
    service = await startService(store, [bundle])
    await grantRole(store.writer, 'office@example.org', 'office', { actor: 'command line', now: service.service.now(), mayLeaveNoAdmin: true })
    cookie = (await service.signIn('office@example.org')).cookie!
    const certificate = await takeCourse(await service.signIn(), bundle, { profile: { givenName: 'Ann', familyName: 'Miller', profession: 'physician', npi: '1234567893', birthMonthDay: '04-30' } })
    enrolment = (await db.selectFrom('certificate').select('enrolment').where('id', '=', certificate).executeTakeFirstOrThrow()).enrolment
    await ask('/pars/exports', { provider: '1234567', module: '123456789' }, undefined)
  }, 60_000)
  afterAll(async () => {
    await db?.destroy()
    await testStore?.close()
  })

  /** Asks with the k-th statement failing, and again as long as it is told to come back. Answers with how many were sent. */
  async function ask(path: string, body: object, k: number | undefined, key: string = randomUUID()): Promise<number> {
    plan.count = 0
    plan.failAt = k
    const url = `${BASE_URL}/api/office/${path.startsWith('/pars') ? `courses/${COURSE}` : `enrolments/${enrolment}`}${path}`
    for (let tries = 1; ; tries++) {
      const response = await service.app.request(url, { method: 'POST', headers: { 'origin': BASE_URL, cookie, 'content-type': 'application/json', 'idempotency-key': key }, body: JSON.stringify(body) })
      if (response.status === 503 && tries <= REPEATS)
        continue
      plan.failAt = undefined
      expect([path, k, response.status, response.status === 200 || await response.text()]).toEqual([path, k, 200, true])
      return plan.count
    }
  }

  it.each(faults)('%s: a correction is made once, reported once, and stands in the audit log once', async (fault) => {
    plan.fault = fault
    plan.failed = 0
    const state = async () => ({
      certificates: (await db.selectFrom('certificate').select('id').where('enrolment', '=', enrolment).execute()).length,
      corrections: (await db.selectFrom('record').select('seq').where('chain', '=', enrolment).where('kind', '=', 'claim-corrected').execute()).length,
      audited: (await db.selectFrom('audit').select('id').where('subject', '=', `enrolment:${enrolment}`).where('action', '=', 'correct-claim').execute()).length,
      added: (await db.selectFrom('pars_record').select('id').where('enrolment', '=', enrolment).where('action', '=', 'add').execute()).length,
      deleted: (await db.selectFrom('pars_record').select('id').where('enrolment', '=', enrolment).where('action', '=', 'delete').execute()).length,
    })
    const correctOnce = async (k: number | undefined) => {
      const { credits } = await db.selectFrom('enrolment').select('credits').where('id', '=', enrolment).executeTakeFirstOrThrow()
      const corrected = await ask('/corrections', { kind: 'correct-claim', credits: credits === 50 ? 0.25 : 0.5, reason: 'Left before the end' }, k)
      const exported = await ask('/pars/exports', { provider: '1234567', module: '123456789' }, k)
      return Math.max(corrected, exported)
    }
    const most = await correctOnce(undefined)
    expect(most).toBeGreaterThan(10)
    const before = await state()
    for (let k = 1; k <= most; k++) {
      await correctOnce(k)
      expect([k, await state()]).toEqual([k, { certificates: before.certificates + k, corrections: before.corrections + k, audited: before.audited + k, added: before.added + k, deleted: before.deleted + k }])
    }
    expect(plan.failed).toBeGreaterThanOrEqual(most)
    await sealRecords(service.service.store.writer, COURSE, service.service.now())
    expect((await verifyLedger(db)).broken).toEqual([])
  })
})
