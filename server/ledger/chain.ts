import type { Json } from './canonical-json.ts'
import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** What stands before the first link of a chain. */
export const GENESIS = '0'.repeat(64)

/** One link of an append-only record. */
export interface Link {
  /** Which chain it belongs to: an enrolment, or the seals of a course. */
  readonly chain: string
  /** From 1, without gaps. */
  readonly seq: number
  readonly kind: string
  readonly body: Json
  /** ISO time, UTC. */
  readonly at: string
  /** Hash of the link before; GENESIS for the first. */
  readonly previous: string
  /** SHA-256 over everything above, hexadecimal. */
  readonly hash: string
}

export type UnhashedLink = Omit<Link, 'hash'>

/** The SHA-256 of a link's canonical JSON, hexadecimal. */
export function hashLink({ chain, seq, kind, body, at, previous }: UnhashedLink): string {
  return createHash('sha256').update(canonicalJson({ chain, seq, kind, body, at, previous })).digest('hex')
}

/** The link that follows `last`. */
export function appendLink(last: Link | undefined, entry: Pick<Link, 'chain' | 'kind' | 'body' | 'at'>): Link {
  const unhashed = { ...entry, seq: (last?.seq ?? 0) + 1, previous: last?.hash ?? GENESIS }
  return Object.freeze({ ...unhashed, hash: hashLink(unhashed) })
}

/** What is wrong with a chain, at its first wrong link. */
export interface BrokenLink {
  chain: string
  /** The place in the chain, from 1. */
  seq: number
  reason: string
}

/** Verifies a whole chain; undefined when it holds. An edited, deleted, inserted or reordered link is found. */
export function findBrokenLink(links: readonly Link[]): BrokenLink | undefined {
  let previous = GENESIS
  for (const [index, link] of links.entries()) {
    const seq = index + 1
    const broken = (reason: string): BrokenLink => ({ chain: link.chain, seq, reason })
    if (link.chain !== links[0]!.chain)
      return broken(`belongs to ${link.chain}, not to ${links[0]!.chain}`)
    if (link.seq !== seq)
      return broken(`is numbered ${link.seq}: a record is missing or out of order`)
    if (link.previous !== previous)
      return broken('does not follow the record before it')
    if (link.hash !== hashLink(link))
      return broken('was changed after it was written')
    previous = link.hash
  }
  return undefined
}
