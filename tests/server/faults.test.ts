import type { Dialect } from 'kysely'
import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { Database, Tables } from '../../server/storage/schema.ts'
import type { TestService } from './support/credit-service.ts'
import type { FaultPlan } from './support/faulty-dialect.ts'
import type { TestStore } from './support/stores.ts'
import type { Ask } from './support/walk-journey.ts'
import { randomUUID } from 'node:crypto'
import { Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUp } from '../../server/counting/add-up.ts'
import { findMiscounts } from '../../server/counting/compare-counters.ts'
import { countUncounted } from '../../server/counting/what-is-uncounted.ts'
import { sealRecords } from '../../server/ledger/seal.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { readCourseReport } from '../../server/reports/course-report.ts'
import { postgresDialect } from '../../server/storage/postgres.ts'
import { sqliteDialect } from '../../server/storage/sqlite.ts'
import { StoreUnavailableError } from '../../server/storage/store-unavailable.ts'
import { tolerateFaults } from '../../server/storage/tolerate-faults.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { BASE_URL, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { createPlan, faultyDialect, postgresFaults, sqliteFaults } from './support/faulty-dialect.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { CLAIMED, walkJourney } from './support/walk-journey.ts'

/*
 * A whole journey, again and again. In the first, nothing fails, and the statements of each step are counted. In the k-th
 * after it, the k-th statement of every step fails, so that every statement of the journey has failed once in every way.
 */

/** As often as a client repeats a request that is answered with 503. */
const REPEATS = 3
/** No step that only reads sends more statements. */
const MOST_OF_A_READ = 5

describe.each([
  ['SQLite', startSqlite, sqliteDialect, sqliteFaults],
  ['PostgreSQL', startPostgres, (url: string) => postgresDialect({ url, connections: 4 }), postgresFaults],
] as const)('when a statement fails on %s', (kind, start, dialect: (target: string) => Dialect, faults) => {
  let testStore: TestStore
  let db: Database
  let service: TestService
  let bundle: CourseBundle
  const plan: FaultPlan = createPlan(faults[0])
  /** Statements of each step when nothing fails. */
  const clean = new Map<string, number>()
  let cleanKinds: string[]

  beforeAll(async () => {
    testStore = await start()
    db = new Kysely<Tables>({ dialect: tolerateFaults(faultyDialect(dialect(testStore.target), plan)) })
    const store: Store = { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
    bundle = shortBundle(await realBundle())
    service = await startService(store, [bundle])
    // What the first request finds out once.
    await service.signIn()
    const { certificate } = await journey(undefined)
    cleanKinds = await kindsOf(certificate)
  }, 60_000)
  afterAll(async () => {
    await db?.destroy()
    await testStore?.close()
  })

  /** Fails the k-th statement of every step; counts them when `k` is undefined. */
  async function journey(k: number | undefined): Promise<{ certificate: string, email: string }> {
    const email = `${randomUUID()}@example.org`
    const times = new Map<string, number>()
    let cookie: string | undefined
    const ask: Ask = async (step, method, path, body, key) => {
      const nth = `${step} ${times.get(step) ?? 1}`
      times.set(step, (times.get(step) ?? 1) + 1)
      plan.count = 0
      plan.failAt = k
      for (let tries = 1; ; tries++) {
        const response = await service.app.request(BASE_URL + path, {
          method,
          headers: { origin: BASE_URL, ...cookie && { cookie }, ...body !== undefined && { 'content-type': 'application/json' }, ...key && { 'idempotency-key': key } },
          body: body === undefined ? undefined : JSON.stringify(body),
        })
        cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
        if (k === undefined)
          clean.set(nth, plan.count)
        if (response.status === 503 && tries <= REPEATS) {
          expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
          continue
        }
        plan.failAt = undefined
        expect([step, k, response.status < 500 || response.status]).toEqual([step, k, true])
        return { status: response.status, body: /json/.test(response.headers.get('content-type') ?? '') ? await response.json() : await response.text() }
      }
    }
    const { certificate } = await walkJourney({ ask, email, code: () => service.codes.get(email)!, bundle, readBack: k === undefined || k <= MOST_OF_A_READ })
    await failing('seal', k, () => sealRecords(service.service.store.writer, bundle.name, service.service.now()))
    await failing('count', k, () => addUp({ db }, bundle.name))
    return { certificate, email }
  }

  async function failing(step: string, k: number | undefined, work: () => Promise<unknown>): Promise<void> {
    plan.count = 0
    plan.failAt = k
    for (let tries = 1; ; tries++) {
      try {
        await work()
        break
      }
      catch (error) {
        if (!(error instanceof StoreUnavailableError) || tries > REPEATS)
          throw error
      }
    }
    if (k === undefined)
      clean.set(step, plan.count)
    plan.failAt = undefined
  }

  async function kindsOf(certificate: string): Promise<string[]> {
    const { enrolment } = await db.selectFrom('certificate').select('enrolment').where('id', '=', certificate).executeTakeFirstOrThrow()
    return (await db.selectFrom('record').select('kind').where('chain', '=', enrolment).orderBy('seq').execute()).map(row => row.kind)
  }

  it('a clean journey sends statements that can fail', () => {
    expect(clean.size).toBeGreaterThan(15)
    expect(Math.min(...clean.values())).toBeGreaterThan(0)
    expect(['read profile', 'read journey', 'look certificate up', 'certificate'].every(step => clean.get(`${step} 1`)! <= MOST_OF_A_READ)).toBe(true)
    expect(plan.statements.filter(statement => statement === 'commit').length).toBeGreaterThan(10)
  })

  it.each(faults)('%s: every record is there once', async (fault) => {
    plan.fault = fault
    const most = Math.max(...clean.values())
    for (let k = 1; k <= most; k++) {
      plan.failed = 0
      const { certificate, email } = await journey(k)
      // A later statement is not always reached: what failed before it may have been answered without it.
      expect(plan.failed).toBeGreaterThan(0)
      expect([k, await kindsOf(certificate)]).toEqual([k, cleanKinds])
      const { enrolment } = await db.selectFrom('certificate').select('enrolment').where('id', '=', certificate).executeTakeFirstOrThrow()
      expect(await db.selectFrom('certificate').select('id').where('enrolment', '=', enrolment).execute()).toEqual([{ id: certificate }])
      expect(await db.selectFrom('enrolment').select(['step', 'credits']).where('id', '=', enrolment).execute()).toEqual([{ step: 'done', credits: CLAIMED * 100 }])
      const sessions = await sql`select "session"."id" from "user" join "session" on "session"."userId" = "user"."id" where "user"."email" = ${email}`.execute(db)
      expect([k, sessions.rows.length]).toEqual([k, 1])
    }
    expect(await verifyLedger(db)).toMatchObject({ broken: [], unsealed: 0 })
    expect([await findMiscounts(db), await countUncounted(db, bundle.name, bundle.version)]).toEqual([[], 0])
    const { n } = await db.selectFrom('enrolment').select(({ fn }) => fn.countAll().as('n')).executeTakeFirstOrThrow()
    expect(await readCourseReport(db, bundle.name)).toMatchObject({ learners: Number(n), claimed: Number(n), evaluations: Number(n), items: [{ n: Number(n) }, { n: Number(n) }] })
  }, 240_000)
})
