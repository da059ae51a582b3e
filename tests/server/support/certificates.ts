import type { Certificate } from '../../../server/certificates/certificate.ts'
import type { PublicKey } from '../../../server/certificates/read-credential.ts'
import type { SigningKey } from '../../../server/certificates/signing-keys.ts'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { publicHalf } from '../../../server/certificates/credential.ts'

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
