import type { Database } from '../storage/schema.ts'
import type { Certificate } from './certificate.ts'
import { eventsOf } from '../journey/enrolments.ts'
import { replay } from '../journey/journey.ts'
import { readChain } from '../ledger/records.ts'

export interface FoundCertificate {
  readonly certificate: Certificate
  /** The signed credential. */
  readonly credential: string
  readonly enrolment: string
  /** superseded: a later certificate of the same completion took its place. */
  readonly status: 'valid' | 'superseded' | 'revoked'
  /** The certificate that took its place. */
  readonly supersededBy?: string
  /** ISO time. */
  readonly revokedAt?: string
}

/** Looks a certificate up by its id, which is random: who knows it was given it. */
export async function findCertificate(db: Database, id: string): Promise<FoundCertificate | undefined> {
  const row = await db.selectFrom('certificate').select(['enrolment', 'snapshot', 'credential']).where('id', '=', id).executeTakeFirst()
  if (!row)
    return undefined
  const { certificates } = replay(eventsOf(await readChain(db, row.enrolment)))
  const recorded = certificates.find(certificate => certificate.id === id)
  const newest = certificates.at(-1)
  // A row without a record in the ledger is a forgery of somebody who reached the database.
  if (!recorded)
    return undefined
  const status = recorded.revokedAt ? 'revoked' : newest?.id === id ? 'valid' : 'superseded'
  return {
    certificate: JSON.parse(row.snapshot) as Certificate,
    credential: row.credential,
    enrolment: row.enrolment,
    status,
    supersededBy: status === 'superseded' ? newest?.id : undefined,
    revokedAt: recorded.revokedAt,
  }
}

/** The file of a certificate as it was issued; undefined for one that was issued before files were kept. */
export async function readCertificatePdf(db: Database, id: string): Promise<Uint8Array | undefined> {
  const row = await db.selectFrom('certificate').select('pdf').where('id', '=', id).executeTakeFirst()
  return row?.pdf ?? undefined
}
