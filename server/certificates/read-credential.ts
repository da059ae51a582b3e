import type { JWK } from 'jose'
import type { Certificate, PrintedForm } from './certificate.ts'
import { Buffer } from 'node:buffer'
import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import { publicHalf } from './credential.ts'

/** A public key that has signed here, and since when it must not be trusted. */
export interface PublicKey {
  readonly id: string
  readonly publicKey: JWK
  /** Who else had the private key from then on: ISO time. */
  readonly compromisedAt?: string
}

export interface SignedCertificate {
  readonly certificate: Certificate
  /** Undefined in credentials that were signed before there was one. */
  readonly printed?: PrintedForm
  /** Who says so: the address of the service. */
  readonly issuer: string
  /** Thumbprint of the key (RFC 7638). */
  readonly keyId: string
}

export type ReadCredential
  = | { readonly state: 'good', readonly signed: SignedCertificate, readonly key: PublicKey }
  /** Intact, but by a key that nobody vouches for. */
    | { readonly state: 'unknown-key', readonly signed: SignedCertificate }
  /** By a key at a time when others had it. */
    | { readonly state: 'compromised-key', readonly signed: SignedCertificate, readonly key: PublicKey }
    | { readonly state: 'broken' }

const decoder = new TextDecoder('utf-8', { fatal: true })

/** Reads a signed credential, by the keys that `keyOf` vouches for. Never throws for a credential that is not as it has to be. */
export async function readCredential(credential: string, keyOf: (id: string) => Promise<PublicKey | undefined>): Promise<ReadCredential> {
  let header: ReturnType<typeof decodeProtectedHeader>
  try {
    header = decodeProtectedHeader(credential)
  }
  catch {
    return { state: 'broken' }
  }
  const keyId = await idOfKey(header)
  const known = keyId === undefined ? undefined : await keyOf(keyId)
  const publicKey = known?.publicKey ?? header.jwk
  const signed = keyId !== undefined && publicKey !== undefined ? await open(credential, publicKey, keyId) : undefined
  if (!signed)
    return { state: 'broken' }
  if (!known)
    return { state: 'unknown-key', signed }
  return { state: known.compromisedAt !== undefined && known.compromisedAt <= signed.certificate.issuedAt ? 'compromised-key' : 'good', signed, key: known }
}

/** SHA-256 in base64url. Anybody can write any text in its place, and no store is asked for that. */
const THUMBPRINT = /^[\w-]{43}$/

/** The key is called by its thumbprint, alone or at the end of an address. */
async function idOfKey({ kid, jwk }: ReturnType<typeof decodeProtectedHeader>): Promise<string | undefined> {
  try {
    const id = typeof kid === 'string' ? kid.slice(kid.lastIndexOf('/') + 1) : undefined
    const thumbprint = jwk && await calculateJwkThumbprint(jwk)
    if (id !== undefined && !THUMBPRINT.test(id))
      return undefined
    return id !== undefined && thumbprint !== undefined && id !== thumbprint ? undefined : thumbprint ?? id
  }
  catch {
    return undefined
  }
}

async function open(credential: string, publicKey: JWK, keyId: string): Promise<SignedCertificate | undefined> {
  try {
    const { payload } = await compactVerify(credential, await importJWK(publicHalf(publicKey), 'EdDSA'), { algorithms: ['EdDSA'] })
    // Another spelling of the same base64url has the same signature: the last letter of each part has bits to spare.
    if (!isCanonical(credential))
      return undefined
    const { certificate, printed, iss } = JSON.parse(decoder.decode(payload)) as { certificate?: Certificate, printed?: PrintedForm, iss?: string }
    return certificate && isCertificate(certificate) && isTextOrNone(printed?.name) && typeof iss === 'string' ? { certificate, printed, issuer: iss, keyId } : undefined
  }
  catch {
    return undefined
  }
}

function isCanonical(credential: string): boolean {
  return credential.split('.').every(part => Buffer.from(part, 'base64url').toString('base64url') === part)
}

/** Whoever has a key can sign anything: what is printed for people is of the types that it has to be. */
function isCertificate(value: Certificate): boolean {
  const { id, learner, course, provider, completed, credits, creditType, statements, issuedAt } = value
  const texts = [id, learner?.givenName, learner?.familyName, course?.title, provider, completed, creditType, issuedAt, ...Array.isArray(statements) ? statements : [undefined]]
  const { credentials, latinName } = learner ?? {}
  return texts.every(text => typeof text === 'string') && [value.completedIn, credentials, latinName?.givenName, latinName?.familyName].every(isTextOrNone) && typeof credits === 'number'
}

function isTextOrNone(text: unknown): boolean {
  return text === undefined || typeof text === 'string'
}
