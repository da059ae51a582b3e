import type { Json } from './canonical-json.ts'
import { hash, randomBytes } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** What stands before the first link of a chain. */
export const GENESIS = '0'.repeat(64)

/** What stands in the place of a body that was erased. No JSON is empty. */
export const ERASED = ''

/** One link of an append-only record, as it is stored. */
export interface Link {
  /** Which chain it belongs to: an enrolment, or the seals of a course. */
  readonly chain: string
  /** From 1, without gaps. */
  readonly seq: number
  readonly kind: string
  /** Canonical JSON; ERASED when it was erased. */
  readonly body: string
  /** Random; erased with the body, so that nobody can guess the body from the digest. Null in links of the first format. */
  readonly salt: string | null
  /** SHA-256 of salt and body, hexadecimal; outlives both. Null in links of the first format, whose hash covers the body itself. */
  readonly digest: string | null
  /** ISO time, UTC. */
  readonly at: string
  /** The idempotency key of the request that wrote it, on the first link of the request. */
  readonly request: string | null
  /** Hash of the link before; GENESIS for the first. */
  readonly previous: string
  /** SHA-256 over everything above but salt and body, hexadecimal. */
  readonly hash: string
}

const SALT_BYTES = 16

/** The link that follows `last`. */
export function appendLink(last: Pick<Link, 'seq' | 'hash'> | undefined, { chain, kind, body, at, request }: { chain: string, kind: string, body: Json, at: string, request: string | null }): Link {
  const salt = randomBytes(SALT_BYTES).toString('hex')
  const text = canonicalJson(body)
  const unhashed = { chain, seq: (last?.seq ?? 0) + 1, kind, body: text, salt, digest: digestBody(salt, text), at, request, previous: last?.hash ?? GENESIS }
  return Object.freeze({ ...unhashed, hash: hashLink(unhashed) })
}

/**
 * The hash that a link has to have. A link without a digest is of the first format: the SHA-256 of the canonical JSON of its
 * fields, body included, request not.
 */
export function hashLink({ chain, seq, kind, body, digest, at, request, previous }: Omit<Link, 'hash'>): string {
  return digest === null
    ? hash('sha256', `{"at":${JSON.stringify(at)},"body":${body},"chain":${JSON.stringify(chain)},"kind":${JSON.stringify(kind)},"previous":${JSON.stringify(previous)},"seq":${seq}}`)
    : hash('sha256', JSON.stringify(['lectern link 2', chain, seq, kind, digest, at, request, previous]))
}

export function digestBody(salt: string, body: string): string {
  return hash('sha256', salt + body)
}

export function isErased(link: Pick<Link, 'body'>): boolean {
  return link.body === ERASED
}
