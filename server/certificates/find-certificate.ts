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

/** When a certificate was erased, its learner's data being kept no longer; undefined for every other number. */
export async function findErasedCertificate(db: Database, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('certificate').select('erased_at').where('id', '=', id).executeTakeFirst()
  return row?.erased_at ?? undefined
}
