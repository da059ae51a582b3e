import type { Transaction } from 'kysely'
import type { LedgerReport } from '../../server/ledger/verify-ledger.ts'
import type { Database, RecordTable, Tables } from '../../server/storage/schema.ts'
import type { TestStore } from './support/stores.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashLink } from '../../server/ledger/chain.ts'
import { isSealChain } from '../../server/ledger/read-ledger.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { writeLedger } from './support/ledger.ts'
import { startPostgres, startSqlite } from './support/stores.ts'

const FIELDS = ['chain', 'seq', 'kind', 'body', 'salt', 'digest', 'at', 'request', 'previous', 'hash'] as const

type Tamper = (transaction: Transaction<Tables>) => Promise<unknown>

class Undo extends Error {}

describe.each([
  ['SQLite', startSqlite, 600],
  ['PostgreSQL', startPostgres, 60],
])('whoever reaches the ledger on %s', (_, start, runs) => {
  let store: TestStore
  let db: Database
  let rows: RecordTable[]
  let seals: string[]

  beforeAll(async () => {
    store = await start()
    db = store.open()
    await migrate(db)
    await writeLedger(createWriter(db, { lanes: store.lanes }))
    rows = await db.selectFrom('record').selectAll().orderBy('chain').orderBy('seq').execute()
    seals = rows.filter(row => isSealChain(row.chain)).map(row => row.hash)
  }, 60_000)
  afterAll(() => store?.close())

  /** What is found after `tamper`, which is then undone; undefined when the database itself refused it. */
  async function after(tamper: Tamper, expected: readonly string[] = []): Promise<LedgerReport | undefined> {
    let report: LedgerReport | undefined
    await db.transaction().execute(async (transaction) => {
      await tamper(transaction)
      report = await verifyLedger(transaction, { expect: expected })
      throw new Undo()
    }).catch((error: Error) => {
      if (!(error instanceof Undo) && !/unique/i.test(error.message))
        throw error
    })
    return report
  }

  const row = fc.nat().map(index => rows[index % rows.length]!)
  const at = ({ chain, seq }: RecordTable) => (query: any) => query.where('chain', '=', chain).where('seq', '=', seq)

  async function expectFound(tamper: Tamper): Promise<void> {
    const report = await after(tamper)
    fc.pre(report !== undefined)
    expect(report!.broken.length).toBeGreaterThan(0)
  }

  const sealedUpTo = async (transaction: Transaction<Tables>, chain: string) => {
    const waiting = await transaction.selectFrom('unsealed').select('seq').where('chain', '=', chain).orderBy('seq').executeTakeFirst()
    return (waiting?.seq ?? 100) - 1
  }

  it('finds it whole', async () => {
    expect(await after(async () => {}, seals)).toMatchObject({ chains: 5, records: rows.length, erased: 2, unsealed: 2, broken: [] })
  })

  it('cannot change a byte of any field of any row', async () => {
    await fc.assert(fc.asyncProperty(row, fc.constantFrom(...FIELDS), fc.nat(), fc.constantFrom(...'0a Z{"'), async (row, field, place, character) => {
      const value = row[field]
      const index = place % (String(value ?? '').length || 1)
      const changed = typeof value === 'number' ? value + 1 + place % 5 : value === null || value === '' ? character : value.slice(0, index) + character + value.slice(index + 1)
      fc.pre(changed !== value)
      await expectFound(transaction => at(row)(transaction.updateTable('record').set({ [field]: changed })).execute())
    }), { numRuns: runs })
  }, 120_000)

  it('cannot take a row away, put one in, or exchange two', async () => {
    await fc.assert(fc.asyncProperty(row, row, fc.constantFrom('delete', 'insert', 'exchange', 'move'), async (one, other, what) => {
      fc.pre(one !== other)
      await expectFound(async (transaction) => {
        const last = Math.max(...rows.filter(row => row.chain === other.chain).map(row => row.seq))
        if (what === 'delete')
          return at(one)(transaction.deleteFrom('record')).execute()
        if (what === 'insert')
          return transaction.insertInto('record').values({ ...one, chain: other.chain, seq: last + 1, request: null }).execute()
        if (what === 'move')
          return at(one)(transaction.updateTable('record').set({ chain: other.chain, seq: last + 1 })).execute()
        await at(one)(transaction.updateTable('record').set({ seq: 1000 })).execute()
        await at(other)(transaction.updateTable('record').set({ chain: one.chain, seq: one.seq })).execute()
        await transaction.updateTable('record').set({ chain: other.chain, seq: other.seq }).where('seq', '=', 1000).execute()
      })
    }), { numRuns: Math.ceil(runs / 4) })
  }, 120_000)

  it('cannot cut off the end of a chain, or take a whole one away, once it is sealed', async () => {
    await fc.assert(fc.asyncProperty(row, async ({ chain, seq }) => {
      await expectFound(async (transaction) => {
        fc.pre(isSealChain(chain) || seq <= await sealedUpTo(transaction, chain))
        await transaction.deleteFrom('record').where('chain', '=', chain).where('seq', '>=', seq).execute()
        await transaction.deleteFrom('unsealed').where('chain', '=', chain).where('seq', '>=', seq).execute()
      })
    }), { numRuns: Math.ceil(runs / 8) })
  }, 120_000)

  it('cannot write a chain anew, though every hash of it is right again', async () => {
    await fc.assert(fc.asyncProperty(row, async (from) => {
      await expectFound(async (transaction) => {
        fc.pre(!isSealChain(from.chain) && from.seq <= await sealedUpTo(transaction, from.chain))
        let { previous } = from
        for (const row of rows.filter(row => row.chain === from.chain && row.seq >= from.seq)) {
          const forged = { ...row, at: '2026-11-22T09:00:00.000Z', previous }
          previous = hashLink(forged)
          await at(row)(transaction.updateTable('record').set({ ...forged, hash: previous })).execute()
        }
      })
    }), { numRuns: Math.ceil(runs / 8) })
  }, 120_000)

  it('cannot cut off the end of all chains together from anybody who kept the newest seal', async () => {
    const cut: Tamper = async (transaction) => {
      const last = rows.filter(row => isSealChain(row.chain)).at(-1)!
      for (const [chain, seq] of JSON.parse(last.body) as [string, number][])
        await transaction.deleteFrom('record').where('chain', '=', chain).where('seq', '=', seq).execute()
      await at(last)(transaction.deleteFrom('record')).execute()
    }
    // What is left looks like a ledger that was never longer …
    expect((await after(cut))!.broken).toEqual([])
    // … but not to who knows a seal of it.
    expect((await after(cut, seals.slice(-1)))!.broken).toEqual([expect.objectContaining({ reason: expect.stringContaining('cut off') })])
  })
})
