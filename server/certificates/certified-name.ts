import type { Transaction } from 'kysely'
import type { Tables } from '../storage/schema.ts'
import type { Certificate } from './certificate.ts'

/** Whom a certificate was issued to, as it stands there. */
export async function readCertifiedName(transaction: Transaction<Tables>, id: string): Promise<Certificate['learner']> {
  const { snapshot } = await transaction.selectFrom('certificate').select('snapshot').where('id', '=', id).executeTakeFirstOrThrow()
  return (JSON.parse(snapshot) as Certificate).learner
}
