import type { Json } from '../../server/ledger/canonical-json.ts'
import type { Link } from '../../server/ledger/chain.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../server/ledger/canonical-json.ts'
import { appendLink, ERASED, hashLink } from '../../server/ledger/chain.ts'
import { describeErasure, ERASURE } from '../../server/ledger/erasure-record.ts'
import { findBrokenLink } from '../../server/ledger/verify-chain.ts'

const bodies = fc.array(fc.jsonValue() as fc.Arbitrary<Json>, { minLength: 1, maxLength: 8 })
const at = '2026-11-22T10:00:00.000Z'

function chainOf(bodies: readonly Json[]): Link[] {
  const links: Link[] = []
  for (const [index, body] of bodies.entries())
    links.push(appendLink(links.at(-1), { chain: 'enrolment', kind: 'answered', body, at: `2026-11-22T10:00:0${index}.000Z`, request: `request ${index}` }))
  return links
}

const erase = (link: Link): Link => ({ ...link, body: ERASED, salt: null })

describe('canonical JSON', () => {
  it('does not depend on the order of keys, and reads back as what it was', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<Json>), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse())
      expect(canonicalJson(turned)).toBe(canonicalJson(value))
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }))
  })

  it('sorts and spaces as RFC 8785 does', () => {
    expect(canonicalJson({ '€': 1, '\r': [2e30, 'ö'], '1': { b: null, a: true } })).toBe('{"\\r":[2e+30,"ö"],"1":{"a":true,"b":null},"€":1}')
  })

  it('refuses what JSON cannot hold', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError)
  })
})

describe('a chain', () => {
  it('holds as it was written', () => {
    fc.assert(fc.property(bodies, (bodies) => {
      expect(findBrokenLink(chainOf(bodies))).toBeUndefined()
    }))
  })

  it('shows every edited field', () => {
    fc.assert(fc.property(bodies, fc.nat(), fc.constantFrom('seq', 'kind', 'body', 'salt', 'digest', 'at', 'request', 'previous', 'hash'), (bodies, place, field) => {
      const links = chainOf(bodies)
      const index = place % links.length
      const edited = { ...links[index]!, [field]: field === 'seq' ? -1 : `${links[index]![field as 'kind']}x` }
      expect(findBrokenLink(links.with(index, edited))).toBeDefined()
    }))
  })

  it('shows a link that was written anew, though its own hash is right again', () => {
    fc.assert(fc.property(bodies, fc.nat(), (bodies, place) => {
      const links = chainOf([...bodies, 'last'])
      const index = place % (links.length - 1)
      const { hash: _hash, ...link } = links[index]!
      const forged = { ...link, at: '2026-11-22T09:00:00.000Z' }
      expect(findBrokenLink(links.with(index, { ...forged, hash: hashLink(forged) }))).toEqual({ chain: 'enrolment', seq: index + 2, reason: 'does not follow the record before it' })
    }))
  })

  it('shows a link that was deleted from the middle, repeated or exchanged', () => {
    fc.assert(fc.property(bodies, fc.nat(), fc.nat(), (bodies, a, b) => {
      const links = chainOf([...bodies, 'last'])
      const [first, second] = [a % links.length, b % links.length]
      if (first < links.length - 1)
        expect(findBrokenLink(links.toSpliced(first, 1))).toBeDefined()
      expect(findBrokenLink(links.toSpliced(first, 0, links[first]!))).toBeDefined()
      if (first !== second)
        expect(findBrokenLink(links.with(first, links[second]!).with(second, links[first]!))).toBeDefined()
    }))
  })
})

describe('a chain with erased bodies', () => {
  const links = chainOf(['a', 'b', 'c', 'd'])
  const erased = [1, 2].map(index => erase(links[index]!))
  const record = appendLink(links[3], { chain: 'enrolment', kind: ERASURE, body: describeErasure(links.slice(1, 3), { actor: 'learner', reason: 'asked for' }), at, request: null })
  const after = [links[0]!, ...erased, links[3]!, record]

  it('holds, and holds nothing that the bodies could be guessed from', () => {
    expect(findBrokenLink(after)).toBeUndefined()
    expect(JSON.parse(record.body)).toEqual({ records: [[2, 3]], actor: 'learner', reason: 'asked for' })
    // The digest of the same body differs from link to link.
    const [first, second] = chainOf(['same', 'same'])
    expect(first!.digest).not.toBe(second!.digest)
  })

  it('shows a body that is gone without a record', () => {
    expect(findBrokenLink(after.slice(0, 4))).toEqual({ chain: 'enrolment', seq: 2, reason: 'has no body, and no record says that it was erased' })
    expect(findBrokenLink([erase(links[0]!), ...after.slice(1)])).toMatchObject({ seq: 1 })
  })

  it('shows a body that was put back, changed or not', () => {
    expect(findBrokenLink(after.with(1, links[1]!))).toEqual({ chain: 'enrolment', seq: 2, reason: 'was erased by record 5, and has a body again' })
    expect(findBrokenLink(after.with(1, { ...links[1]!, body: '"x"' }))).toMatchObject({ seq: 2, reason: 'was changed after it was written' })
  })

  it('shows an erased claim: nothing may erase that', () => {
    const claim = appendLink(undefined, { chain: 'enrolment', kind: 'claimed', body: { credits: 1 }, at, request: null })
    const record = appendLink(claim, { chain: 'enrolment', kind: ERASURE, body: describeErasure([claim], { actor: 'office', reason: 'asked for' }), at, request: null })
    expect(findBrokenLink([erase(claim), record])).toMatchObject({ seq: 1, reason: expect.stringContaining('may not be erased') })
  })

  it('shows an edit of what is left', () => {
    for (const [field, value] of [['kind', 'evaluated'], ['at', at], ['digest', 'x'], ['request', null]] as const)
      expect(findBrokenLink(after.with(2, { ...after[2]!, [field]: value })), field).toMatchObject({ seq: 3 })
  })
})
