import type { Database } from '../../server/storage/schema.ts'
import type { Writer } from '../../server/storage/writer.ts'
import type { TestStore } from './support/stores.ts'
import { readFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { eventsOf } from '../../server/journey/enrolments.ts'
import { replay } from '../../server/journey/journey.ts'
import { readChain } from '../../server/ledger/records.ts'
import { sealRecords } from '../../server/ledger/seal.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { COURSE, emptyLedger, eraseAnswers, seal, writeJourney } from './support/ledger.ts'
import { startPostgres, startSqlite } from './support/stores.ts'

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
])('the ledger on %s', (kind, start) => {
  let store: TestStore
  let db: Database
  let writer: Writer

  beforeAll(async () => {
    store = await start()
    db = store.open()
    await migrate(db)
    writer = createWriter(db, { lanes: store.lanes })
  }, 60_000)
  beforeEach(() => emptyLedger(db))
  afterAll(() => store?.close())

  it('holds after bodies were erased, and says how many', async () => {
    const chain = await writeJourney(writer)
    await seal(writer)
    expect(await eraseAnswers(writer, chain)).toBe(2)
    expect(await verifyLedger(db)).toMatchObject({ erased: 2, unsealed: 1, broken: [] })
    await seal(writer)
    expect(await verifyLedger(db)).toMatchObject({ erased: 2, unsealed: 0, broken: [] })
    // What was erased stays so, and is not written down twice.
    expect(await eraseAnswers(writer, chain)).toBe(0)
  })

  it('erases no claim, and leaves the journey readable', async () => {
    const chain = await writeJourney(writer)
    await eraseAnswers(writer, chain, ['answered', 'evaluated', 'claimed'])
    const journey = replay(eventsOf(await readChain(db, chain)))
    expect(journey).toMatchObject({ claim: { credits: 0.75 }, passedAt: expect.any(String), evaluatedAt: expect.any(String), evaluation: {} })
    expect(JSON.stringify(journey.attempts)).not.toContain('naïve')
  })

  it('can be erased twice in one chain, by two processes at once', async () => {
    const chain = await writeJourney(writer)
    const other = createWriter(store.open(), { lanes: store.lanes })
    const counts = await Promise.all([eraseAnswers(writer, chain, ['answered']), eraseAnswers(other, chain, ['answered', 'evaluated'])])
    expect(counts.reduce((sum, count) => sum + count)).toBe(2)
    expect(await verifyLedger(db)).toMatchObject({ erased: 2, broken: [] })
  })

  it('seals every record once, however many processes seal', async () => {
    const writers = [writer, ...[1, 2].map(() => createWriter(store.open(), { lanes: store.lanes }))]
    const stop = new AbortController()
    const sealing = writers.map(async (writer) => {
      while (!stop.signal.aborted) {
        await seal(writer)
        await wait(1)
      }
    })
    await Promise.all(Array.from({ length: 24 }, (_, index) => writeJourney(writers[index % writers.length]!)))
    stop.abort()
    await Promise.all(sealing)
    await seal(writer)
    expect(await verifyLedger(db)).toMatchObject({ chains: 25, unsealed: 0, broken: [] })
  }, 60_000)

  it('has its seals in the order of their times, though the clock is set back', async () => {
    await writeJourney(writer, 1)
    await sealRecords(writer, COURSE, '2026-11-22T12:00:00.000Z')
    await writeJourney(writer, 1)
    await sealRecords(writer, COURSE, '2026-11-22T11:00:00.000Z')
    const times = await db.selectFrom('record').select('at').where('kind', '=', 'sealed').orderBy('seq').execute()
    expect(times.map(({ at }) => at)).toEqual(['2026-11-22T12:00:00.000Z', '2026-11-22T12:00:00.000Z'])
  })

  it('is verified while others write and seal', async () => {
    const stop = new AbortController()
    const other = createWriter(store.open(), { lanes: store.lanes })
    const busy = (async () => {
      while (!stop.signal.aborted) {
        await writeJourney(other)
        await seal(other)
        await wait(1)
      }
    })()
    for (let round = 0; round < 10; round++)
      expect((await verifyLedger(db)).broken).toEqual([])
    stop.abort()
    await busy
  }, 60_000)

  if (kind === 'SQLite') {
    it('leaves none of the erased words in the file', async () => {
      const chain = await writeJourney(writer)
      const words = async () => {
        await sql`pragma wal_checkpoint(truncate)`.execute(db)
        return (await readFile(store.target)).includes('Good, but long')
      }
      expect(await words()).toBe(true)
      await eraseAnswers(writer, chain)
      expect(await words()).toBe(false)
    })
  }
})

describe('a ledger of the first format', () => {
  async function openFirstFormat(): Promise<Database> {
    const store = await startSqlite()
    onTestFinished(() => store.close())
    const file = new DatabaseSync(store.target)
    file.exec(await readFile(fileURLToPath(new URL('../fixtures/ledger/first-format.sql', import.meta.url)), 'utf8'))
    file.close()
    const db = store.open()
    await migrate(db)
    return db
  }
  const chain = 'd50a152e-4eac-4b89-8c3d-f59bbcc79dda'

  it('is opened and verified as it was written', async () => {
    const db = await openFirstFormat()
    expect(await verifyLedger(db)).toMatchObject({ chains: 4, records: 26, unsealed: 6, broken: [] })
    expect(replay(eventsOf(await readChain(db, chain))).claim).toMatchObject({ credits: 0.75 })
  })

  it('goes on in the present format, and its bodies can be erased', async () => {
    const db = await openFirstFormat()
    const writer = createWriter(db, { lanes: 1 })
    expect(await eraseAnswers(writer, chain)).toBe(2)
    await seal(writer)
    expect(await verifyLedger(db)).toMatchObject({ erased: 2, unsealed: 0, broken: [] })
    await db.updateTable('record').set({ at: '2026-11-22T11:00:00.000Z' }).where('chain', '=', chain).where('kind', '=', 'answered').execute()
    expect((await verifyLedger(db)).broken).toEqual([expect.objectContaining({ chain, reason: 'was changed after it was erased' })])
  })

  it.each(['kind', 'body', 'salt', 'digest', 'at', 'previous', 'hash'] as const)('shows an edited %s', async (field) => {
    const db = await openFirstFormat()
    await db.updateTable('record').set({ [field]: '"edited"' }).where('chain', '=', chain).where('seq', '=', 3).execute()
    expect((await verifyLedger(db)).broken).toEqual([expect.objectContaining({ chain, seq: 3 })])
  })
})
