import type { JWK } from 'jose'
import type { Json } from '../ledger/canonical-json.ts'
import type { Certificate } from './certificate.ts'
import type { SigningKey } from './signing-keys.ts'
import { decodeProtectedHeader, importJWK, jwtVerify, SignJWT } from 'jose'

/**
 * A certificate as an Open Badges 3.0 credential (1EdTech, 2024) in the Verifiable Credentials Data Model 2.0 (W3C, 2025),
 * with what was certified under `certificate`.
 */
export function credentialOf(certificate: Certificate, baseUrl: string): Record<string, Json> {
  const { id, learner, course, provider, credits, issuedAt } = certificate
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', { certificate: 'https://lectern.invalid/ns#certificate' }],
    'id': `${baseUrl}/certificates/${id}`,
    'type': ['VerifiableCredential', 'OpenBadgeCredential'],
    'name': course.title,
    'issuer': { id: baseUrl, type: ['Profile'], name: provider },
    'validFrom': issuedAt,
    'credentialSubject': {
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: false, identityHash: `${learner.givenName} ${learner.familyName}`, identityType: 'name' }],
      creditsEarned: credits,
      activityEndDate: issuedAt,
      achievement: {
        id: `${baseUrl}/courses/${course.name}/${course.version}`,
        type: ['Achievement'],
        achievementType: 'Certificate',
        name: course.title,
        description: certificate.statements.join(' '),
        criteria: { narrative: 'Passed the post-test and evaluated the course.' },
      },
    },
    'certificate': certificate as unknown as Json,
  }
}

/** Signs a certificate as a compact JWT with EdDSA. The same certificate and key give the same bytes. */
export async function signCertificate(certificate: Certificate, baseUrl: string, key: SigningKey): Promise<string> {
  const credential = credentialOf(certificate, baseUrl)
  return new SignJWT({ ...credential, iss: baseUrl, jti: credential.id as string, nbf: Math.floor(Date.parse(certificate.issuedAt) / 1000), sub: certificate.id })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: key.id })
    .sign(await importJWK(key.privateKey, 'EdDSA'))
}

/** The certificate that a credential holds, when its signature is that of a key of this service; undefined otherwise. */
export async function verifyCredential(credential: string, publicKeyOf: (id: string) => Promise<JWK | undefined>): Promise<Certificate | undefined> {
  try {
    const { kid } = decodeProtectedHeader(credential)
    const publicKey = kid === undefined ? undefined : await publicKeyOf(kid)
    if (!publicKey)
      return undefined
    const { payload } = await jwtVerify(credential, await importJWK(publicKey, 'EdDSA'), { algorithms: ['EdDSA'] })
    return payload.certificate as Certificate
  }
  catch {
    return undefined
  }
}
