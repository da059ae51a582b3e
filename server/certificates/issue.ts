import type { Transaction } from 'kysely'
import type { CourseBundle } from '../courses/course-bundle.ts'
import type { Journey } from '../journey/journey.ts'
import type { Tables } from '../storage/schema.ts'
import type { Certificate } from './certificate.ts'
import type { SigningKey } from './signing-keys.ts'
import { accreditationStatements } from '../../lib/accreditation-statements.ts'
import { creditTypeFor } from '../../lib/credit-type.ts'
import { dayIn, UTC } from '../../lib/local-day.ts'
import { makeCertificate } from './make-certificate.ts'
import { SigningKeyUnusableError } from './signing-key-unusable.ts'

export interface Issuer {
  readonly key: SigningKey
  readonly baseUrl: string
}

/**
 * Signs a certificate and puts it with its file beside the records, in the transaction of the claim.
 * @throws SigningKeyUnusableError when the key was marked as stolen while this process ran.
 */
export async function issueCertificate(transaction: Transaction<Tables>, issuer: Issuer, { id, enrolment, learner, bundle, journey, at }: { id: string, enrolment: string, learner: Certificate['learner'], bundle: CourseBundle, journey: Journey, at: string }): Promise<void> {
  const { meta } = bundle
  const { givenName, familyName, latinName, credentials, profession } = learner
  const certificate: Certificate = {
    id,
    learner: { givenName, familyName, latinName, credentials, profession },
    course: { name: bundle.name, version: bundle.version, title: meta.title, format: meta.format },
    provider: meta.provider.name,
    completed: dayIn(meta.provider.timezone, journey.evaluatedAt ?? journey.passedAt ?? at),
    completedIn: meta.provider.timezone ?? UTC,
    credits: journey.claim!.credits,
    creditType: creditTypeFor(meta.credits.type, profession),
    statements: accreditationStatements(meta),
    accredited: meta.accreditation !== 'none',
    issuedAt: at,
  }
  const key = await transaction.selectFrom('signing_key').select('compromised_at').where('id', '=', issuer.key.id).executeTakeFirst()
  if (key?.compromised_at)
    throw new SigningKeyUnusableError()
  const { credential, pdf } = await makeCertificate(certificate, issuer)
  await transaction.insertInto('certificate').values({ id, enrolment, snapshot: JSON.stringify(certificate), credential, issued_at: at, pdf }).execute()
}
