import type { LedgerReport, Seal } from '../ledger/verify-ledger.ts'
import { DatabaseSync } from 'node:sqlite'
import { LecternError } from '../../scripts/errors.ts'
import { verifyEverything } from '../ledger/verify-everything.ts'
import { openSqlite } from '../storage/sqlite.ts'

/**
 * Verifies a file of records that nobody writes to: SQLite's own check, the ledger with the lists and certificates beside it, and
 * that it has the seals that are expected.
 * Leaves one file, without a write-ahead log beside it.
 * @throws LecternError when anything does not hold.
 */
export async function verifyRecords(file: string, expected: readonly Seal[] = []): Promise<LedgerReport> {
  checkIntegrity(file)
  const db = openSqlite(file)
  let report: LedgerReport
  try {
    report = await verifyEverything(db, { expect: expected.map(({ hash }) => hash) })
  }
  finally {
    await db.destroy()
    leaveOneFile(file)
  }
  const [first] = report.broken
  if (first)
    throw new LecternError(`The ledger does not hold: ${first.seq ? `record ${first.seq} of ${first.chain}` : `${first.chain},`} ${first.reason}${report.broken.length > 1 ? `, and ${report.broken.length - 1} more` : ''}.`, { code: 'ledger-broken', exitCode: 1, mend: 'See all of it with "lectern verify --ledger", and ask who could write to the records.', file })
  return report
}

function checkIntegrity(file: string): void {
  let answer: unknown
  try {
    const database = new DatabaseSync(file)
    try {
      answer = database.prepare('pragma integrity_check').get()?.integrity_check
    }
    finally {
      database.close()
    }
  }
  catch (error) {
    answer = error instanceof Error ? error.message : String(error)
  }
  if (answer !== 'ok')
    throw new LecternError(`The records are damaged: ${String(answer)}.`, { code: 'records-damaged', exitCode: 1, mend: 'Restore another backup.', file })
}

/** The service opens its records with a write-ahead log; a backup is one file. */
export function leaveOneFile(file: string): void {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = delete')
  database.close()
}
