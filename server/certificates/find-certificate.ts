import type { Database } from '../storage/schema.ts'
import type { Certificate } from './certificate.ts'
import { certificateState } from '../journey/certificate-status.ts'
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
  const row = await db.selectFrom('certificate').select(['enrolment', 'snapshot', 'credential', 'erased_at']).where('id', '=', id).executeTakeFirst()
  if (!row || row.erased_at !== null)
    return undefined
  const journey = replay(eventsOf(await readChain(db, row.enrolment)))
  const status = certificateState(journey, id)
  // A row without a record in the ledger is a forgery of somebody who reached the database.
  if (!status)
    return undefined
  return {
    certificate: JSON.parse(row.snapshot) as Certificate,
    credential: row.credential,
    enrolment: row.enrolment,
    status,
    supersededBy: status === 'superseded' ? journey.certificates.at(-1)?.id : undefined,
    revokedAt: journey.certificates.find(certificate => certificate.id === id)?.revokedAt,
  }
}

/** The file of a certificate as it was issued; undefined for one that was issued before files were kept. */
export async function readCertificatePdf(db: Database, id: string): Promise<Uint8Array | undefined> {
  const row = await db.selectFrom('certificate').select('pdf').where('id', '=', id).executeTakeFirst()
  return row?.pdf ?? undefined
}

/** A certificate that was issued here, and whose learner was erased since. */
export interface ErasedCertificate {
  /** ISO time. */
  readonly erasedAt: string
  /** ISO time; of a certificate that was not valid any more. The record of it outlives the name. */
  readonly revokedAt?: string
}

/** Undefined for every number but that of a certificate whose learner's data is kept no longer. */
export async function findErasedCertificate(db: Database, id: string): Promise<ErasedCertificate | undefined> {
  const row = await db.selectFrom('certificate').select(['enrolment', 'erased_at']).where('id', '=', id).executeTakeFirst()
  if (!row || row.erased_at === null)
    return undefined
  const recorded = replay(eventsOf(await readChain(db, row.enrolment))).certificates.find(certificate => certificate.id === id)
  return recorded && { erasedAt: row.erased_at, revokedAt: recorded.revokedAt }
}
