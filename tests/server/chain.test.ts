import type { Json } from '../../server/ledger/canonical-json.ts'
import type { Link } from '../../server/ledger/chain.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../server/ledger/canonical-json.ts'
import { appendLink, findBrokenLink } from '../../server/ledger/chain.ts'

const bodies = fc.array(fc.jsonValue() as fc.Arbitrary<Json>, { minLength: 1, maxLength: 8 })

function chainOf(bodies: readonly Json[]): Link[] {
  const links: Link[] = []
  for (const [index, body] of bodies.entries())
    links.push(appendLink(links.at(-1), { chain: 'enrolment', kind: 'answered', body, at: `2026-11-22T10:00:0${index}.000Z` }))
  return links
}

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
    fc.assert(fc.property(bodies, fc.nat(), fc.constantFrom('seq', 'kind', 'body', 'at', 'previous', 'hash'), (bodies, place, field) => {
      const links = chainOf(bodies)
      const index = place % links.length
      const edited = { ...links[index]!, [field]: field === 'seq' ? -1 : field === 'body' ? ['edited', links[index]!.body] : `${links[index]![field as 'kind']}x` }
      expect(findBrokenLink(links.with(index, edited))).toBeDefined()
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
