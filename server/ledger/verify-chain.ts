import type { Link } from './chain.ts'
import { digestBody, GENESIS, hashLink, isErased } from './chain.ts'
import { ERASABLE, ERASURE, readErasure } from './erasure-record.ts'

/** What is wrong with a chain, at its first wrong link. */
export interface BrokenLink {
  chain: string
  /** The place in the chain, from 1. */
  seq: number
  reason: string
}

export interface ChainVerifier {
  /** The next link of the chain, in the order of the store. What it answers is the first fault; nothing is looked at after it. */
  add: (link: Link) => BrokenLink | undefined
  /** After the last link. */
  end: () => BrokenLink | undefined
  /** Bodies that were erased as they may be. */
  erased: () => number
}

/**
 * Verifies a chain link by link, holding nothing but the last hash and which bodies are gone. An edited, deleted, inserted
 * or reordered link is found, and so is a body that is gone without a record that says why, or back in spite of one.
 */
export function createChainVerifier(chain: string): ChainVerifier {
  let [seq, previous] = [0, GENESIS]
  let broken: BrokenLink | undefined
  const unexplained = new Map<number, Link>()
  const explained = new Set<number>()

  function fault(link: Link): string | undefined {
    if (link.seq !== seq)
      return `is numbered ${link.seq}: a record is missing or out of order`
    if (link.previous !== previous)
      return 'does not follow the record before it'
    return isErased(link) ? faultOfErased(link) : faultOfWhole(link)
  }

  function faultOfWhole(link: Link): string | undefined {
    const bodyHolds = link.digest === null ? link.salt === null : link.salt !== null && link.digest === digestBody(link.salt, link.body)
    return bodyHolds && link.hash === hashLink(link) ? undefined : 'was changed after it was written'
  }

  function faultOfErased(link: Link): string | undefined {
    // Of the first format nothing can be computed without the body: the record of the erasure says what it was.
    if (link.salt !== null || (link.digest !== null && link.hash !== hashLink(link)))
      return 'was changed after it was written'
    return ERASABLE.has(link.kind) ? undefined : `has no body, and a record of the kind "${link.kind}" may not be erased`
  }

  function explain(link: Link): BrokenLink | undefined {
    const erasure = readErasure(link.body)
    if (!erasure)
      return { chain, seq, reason: 'cannot be read as the record of an erasure' }
    const firstFormat = new Map(erasure.firstFormat?.map(([seq, ...rest]) => [seq, rest.join(' ')]))
    for (const [from, to] of erasure.records) {
      for (let place = from; place <= to; place++) {
        const gone = unexplained.get(place)
        if (explained.has(place))
          continue
        if (!gone)
          return { chain, seq: place, reason: `was erased by record ${seq}, and has a body again` }
        if (gone.digest === null && firstFormat.get(place) !== [gone.kind, gone.at, gone.hash].join(' '))
          return { chain, seq: place, reason: 'was changed after it was erased' }
        unexplained.delete(place)
        explained.add(place)
      }
    }
    return undefined
  }

  return {
    add(link) {
      if (broken)
        return broken
      seq++
      const reason = link.chain === chain ? fault(link) : `belongs to ${link.chain}, not to ${chain}`
      broken = reason === undefined ? undefined : { chain, seq, reason }
      if (!broken && isErased(link))
        unexplained.set(seq, link)
      if (!broken && link.kind === ERASURE)
        broken = explain(link)
      previous = link.hash
      return broken
    },
    end() {
      const [first] = unexplained.keys()
      broken ??= first === undefined ? undefined : { chain, seq: first, reason: 'has no body, and no record says that it was erased' }
      return broken
    },
    erased: () => explained.size,
  }
}

/** Verifies a whole chain; undefined when it holds. */
export function findBrokenLink(links: readonly Link[]): BrokenLink | undefined {
  if (!links.length)
    return undefined
  const verifier = createChainVerifier(links[0]!.chain)
  for (const link of links)
    verifier.add(link)
  return verifier.end()
}
