import type { JWK } from 'jose'
import type { JsonWebKey, KeyObject } from 'node:crypto'
import type { Json } from '../ledger/canonical-json.ts'
import type { Certificate, PrintedForm } from './certificate.ts'
import type { SigningKey } from './signing-keys.ts'
import { Buffer } from 'node:buffer'
import { createPrivateKey, sign } from 'node:crypto'
import { PARTICIPATION } from '../../lib/credit-type.ts'
import { fullName, plainStatement } from './certificate.ts'
import { verifyUrl } from './verify-url.ts'

/**
 * Names the terms that are ours. A URN of random origin needs no registry and no network, and is nobody else's; the terms
 * are JSON literals (JSON-LD 1.1 §4.2.2), so that no processor has to know what is in them.
 */
const TERMS = 'urn:uuid:6f1c2f0e-3f1b-4d6b-9f0e-5b6c1d1c9a47'

/** In this order (VC Data Model 2.0 §4.3; Open Badges 3.0 §8.1). */
const CONTEXT = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  {
    certificate: { '@id': `${TERMS}#certificate`, '@type': '@json' },
    printed: { '@id': `${TERMS}#printed`, '@type': '@json' },
  },
]

/** Length of an Ed25519 signature in base64url. */
const SIGNATURE_LENGTH = 86

/**
 * A certificate as an Open Badges 3.0 credential (1EdTech, 2024) in the Verifiable Credentials Data Model 2.0 (W3C, 2025),
 * with what was certified under `certificate`, and what the paper is under `printed`.
 */
function credentialOf(certificate: Certificate, printed: PrintedForm, baseUrl: string): Record<string, Json> {
  const { id, learner, course, provider, credits, completed, issuedAt } = certificate
  const address = verifyUrl(baseUrl, id)
  return {
    '@context': CONTEXT,
    'id': address,
    'type': ['VerifiableCredential', 'OpenBadgeCredential'],
    'name': course.title,
    'issuer': { id: baseUrl, type: ['Profile'], name: provider, url: baseUrl },
    'validFrom': issuedAt,
    'credentialSubject': {
      // Names the person in this credential only: two certificates of a person cannot be put together by it.
      id: `${address}#learner`,
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: false, identityHash: fullName({ ...learner, credentials: undefined }), identityType: 'name' }],
      // Hours of participation are no credit.
      ...certificate.creditType !== PARTICIPATION && { creditsEarned: credits },
      activityEndDate: `${completed}T00:00:00Z`,
      achievement: {
        id: `${baseUrl}/courses/${course.name}/${course.version}`,
        type: ['Achievement'],
        achievementType: 'CertificateOfCompletion',
        name: course.title,
        description: certificate.statements.map(plainStatement).join(' '),
        criteria: { narrative: 'Passed the post-test and evaluated the course.' },
      },
    },
    'certificate': certificate as unknown as Json,
    'printed': printed as unknown as Json,
  }
}

/**
 * Signs a certificate as a compact JWT with EdDSA (RFC 7515 §7.1, RFC 8037; Open Badges 3.0 §8.2.3). The same certificate and
 * key give the same bytes. By node:crypto, which answers at once: web cryptography has other threads do it, for longer than
 * the signature takes.
 */
export function signCertificate(certificate: Certificate, printed: PrintedForm, baseUrl: string, key: SigningKey): string {
  const input = `${encoded(headerOf(baseUrl, key))}.${encoded(claimsOf(certificate, printed, baseUrl))}`
  return `${input}.${sign(null, Buffer.from(input), privateKeyOf(key)).toString('base64url')}`
}

const privateKeys = new WeakMap<SigningKey, KeyObject>()

/** A process signs with one key. */
function privateKeyOf(key: SigningKey): KeyObject {
  const known = privateKeys.get(key) ?? createPrivateKey({ key: key.privateKey as JsonWebKey, format: 'jwk' })
  privateKeys.set(key, known)
  return known
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** How long the credential of a certificate will be, before the digest of its file is known. */
export function credentialLength(certificate: Certificate, printed: PrintedForm, baseUrl: string, key: SigningKey): number {
  return encoded(headerOf(baseUrl, key)).length + encoded(claimsOf(certificate, printed, baseUrl)).length + SIGNATURE_LENGTH + 2
}

/** Where the public key of an id is read as JSON Web Key; what a credential calls its key. */
export function keyUrl(baseUrl: string, id: string): string {
  return `${baseUrl}/.well-known/keys/${id}`
}

/** The public half of a pair of keys, without anything else. */
export function publicHalf({ kty, crv, x }: JWK): JWK {
  return { kty, crv, x }
}

/** The public key travels along, so that whoever does not know it can still tell an intact credential from a broken one. */
function headerOf(baseUrl: string, { id, privateKey }: SigningKey): Record<string, Json> {
  return { alg: 'EdDSA', typ: 'JWT', kid: keyUrl(baseUrl, id), jwk: publicHalf(privateKey) as Json }
}

function claimsOf(certificate: Certificate, printed: PrintedForm, baseUrl: string): Record<string, Json> {
  const credential = credentialOf(certificate, printed, baseUrl)
  return { ...credential, iss: baseUrl, jti: credential.id as string, nbf: Math.floor(Date.parse(certificate.issuedAt) / 1000), sub: (credential.credentialSubject as { id: string }).id }
}
