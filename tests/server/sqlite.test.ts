import type { Database } from '../../server/storage/schema.ts'
import type { TestStore } from './support/stores.ts'
import { readFile, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyRecords } from '../../server/backup/verify-records.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { isConflict, isNothingWritten, isPassing, isWorthRetrying } from '../../server/storage/retry.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { writeLedger } from './support/ledger.ts'
import { startSqlite } from './support/stores.ts'

describe('a file of records', () => {
  let store: TestStore
  let db: Database

  beforeAll(async () => {
    store = await startSqlite()
    db = store.open()
    await migrate(db)
  })
  afterAll(() => store?.close())

  const pragma = async (name: string) => db.transaction().execute(async transaction => Object.values((await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(transaction)).rows[0]!)[0])

  it('has on the disk what was committed, and overwrites what was erased', async () => {
    // 2: FULL, a power cut loses nothing that was committed.
    expect(await pragma('synchronous')).toBe(2)
    expect(await pragma('journal_mode')).toBe('wal')
    expect(await pragma('secure_delete')).toBe(1)
    expect(await pragma('foreign_keys')).toBe(1)
    const word = 'a word that nobody may find again'
    const bytes = async () => {
      await sql`pragma wal_checkpoint(truncate)`.execute(db)
      return (await readFile(store.target)).includes(word)
    }
    await db.insertInto('profile').values({ learner: 'ann', body: word, updated_at: '2026-01-01' }).execute()
    expect(await bytes()).toBe(true)
    await db.deleteFrom('profile').where('learner', '=', 'ann').execute()
    expect(await bytes()).toBe(false)
  })

  it('is locked from the first statement of a transaction on: nobody reads what another is about to change', async () => {
    const other = new DatabaseSync(store.target)
    other.exec('pragma busy_timeout = 0')
    await db.transaction().execute(async () => {
      expect(() => other.exec('begin immediate')).toThrow(/locked/)
    })
    other.exec('begin immediate; rollback')
    other.close()
  })

  it('that is damaged beside the ledger is no backup', async () => {
    const whole = await startSqlite()
    const writing = whole.open()
    await migrate(writing)
    await writeLedger(createWriter(writing, { lanes: 1 }))
    await sql`pragma wal_checkpoint(truncate)`.execute(writing)
    const copy = `${whole.target}.copy`
    await writeFile(copy, await readFile(whole.target))
    expect((await verifyRecords(copy)).broken).toEqual([])
    // An index that does not agree with its table: no record is touched.
    const file = new DatabaseSync(copy)
    file.enableDefensive?.(false)
    file.exec('create index damaged on record (kind); pragma writable_schema = on; update sqlite_schema set sql = \'create index damaged on record (at)\' where name = \'damaged\'')
    file.close()
    await expect(verifyRecords(copy)).rejects.toMatchObject({ code: 'records-damaged' })
    await whole.close()
  })
})

describe('what a database says', () => {
  const [nothing, unknown, conflict, fault] = [{ isPassing: true, isNothingWritten: true }, { isPassing: true, isNothingWritten: false }, { isPassing: false, isNothingWritten: false }, { isPassing: false, isNothingWritten: false }]

  it.each([
    ['40001, a conflict between transactions', { code: '40001' }, nothing],
    ['40P01, a deadlock', { code: '40P01' }, nothing],
    ['53300, too many connections', { code: '53300' }, nothing],
    ['57P03, the server starts', { code: '57P03' }, nothing],
    ['ECONNREFUSED', { code: 'ECONNREFUSED' }, nothing],
    ['SQLITE_BUSY', { code: 'ERR_SQLITE_ERROR', errcode: 5 }, nothing],
    ['40003, whether it took effect is unknown', { code: '40003' }, unknown],
    ['57P01, the connection was ended', { code: '57P01' }, unknown],
    ['08006, the connection failed', { code: '08006' }, unknown],
    ['ECONNRESET', { code: 'ECONNRESET' }, unknown],
    ['SQLITE_IOERR_WRITE', { code: 'ERR_SQLITE_ERROR', errcode: 778 }, unknown],
    ['23505, a key that is taken', { code: '23505' }, conflict],
    ['SQLITE_CONSTRAINT_UNIQUE', { code: 'ERR_SQLITE_ERROR', errcode: 2067 }, conflict],
    ['42P01, no such table', { code: '42P01' }, fault],
  ])('is understood: %s', (_, error, expected) => {
    const thrown = Object.assign(new Error('made to fail'), error)
    expect({ isPassing: isPassing(thrown), isNothingWritten: isNothingWritten(thrown) }).toEqual({ isPassing: expected.isPassing, isNothingWritten: expected.isNothingWritten })
    expect(isConflict(thrown)).toBe(expected === conflict)
    expect(isWorthRetrying(thrown)).toBe(expected !== fault)
  })
})
