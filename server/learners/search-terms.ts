import type { Profile } from './profile.ts'
import { Buffer } from 'node:buffer'

/** Enough for a long name, and bounded whatever somebody calls themselves. */
const MOST_WORDS = 8
const LONGEST_TERM = 64

/**
 * What a learner is found by: the name from each of its words on (Ann María Müller: "ann maria muller", "maria muller ann",
 * "muller ann maria"), the address, the NPI. A search finds what begins with it, whatever the accents and capitals.
 */
export function searchTerms({ givenName, familyName, npi }: Pick<Profile, 'givenName' | 'familyName' | 'npi'>, email: string | undefined): string[] {
  const words = fold(`${givenName} ${familyName}`).split(' ').slice(0, MOST_WORDS)
  const names = words.map((_, index) => [...words.slice(index), ...words.slice(0, index)].join(' '))
  return [...new Set([...names, fold(email ?? ''), npi ?? ''].filter(Boolean).map(toTerm))]
}

/** The terms that a search finds: from the first, to and without the second. Undefined for an empty search. */
export function termRange(search: string): { from: string, to: string } | undefined {
  const from = toTerm(fold(search))
  // No hexadecimal digit comes after f.
  return from ? { from, to: `${from}g` } : undefined
}

/** Hexadecimal digits sort alike in every database and collation, so that a beginning is a range of an index. */
function toTerm(folded: string): string {
  return Buffer.from(folded.slice(0, LONGEST_TERM)).toString('hex')
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}
