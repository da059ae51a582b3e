import type { SigningKey } from '../../server/certificates/signing-keys.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { Released } from './support/record-released.ts'
import type { TestStore } from './support/stores.ts'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findMiscounts } from '../../server/counting/compare-counters.ts'
import { PROTOCOL, PROTOCOL_HEADER } from '../../server/http/protocol.ts'
import { speakProtocol } from '../../server/http/speak-protocol.ts'
import { keepHouse } from '../../server/privacy/housekeeping.ts'
import { defaultRetention } from '../../server/privacy/retention.ts'
import { readCourseReport } from '../../server/reports/course-report.ts'
import { grantRole } from '../../server/roles/role-grants.ts'
import { BREAKS_EARLIER, migrate } from '../../server/storage/migrate.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { BASE_URL, startService } from './support/credit-service.ts'
import { ADDRESSES, readTables } from './support/record-released.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

/*
 * Processes are replaced one after the other: the release before and this one work on one database, and pages of each meet processes of
 * the other. What the release before asked, was answered and wrote was recorded there (support/record-released.ts).
 */

/** What is answered otherwise on purpose, and why; pages of before show nothing where nothing is told. */
const otherwise = [
  { request: /\/report$/, place: /^\/(?:evaluation\/\d+|bias|commitment\/\d+)\/(?:counts|words) has 0/, why: 'of few evaluations nothing is told' },
]

const FOLDER = new URL('../fixtures/released/', import.meta.url)
const releases = readdirSync(FOLDER).map(file => [file, JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Released] as const)

describe.each([['SQLite', startSqlite], ['PostgreSQL', startPostgres]] as const)('an update without closing, on %s', (kind, start) => {
  let testStore: TestStore
  let key: SigningKey | undefined
  beforeAll(async () => {
    testStore = await start()
  }, 60_000)
  afterAll(() => testStore?.close())

  it.each(releases)('answers pages of %s as they were answered, or with more', async (_, { bundle, exchanges }) => {
    const db = testStore.open()
    const service = await startService({ kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }, [bundle], undefined, key && { key })
    key = service.service.key
    await grantRole(service.service.store.writer, ADDRESSES.office, 'admin', { actor: 'test', now: new Date().toISOString(), mayLeaveNoAdmin: true })
    const clients = { ann: await service.signIn(ADDRESSES.ann), office: await service.signIn(ADDRESSES.office) }
    const known = new Map<string, string>()
    const fill = <T>(value: T): T => value === undefined ? value : JSON.parse([...known].reduce((text, [name, actual]) => text.replaceAll(name, actual), JSON.stringify(value)))
    for (const { who, method, path, body, status, answer } of exchanges) {
      const response = await service.app.request(BASE_URL + fill(path), { method, headers: { 'origin': BASE_URL, 'cookie': clients[who].cookie!, 'x-forwarded-for': '10.0.0.1', 'idempotency-key': randomUUID(), ...body !== undefined && { 'content-type': 'application/json' } }, body: body === undefined ? undefined : JSON.stringify(fill(body)) })
      const text = await response.text()
      const what = `${who} ${method} ${path} ${JSON.stringify(body ?? '')}`
      expect([what, response.status, text.slice(0, 300)]).toEqual([what, status, text.slice(0, 300)])
      if (typeof answer === 'string')
        expect(text.split('\r\n')[0]!.split(',')).toEqual(expect.arrayContaining(answer.split('\r\n')[0]!.split(',')))
      else if (answer !== null)
        expect([what, missing(answer, JSON.parse(text), known).filter(found => !otherwise.some(({ request, place }) => request.test(path) && place.test(found)))]).toEqual([what, []])
    }
    expect([...known.keys()].sort()).toEqual(['{certificate}', '{enrolment}', '{learner}'])
  }, 60_000)

  it.each(releases)('leaves what processes of %s write writable', async (_, { tables }) => {
    const now = await readTables(testStore.open())
    for (const [table, columns] of Object.entries(tables)) {
      expect([table, Object.keys(columns).filter(column => !now[table]?.[column])]).toEqual([table, []])
      // What they do not know of, they leave out.
      const newlyNeeded = Object.entries(now[table]!).filter(([column, { needed }]) => needed && !columns[column]).map(([column]) => column)
      expect([table, newlyNeeded]).toEqual([table, []])
    }
  })

  it('finds what a process of before wrote beside it, and takes from the reports what it erased', async () => {
    const db = testStore.open()
    const bundle = { ...releases[0]![1].bundle, name: 'beside', version: 'beside-1' }
    const store: Store = { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
    const service = await startService(store, [bundle], undefined, key && { key })
    for (const givenName of ['Ann', 'Ben'])
      await takeCourse(await service.signIn(), bundle, { profile: { givenName, familyName: 'Miller', profession: 'nurse' } })
    const sums = async () => {
      const { learners, passed, evaluations, items, uncounted } = (await readCourseReport(db, 'beside'))!
      return { learners, passed, evaluations, n: items[0]!.n, uncounted }
    }
    // Nothing was counted when it was written, as by the release before: the columns say so by themselves.
    expect(await db.selectFrom('evaluation').select('counted').where('course', '=', 'beside').execute()).toEqual([{ counted: 0 }, { counted: 0 }])
    expect(await sums()).toEqual({ learners: 2, passed: 2, evaluations: 2, n: 2, uncounted: 0 })
    // As the release before erases: it takes nothing from the counters.
    const { enrolment } = await db.selectFrom('evaluation').select('enrolment').where('course', '=', 'beside').executeTakeFirstOrThrow()
    for (const table of ['first_attempt', 'evaluation'] as const)
      await db.deleteFrom(table).where('enrolment', '=', enrolment).execute()
    expect(await findMiscounts(db)).not.toEqual([])
    await keepHouse(store, defaultRetention, { now: new Date().toISOString(), recount: true })
    expect(await findMiscounts(db)).toEqual([])
    expect(await sums()).toEqual({ learners: 2, passed: 2, evaluations: 1, n: 1, uncounted: 0 })
  }, 60_000)

  it('lets a process of an earlier release start again on what a later one has changed', async () => {
    const db = testStore.open()
    await migrate(db)
    const did = (name: string) => sql`insert into "kysely_migration" ("name", "timestamp") values (${name}, ${new Date().toISOString()})`.execute(db)
    await did('001-a-later-one')
    await did('999-another')
    await migrate(db)
    await did(`999-one-that${BREAKS_EARLIER}`)
    await expect(migrate(db)).rejects.toMatchObject({ code: 'database-migration', message: expect.stringContaining('a later version') })
    await sql`delete from "kysely_migration" where "name" like '999-one-that%'`.execute(db)
  })
})

describe('a page and a process of different releases', () => {
  const app = (options?: Parameters<typeof speakProtocol>[0]) => {
    let asked = 0
    const hono = new Hono()
    hono.use(speakProtocol(options) as never)
    hono.post('/', context => context.json({ asked: ++asked }))
    return { asked: () => asked, ask: (headers: Record<string, string>) => hono.request('/', { method: 'POST', headers }) }
  }

  it('do nothing by halves when the page is the newer one', async () => {
    const { ask, asked } = app({ newest: 4 })
    const response = await ask({ [PROTOCOL_HEADER]: '5' })
    expect([response.status, response.headers.get('retry-after'), response.headers.get(PROTOCOL_HEADER), await response.json(), asked()]).toEqual([503, '2', '4', expect.objectContaining({ code: 'being-updated' }), 0])
  })

  it('understand each other when the page is the older one, until it is too old', async () => {
    const { ask } = app({ newest: 4, oldest: 3 })
    expect((await ask({ [PROTOCOL_HEADER]: '3', 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    const response = await ask({ [PROTOCOL_HEADER]: '2', 'sec-fetch-site': 'same-origin' })
    // 503 and not 409: the pages of all releases keep what they wanted to send.
    expect([response.status, await response.json()]).toMatchObject([503, { code: 'page-outdated' }])
    expect((await ask({ 'sec-fetch-site': 'same-origin' })).status).toBe(503)
    // Programs say nothing.
    expect((await ask({})).status).toBe(200)
    expect((await ask({ [PROTOCOL_HEADER]: 'x'.repeat(50) })).status).toBe(200)
  })

  it('of this release tell each other', async () => {
    const { ask } = app()
    const response = await ask({ [PROTOCOL_HEADER]: String(PROTOCOL), 'sec-fetch-site': 'same-origin' })
    expect([response.status, response.headers.get(PROTOCOL_HEADER)]).toEqual([200, String(PROTOCOL)])
  })
})

/** Where an answer has less than the recorded one, or something of another type. Learns what stands in braces. */
function missing(recorded: unknown, actual: unknown, known: Map<string, string>, path = ''): string[] {
  const name = /^\{\w+\}$/.exec(String(recorded))?.[0]
  if (name && typeof actual === 'string') {
    if (known.has(name))
      return known.get(name) === actual ? [] : [`${path} is another ${name}`]
    known.set(name, actual)
    return []
  }
  // Questions are shuffled, each time otherwise.
  const idOf = (entry: unknown) => typeof entry === 'object' && entry !== null ? (entry as { id?: unknown }).id : undefined
  if (Array.isArray(recorded) && Array.isArray(actual) && recorded.length && recorded.every(entry => typeof idOf(entry) === 'string' && actual.some(other => idOf(other) === idOf(entry))))
    return recorded.flatMap(entry => missing(entry, actual.find(other => idOf(other) === idOf(entry)), known, `${path}/${idOf(entry) as string}`))
  if (Array.isArray(recorded))
    return Array.isArray(actual) ? recorded.flatMap((entry, index) => index < actual.length ? missing(entry, actual[index], known, `${path}/${index}`) : [`${path} has ${actual.length} instead of ${recorded.length}`]) : [`${path} is no list`]
  if (typeof recorded === 'object' && recorded !== null)
    return typeof actual === 'object' && actual !== null ? Object.entries(recorded).flatMap(([key, entry]) => key in actual ? missing(entry, (actual as Record<string, unknown>)[key], known, `${path}/${key}`) : [`${path}/${key} is missing`]) : [`${path} is no object`]
  return (recorded === null) === (actual === null) && typeof recorded === typeof actual ? [] : [`${path}: ${JSON.stringify(actual)} instead of ${JSON.stringify(recorded)}`]
}
