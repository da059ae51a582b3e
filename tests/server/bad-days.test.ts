import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Database } from '../../server/storage/schema.ts'
import type { TestService } from './support/credit-service.ts'
import type { SmallDisk } from './support/small-disk.ts'
import type { TestPostgres, TestStore } from './support/stores.ts'
import type { Ask } from './support/walk-journey.ts'
import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sealRecords } from '../../server/ledger/seal.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { openPostgres } from '../../server/storage/postgres.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { freePort } from '../support/ports.ts'
import { BASE_URL, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { mountSmallDisk } from './support/small-disk.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { walkJourney } from './support/walk-journey.ts'

let bundle: CourseBundle
const closing: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  bundle = shortBundle(await realBundle())
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse())
    await close()
}, 60_000)

interface Days { store: TestStore, db: Database, service: TestService }

async function serve<Kind extends TestStore>(store: Kind, now?: () => string): Promise<Days & { store: Kind }> {
  closing.push(() => store.close())
  const db = store.open()
  const service = await startService({ kind: store.lanes === 1 ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: store.lanes }) }, [bundle], now)
  return { store, db, service }
}

interface Walk {
  /** Called before each step; what it returns is called when the step was first answered with 503. */
  before?: (step: string) => Promise<(() => Promise<unknown>) | void>
  email?: string
}

/** Walks a journey, making each request again while it is answered with 503. Tells which steps were. */
async function walk({ service }: Days, { before, email = `${randomUUID()}@example.org` }: Walk = {}): Promise<{ certificate: string, refused: string[] }> {
  const refused: string[] = []
  let cookie: string | undefined
  const ask: Ask = async (step, method, path, body, key) => {
    let mend = await before?.(step)
    while (true) {
      const response = await service.app.request(BASE_URL + path, {
        method,
        headers: { origin: BASE_URL, ...cookie && { cookie }, ...body !== undefined && { 'content-type': 'application/json' }, ...key && { 'idempotency-key': key } },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
      const reply = /json/.test(response.headers.get('content-type') ?? '') ? await response.json() : await response.text()
      if (response.status !== 503)
        return { status: response.status, body: reply }
      refused.push(step)
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
      expect(reply).toMatchObject({ code: 'store-unavailable', title: expect.stringContaining('try again') })
      await mend?.()
      mend = undefined
    }
  }
  const { certificate } = await walkJourney({ ask, email, code: () => service.codes.get(email)!, bundle })
  return { certificate, refused }
}

/** One of each, in the order of the journey, and a chain that verifies. */
async function expectWhole({ db, service }: Days, certificate: string): Promise<void> {
  await sealRecords(service.service.store.writer, bundle.name, service.service.now())
  const { enrolment } = await db.selectFrom('certificate').select('enrolment').where('id', '=', certificate).executeTakeFirstOrThrow()
  const kinds = (await db.selectFrom('record').select('kind').where('chain', '=', enrolment).orderBy('seq').execute()).map(row => row.kind)
  expect(kinds).toEqual(['enrolled', 'acknowledged', 'pre-test-answered', 'pre-test-answered', 'pre-test-finished', 'lecture-progressed', 'attempt-started', 'answered', 'answered', 'attempt-submitted', 'evaluated', 'claimed', 'certificate-issued'])
  expect((await verifyLedger(db)).broken).toEqual([])
}

it('the clock goes back a day in the middle of a journey: records stay in their order', async () => {
  let shift = 0
  const days = await serve(await startSqlite(), () => new Date(Date.now() + shift).toISOString())
  const { certificate } = await walk(days, { before: async (step) => {
    if (step === 'start post-test')
      shift = -86_400_000
  } })
  await expectWhole(days, certificate)
  const times = (await days.db.selectFrom('record').select(['at']).where('chain', 'not like', 'seals:%').orderBy('seq').execute()).map(row => row.at)
  expect(times).toEqual([...times].sort())
})

describe('the file of SQLite is locked by another process', () => {
  it.each([['for a moment: nobody is told', 300, 0], ['for long: everybody is told to come back', 7000, 1]] as const)('%s', async (_, milliseconds, least) => {
    const days = await serve(await startSqlite())
    const other = new DatabaseSync(days.store.target)
    closing.push(async () => other.close())
    let locked = false
    const { certificate, refused } = await walk(days, { before: async (step) => {
      if (step !== 'answer, post-test' || locked)
        return
      locked = true
      other.exec('begin immediate')
      void wait(milliseconds).then(() => other.exec('commit'))
      // The service answers others meanwhile: a lock must not stop the process.
      expect((await days.service.app.request(`${BASE_URL}/health`)).status).toBe(200)
      expect((await days.service.app.request(`${BASE_URL}/api/courses`)).status).toBe(200)
    } })
    expect(refused.length).toBeGreaterThanOrEqual(least)
    if (!least)
      expect(refused).toEqual([])
    await expectWhole(days, certificate)
  }, 60_000)
})

describe('the disk is full', () => {
  it('of SQLite: everybody is told, and it goes on when there is room again', async ({ skip }) => {
    const disk = await mountSmallDisk(4)
    if (!disk)
      return skip('this user may not mount a disk')
    closing.push(disk.unmount)
    const days = await serve(await startSqlite(disk.folder))
    const { certificate, refused } = await walk(days, { before: fillAt(disk, ['profile', 'claim']) })
    expect([...new Set(refused)]).toEqual(['profile', 'claim'])
    await expectWhole(days, certificate)
  }, 60_000)

  it('of PostgreSQL: everybody is told, and it goes on when there is room and the server is back', async ({ skip }) => {
    const disk = await mountSmallDisk(180)
    if (!disk)
      return skip('this user may not mount a disk')
    closing.push(disk.unmount)
    const days = await serve(await startPostgres(disk.folder))
    // Writes until the disk says no: PostgreSQL reuses the room of its log for a while.
    const { certificate, refused } = await walk(days, { before: async (step) => {
      if (step !== 'claim')
        return
      disk.fill()
      await burden(days.db)
      return async () => {
        await disk.clear()
        await days.store.crash().catch(() => {})
        await days.store.restart()
      }
    } })
    expect(new Set(refused)).toEqual(new Set(['claim']))
    await expectWhole(days, certificate)
  }, 120_000)

  function fillAt(disk: SmallDisk, steps: readonly string[]) {
    const seen = new Set<string>()
    return async (step: string) => {
      if (!steps.includes(step) || seen.has(step))
        return
      seen.add(step)
      disk.fill()
      return disk.clear
    }
  }

  /** Writes what nobody needs until the database can write no more. */
  async function burden(db: Database): Promise<void> {
    for (let time = 0; time < 200; time++) {
      try {
        await db.insertInto('audit').values({ id: randomUUID(), at: '', actor: '', action: 'burden', subject: '', reason: randomUUID().repeat(30_000) }).execute()
      }
      catch {
        return
      }
    }
    throw new Error('the disk did not fill')
  }
})

it('a database that is away when the service starts is named as such, and nobody is told to restore a backup', async () => {
  const db = openPostgres({ url: `postgres://user:secret@127.0.0.1:${await freePort()}/none` })
  closing.push(() => db.destroy())
  const error = await migrate(db).catch((error: unknown) => error)
  expect(error).toMatchObject({ code: 'database-unreachable', message: 'The database cannot be reached: ECONNREFUSED.', mend: expect.stringContaining('DATABASE_URL') })
  expect(JSON.stringify(error)).not.toContain('secret')
})

describe('the server of PostgreSQL is stopped in the middle of a journey', () => {
  it.each([
    ['as an operator does', (store: TestPostgres) => store.stop()],
    ['as a power cut does', (store: TestPostgres) => store.crash()],
  ])('%s: everybody is told, and it goes on when it is back', async (_, stop) => {
    const days = await serve(await startPostgres())
    const stopped = ['ask for a code', 'submit', 'certificate']
    const { certificate, refused } = await walk(days, { before: async (step) => {
      if (!stopped.includes(step))
        return
      await stop(days.store)
      return () => days.store.restart()
    } })
    expect([...new Set(refused)]).toEqual(stopped)
    expect((await days.service.app.request(`${BASE_URL}/ready`)).status).toBe(200)
    await expectWhole(days, certificate)
  }, 120_000)
})
