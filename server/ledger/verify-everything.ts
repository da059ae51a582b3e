import type { Kysely, Transaction } from 'kysely'
import type { Database, Tables } from '../storage/schema.ts'
import type { LedgerReport, VerifyOptions } from './verify-ledger.ts'
import { findUnproved } from '../certificates/verify-issued.ts'
import { verifyLedger } from './verify-ledger.ts'
import { findUnlisted } from './verify-lists.ts'

/**
 * Verifies the ledger, and what stands beside it and credit needs as much: that every enrolment is listed as it was begun, and
 * that every certificate is there as it was signed. One snapshot of the store, while others may write.
 */
export function verifyEverything(db: Database | Transaction<Tables>, options: VerifyOptions = {}): Promise<LedgerReport> {
  return db.isTransaction
    ? verify(db, options)
    : db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(transaction => verify(transaction, options))
}

async function verify(db: Kysely<Tables>, options: VerifyOptions): Promise<LedgerReport> {
  const report = await verifyLedger(db as Transaction<Tables>, options)
  const wrong = new Set(report.broken.map(({ chain }) => chain))
  const beside = [...await findUnlisted(db), ...await findUnproved(db)]
  return { ...report, broken: [...report.broken, ...beside.filter(({ chain }) => !wrong.has(chain))] }
}
