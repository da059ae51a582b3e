import type { Certificate } from '../../../server/certificates/certificate.ts'
import type { Issuer } from '../../../server/certificates/issue.ts'
import type { PublicKey } from '../../../server/certificates/read-credential.ts'
import type { SigningKey } from '../../../server/certificates/signing-keys.ts'
import type { JourneyEvent } from '../../../server/journey/journey-event.ts'
import type { Json } from '../../../server/ledger/canonical-json.ts'
import type { Store } from '../../../server/storage/open-store.ts'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { publicHalf } from '../../../server/certificates/credential.ts'
import { makeCertificate } from '../../../server/certificates/make-certificate.ts'
import { append, readChain } from '../../../server/ledger/records.ts'

export const BASE_URL = 'http://cme.test'

export const exampleCertificate: Certificate = {
  id: 'd2a56892-cc1b-4a57-9735-6c5d2517fb48',
  learner: { givenName: 'Şükrü Çağlar', familyName: 'Müller-Őrsi', credentials: 'M.D.', profession: 'physician' },
  course: { name: 'ldn', version: 'v1', title: 'Low-dose naltrexone', format: 'enduring' },
  provider: 'The Example Society',
  completed: '2026-11-22',
  credits: 0.75,
  creditType: 'Demonstration unit',
  statements: ['**DEMONSTRATION.** Not accredited.'],
  accredited: false,
  issuedAt: '2026-11-22T10:00:00.000Z',
}

export async function newKey(): Promise<SigningKey> {
  const privateKey = await exportJWK((await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })).privateKey)
  return { id: await calculateJwkThumbprint(privateKey), privateKey }
}

export function publicKeyOf({ id, privateKey }: SigningKey): PublicKey {
  return { id, publicKey: publicHalf(privateKey) }
}

/** Vouches for the keys given. */
export function trusting(...keys: SigningKey[]): (id: string) => Promise<PublicKey | undefined> {
  return async id => keys.map(publicKeyOf).find(key => key.id === id)
}

/** Writes events of an enrolment into the records, and the certificates that they name beside them. */
export async function recordCertificates(store: Store, issuer: Issuer, { enrolment, learner = 'ann', events, certificates }: { enrolment: string, learner?: string, events: readonly JourneyEvent[], certificates: readonly Certificate[] }): Promise<void> {
  await store.writer.write(enrolment, async (transaction) => {
    const at = exampleCertificate.issuedAt
    const links = await readChain(transaction, enrolment)
    if (!links.length)
      await transaction.insertInto('enrolment').values({ id: enrolment, learner, course: exampleCertificate.course.name, version: 'v1', created_at: at, step: 'done', passed_at: at, credits: 75, updated_at: at }).execute()
    await append(transaction, links.at(-1), { chain: enrolment, course: exampleCertificate.course.name, entries: events.map(({ kind, body }) => ({ kind, body: body as unknown as Json })), at, request: null })
    for (const certificate of certificates) {
      const { credential, pdf } = await makeCertificate(certificate, issuer)
      await transaction.insertInto('certificate').values({ id: certificate.id, enrolment, snapshot: JSON.stringify(certificate), credential, issued_at: certificate.issuedAt, pdf }).execute()
    }
  })
}
