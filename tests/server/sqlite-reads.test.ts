import type { Database, Tables } from '../../server/storage/schema.ts'
import type { TestStore } from './support/stores.ts'
import { randomUUID } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../server/storage/migrate.ts'
import { sqliteDialect } from '../../server/storage/sqlite.ts'
import { StoreUnavailableError } from '../../server/storage/store-unavailable.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { startSqlite } from './support/stores.ts'

describe('reading on SQLite', () => {
  let store: TestStore
  let db: Database

  beforeEach(async () => {
    store = await startSqlite()
    db = store.open()
    await migrate(db)
  })
  afterEach(() => store.close())

  const profile = (learner: string) => ({ learner, body: '{}', updated_at: '2026-11-22T10:00:00.000Z', email: null })
  const learners = async (on: Database) => (await on.selectFrom('profile').select('learner').execute()).map(row => row.learner)

  it('waits for no transaction that is under way, and does not see it', async () => {
    const go = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    const transaction = db.transaction().execute(async (transaction) => {
      await transaction.insertInto('profile').values(profile('ann')).execute()
      expect(await learners(transaction)).toEqual(['ann'])
      written.resolve()
      await go.promise
    })
    await written.promise
    // Answered while the transaction waits for this very answer.
    expect(await learners(db)).toEqual([])
    expect((await sql<{ count: number }>`select count(*) as count from profile`.execute(db)).rows).toEqual([{ count: 0 }])
    go.resolve()
    await transaction
    expect(await learners(db)).toEqual(['ann'])
  })

  it('sees whatever was answered before, by a write, by a statement alone, by another process', async () => {
    const writer = createWriter(db, { lanes: 1 })
    const other = store.open()
    await Promise.all(Array.from({ length: 100 }, async (_, index) => {
      const learner = randomUUID()
      if (index % 3 === 0)
        await writer.write(learner, transaction => transaction.insertInto('profile').values(profile(learner)).execute())
      else
        await (index % 3 === 1 ? db : other).insertInto('profile').values(profile(learner)).execute()
      expect(await learners(db)).toContain(learner)
      expect(await learners(other)).toContain(learner)
    }))
  })

  it('in a transaction sees one moment, keeps nobody from writing, and cannot write', async () => {
    await db.insertInto('profile').values(profile('ann')).execute()
    await db.transaction().setAccessMode('read only').execute(async (snapshot) => {
      expect(await learners(snapshot)).toEqual(['ann'])
      await db.insertInto('profile').values(profile('bob')).execute()
      expect(await learners(snapshot)).toEqual(['ann'])
      expect(await learners(db)).toEqual(['ann', 'bob'])
      const mistake = await snapshot.insertInto('profile').values(profile('cyd')).execute().catch((error: Error) => error)
      // A mistake of ours is no database that is away: nobody is told to try again.
      expect(mistake).toBeInstanceOf(Error)
      expect(mistake).not.toBeInstanceOf(StoreUnavailableError)
      expect((mistake as Error).message).toContain('only reading')
    })
    expect(await learners(db)).toEqual(['ann', 'bob'])
  })

  it('row by row goes on while others write, and leaves nothing open when it is given up', async () => {
    await db.insertInto('profile').values(Array.from({ length: 10 }, (_, index) => profile(`ann ${index}`))).execute()
    let read = 0
    for await (const _row of db.selectFrom('profile').selectAll().stream()) {
      await db.deleteFrom('profile').execute()
      if (++read === 5)
        break
    }
    expect(read).toBe(5)
    expect(await learners(db)).toEqual([])
    // Busy is 0 only when nobody holds on to an older moment.
    expect((await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db)).rows[0]!.busy).toBe(0)
  })

  it('does not let the log grow, however much is read meanwhile', async () => {
    for (let round = 0; round < 60; round++) {
      await Promise.all([
        db.insertInto('profile').values(Array.from({ length: 50 }, () => ({ ...profile(randomUUID()), body: 'x'.repeat(1000) }))).execute(),
        ...Array.from({ length: 10 }, () => db.selectFrom('profile').selectAll().execute()),
      ])
    }
    // 3 MB of rows and their index were written; SQLite begins the log anew after some 4 MB.
    expect(statSync(`${store.target}-wal`).size).toBeLessThan(8 * 2 ** 20)
  })

  it('leaves one whole file behind when it is closed', async () => {
    await db.insertInto('profile').values(profile('ann')).execute()
    await learners(db)
    await db.destroy()
    expect(existsSync(`${store.target}-wal`)).toBe(false)
  })

  it('shows nothing that was written in a transaction that could not be ended', async () => {
    let fails = true
    const dialect = sqliteDialect(store.target)
    const driver = dialect.createDriver()
    const [commit, rollback] = [driver.commitTransaction.bind(driver), driver.rollbackTransaction.bind(driver)]
    const orFail = (work: typeof commit): typeof commit => connection => fails ? Promise.reject(new Error('disk I/O error')) : work(connection)
    Object.assign(driver, { commitTransaction: orFail(commit), rollbackTransaction: orFail(rollback) })
    const faulty = new Kysely<Tables>({ dialect: { ...dialect, createDriver: () => driver } })
    await expect(faulty.transaction().execute(transaction => transaction.insertInto('profile').values(profile('ann')).execute())).rejects.toThrow('disk I/O error')
    fails = false
    await faulty.insertInto('profile').values(profile('bob')).execute()
    await faulty.transaction().execute(transaction => transaction.insertInto('profile').values(profile('cyd')).execute())
    await faulty.destroy()
    expect(await learners(db)).toEqual(['bob', 'cyd'])
  })

  it('is not held up by a write that fails, nor by who waits for its turn', async () => {
    const outcomes = await Promise.allSettled([
      db.transaction().execute(async () => {
        throw new Error('given up')
      }),
      db.insertInto('profile').values(profile('ann')).execute(),
      db.insertInto('profile').values(profile('ann')).execute(),
      db.transaction().execute(transaction => transaction.insertInto('profile').values(profile('bob')).execute()),
    ])
    expect(outcomes.map(outcome => outcome.status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled'])
    expect(await learners(db)).toEqual(['ann', 'bob'])
  })
})
