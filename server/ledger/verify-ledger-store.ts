import type { Verdict } from '../../scripts/verify/verdict.ts'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../storage/open-store.ts'
import { verifyLedger } from './verify-ledger.ts'

/** Verifies the records of credit in PostgreSQL (`url`) or in a data folder. */
export async function verifyLedgerStore({ url, dataFolder }: { url?: string, dataFolder: string }): Promise<Verdict> {
  const file = url === undefined ? join(dataFolder, 'lectern.sqlite') : 'DATABASE_URL'
  const kind = 'ledger of credit'
  if (url === undefined && !existsSync(file))
    return { file, kind, failures: [], unreadable: { message: 'There are no records.', mend: 'Name the data folder of the service with --data, or set DATABASE_URL.' } }
  const { db } = openStore({ url, dataFolder })
  try {
    const { broken } = await verifyLedger(db)
    return { file, kind, failures: broken.map(({ chain, seq, reason }) => ({ condition: 'ledger-broken', message: `record ${seq} of ${chain} ${reason}` })) }
  }
  catch (error) {
    return { file, kind, failures: [], unreadable: { message: `The records cannot be read: ${error instanceof Error ? error.message : String(error)}`, mend: 'Name the data folder of the service with --data, or set DATABASE_URL; is the database running?' } }
  }
  finally {
    await db.destroy()
  }
}
