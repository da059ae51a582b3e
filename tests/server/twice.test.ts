import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Enrolment } from '../../server/journey/enrolments.ts'
import type { Database } from '../../server/storage/schema.ts'
import type { Writer } from '../../server/storage/writer.ts'
import type { TestService } from './support/credit-service.ts'
import type { FaultPlan } from './support/faulty-dialect.ts'
import type { TestStore } from './support/stores.ts'
import { randomUUID } from 'node:crypto'
import { Kysely, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { carryOut, enrol } from '../../server/journey/enrolments.ts'
import { sealRecords } from '../../server/ledger/seal.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { postgresDialect } from '../../server/storage/postgres.ts'
import { sqliteDialect } from '../../server/storage/sqlite.ts'
import { tolerateFaults } from '../../server/storage/tolerate-faults.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { crashPolicy, crashRules } from './support/crash-policy.ts'
import { BASE_URL, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { createPlan, faultyDialect } from './support/faulty-dialect.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { walkJourney } from './support/walk-journey.ts'

const now = '2026-11-22T10:00:00.000Z'

/* What two processes do at the same moment, and what one does again because it was not told that it was done. */
describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
] as const)('twice on %s', (kind, start) => {
  let store: TestStore
  let db: Database
  let plan: FaultPlan
  let bundle: CourseBundle
  /** Each with connections of its own, as processes have. */
  let writers: Writer[]
  let services: TestService[]

  beforeAll(async () => {
    store = await start()
    db = store.open()
    plan = createPlan(kind === 'SQLite' ? 'io-after' : 'lost-after')
    const dialect = kind === 'SQLite' ? sqliteDialect(store.target) : postgresDialect({ url: store.target, connections: 4 })
    const faulty = new Kysely<any>({ dialect: tolerateFaults(faultyDialect(dialect, plan)) })
    const databases = [db, store.open(), faulty]
    writers = databases.map(database => createWriter(database, { lanes: store.lanes }))
    bundle = shortBundle(await realBundle())
    services = []
    for (const [index, database] of databases.slice(0, 2).entries())
      services.push(await startService({ kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db: database, writer: writers[index]! }, [bundle], undefined, services[0] && { key: services[0].service.key }))
  }, 60_000)
  beforeEach(async () => {
    for (const table of ['enrolment', 'record', 'unsealed'] as const)
      await db.deleteFrom(table).execute()
  })
  afterAll(() => store?.close())

  async function learners(count: number, writer = writers[0]!): Promise<Enrolment[]> {
    return Promise.all(Array.from({ length: count }, async () => {
      const outcome = await enrol(writer, randomUUID(), crashPolicy, { now, id: randomUUID() })
      if (!('enrolment' in outcome))
        throw new Error(outcome.refusal.message)
      return outcome.enrolment
    }))
  }

  const records = async () => Number((await db.selectFrom('record').select(eb => eb.fn.countAll().as('count')).where('kind', '=', 'acknowledged').executeTakeFirstOrThrow()).count)
  const acknowledge = (writer: Writer, enrolment: Enrolment, request: string = randomUUID()) => carryOut(writer, enrolment, { kind: 'acknowledge', frontMatter: 'f1' }, crashRules, { now, request })

  it('two processes enrol a learner at the same moment: once', async () => {
    for (let round = 0; round < 10; round++) {
      const learner = randomUUID()
      const outcomes = await Promise.all(writers.slice(0, 2).map(writer => enrol(writer, learner, crashPolicy, { now, id: randomUUID() })))
      expect(outcomes[0]).toEqual(outcomes[1])
      expect(await db.selectFrom('enrolment').select('id').where('learner', '=', learner).execute()).toHaveLength(1)
    }
    expect((await verifyLedger(db)).broken).toEqual([])
  })

  it('two processes carry out the same request at the same moment: once', async () => {
    const enrolments = await learners(10)
    for (const enrolment of enrolments) {
      const request = randomUUID()
      const [first, second] = await Promise.all(writers.slice(0, 2).map(writer => acknowledge(writer, enrolment, request)))
      expect(first).toEqual(second)
    }
    expect(await records()).toBe(10)
  })

  it('two processes seal at the same moment: every record is in one seal', async () => {
    const enrolments = await learners(20)
    await Promise.all(enrolments.map(enrolment => acknowledge(writers[0]!, enrolment)))
    const sealed = await Promise.all(writers.slice(0, 2).map(writer => sealRecords(writer, crashPolicy.course, now)))
    expect(sealed[0]! + sealed[1]!).toBe(40)
    const seals = await db.selectFrom('record').select('body').where('kind', '=', 'sealed').execute()
    const places = seals.flatMap(({ body }) => (JSON.parse(body) as [string, number, string][]).map(([chain, seq]) => `${chain}/${seq}`))
    expect([places.length, new Set(places).size]).toEqual([40, 40])
    expect(await verifyLedger(db)).toMatchObject({ broken: [], unsealed: 0 })
  })

  it('a learner whose requests go to another process each time gets through, and everything is there once', async () => {
    const email = `${randomUUID()}@example.org`
    let cookie: string | undefined
    let turn = 0
    const { certificate } = await walkJourney({ email, bundle, code: () => services.map(({ codes }) => codes.get(email)).find(code => code)!, ask: async (_step, method, path, body, key) => {
      const response = await services[turn++ % 2]!.app.request(BASE_URL + path, { method, headers: { origin: BASE_URL, ...cookie && { cookie }, ...body !== undefined && { 'content-type': 'application/json' }, ...key && { 'idempotency-key': key } }, body: body === undefined ? undefined : JSON.stringify(body) })
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
      return { status: response.status, body: /json/.test(response.headers.get('content-type') ?? '') ? await response.json() : await response.text() }
    } })
    const { enrolment } = await db.selectFrom('certificate').select('enrolment').where('id', '=', certificate).executeTakeFirstOrThrow()
    const kinds = (await db.selectFrom('record').select('kind').where('chain', '=', enrolment).orderBy('seq').execute()).map(({ kind }) => kind)
    expect(kinds.filter(kind => kind === 'claimed' || kind === 'attempt-submitted')).toEqual(['attempt-submitted', 'claimed'])
    expect((await verifyLedger(db)).broken).toEqual([])
  })

  it('a code that is entered in two processes at the same moment signs in once', async () => {
    const email = `${randomUUID()}@example.org`
    const ask = (service: TestService, path: string, body: unknown) => service.app.request(BASE_URL + path, { method: 'POST', headers: { 'content-type': 'application/json', 'origin': BASE_URL }, body: JSON.stringify(body) })
    await ask(services[0]!, '/api/auth/email-otp/send-verification-otp', { email, type: 'sign-in' })
    const otp = services[0]!.codes.get(email)
    const responses = await Promise.all(services.map(service => ask(service, '/api/auth/sign-in/email-otp', { email, otp })))
    expect(responses.map(response => response.status).sort()).toEqual([200, 400])
    const { rows } = await sql`select "user"."id" from "user" join "session" on "session"."userId" = "user"."id" where "user"."email" = ${email}`.execute(db)
    expect(rows).toHaveLength(1)
  })

  it('writes that share a COMMIT whose answer is lost are there once, and each is answered', async () => {
    const enrolments = await learners(30)
    plan.failStatement = 'commit'
    const outcomes = await Promise.all(enrolments.map(enrolment => acknowledge(writers[2]!, enrolment)))
    expect(plan.failed).toBe(1)
    expect(outcomes.every(outcome => 'journey' in outcome && outcome.journey.acknowledged)).toBe(true)
    expect(await records()).toBe(30)
    expect((await verifyLedger(db)).broken).toEqual([])
  })

  it('one write that fails among fifty fails alone, and the others are there once', async () => {
    const enrolments = await learners(50)
    const transactions = { count: 0 }
    const good = enrolments.map(enrolment => acknowledge(writers[0]!, enrolment))
    const bad = writers[0]!.write('bad', async () => {
      transactions.count++
      throw new Error('poison')
    })
    const [outcomes] = await Promise.all([Promise.all(good), expect(bad).rejects.toThrow('poison')])
    expect(outcomes.every(outcome => 'journey' in outcome)).toBe(true)
    expect(await records()).toBe(50)
    // Found by halves, and not by giving each of them a transaction.
    expect(transactions.count).toBeLessThan(10)
  })
})
