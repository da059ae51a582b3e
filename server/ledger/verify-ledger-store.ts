import type { Verdict } from '../../scripts/verify/verdict.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { counted } from '../../lib/counted.ts'
import { findMiscounts } from '../counting/compare-counters.ts'
import { migrate } from '../storage/migrate.ts'
import { openStore } from '../storage/open-store.ts'
import { readAnchors } from './anchors.ts'
import { verifyEverything } from './verify-everything.ts'

const times = counted('en')

export interface LedgerPlace {
  /** Of PostgreSQL. */
  url?: string
  /** Holds the records without PostgreSQL, and the anchors. */
  dataFolder: string
  /** Hashes of seals that were seen before. */
  expect?: readonly string[]
  /** Told now and then how many records were read. */
  onProgress?: (records: number) => void
}

/** Verifies the records of credit in PostgreSQL (`url`) or in a data folder, and that no end is gone that its anchors know. */
export async function verifyLedgerStore({ url, dataFolder, expect = [], onProgress }: LedgerPlace): Promise<Verdict> {
  const file = url === undefined ? join(dataFolder, 'lectern.sqlite') : 'DATABASE_URL'
  const kind = 'ledger of credit'
  if (url === undefined && !existsSync(file))
    return { file, kind, failures: [], unreadable: { message: 'There are no records.', mend: 'Name the data folder of the service with --data, or set DATABASE_URL.' } }
  const { db } = openStore({ url, dataFolder })
  try {
    // Records of an older version verify as they are, in a table of today.
    const table = (await db.introspection.getTables()).find(({ name }) => name === 'record')
    if (!table?.columns.some(({ name }) => name === 'digest'))
      await migrate(db)
    const { broken, records, chains, erased, unsealed, seals } = await verifyEverything(db, { expect: [...await readAnchors(dataFolder), ...expect], onProgress })
    // Records of a version that had no counters are verified as they are.
    const miscounts = (await db.introspection.getTables()).some(({ name }) => name === 'counter') ? await findMiscounts(db) : []
    return {
      file,
      kind,
      failures: [...broken.map(({ chain, seq, reason }) => ({ condition: 'ledger-broken', message: seq ? `record ${seq} of ${chain} ${reason}` : `${chain}, ${reason}` })), ...miscounts.map(({ course, version, counts }) => ({ condition: 'report-miscounted', message: `the report on ${course}${version && ` (version ${version})`} does not agree with the records in ${counts.size} of its numbers; credit is not touched by it. "lectern admin rebuild" counts anew` }))],
      details: [
        `${times(records, 'record', 'records')} in ${times(chains, 'chain', 'chains')}; ${times(erased, 'body', 'bodies')} erased, with a record that says so; ${times(unsealed, 'record waits', 'records wait')} for a seal`,
        ...seals.map(({ chain, seq, hash }) => `newest seal of ${chain.slice('seals:'.length)}: ${seq}, ${hash}`),
      ],
    }
  }
  catch (error) {
    return { file, kind, failures: [], unreadable: { message: `The records cannot be read: ${error instanceof Error ? error.message : String(error)}`, mend: 'Name the data folder of the service with --data, or set DATABASE_URL; is the database running?' } }
  }
  finally {
    await db.destroy()
  }
}
