import { hash, randomBytes } from 'node:crypto'

/** Groups of chains: 2^16 of 16 bytes are a megabyte, whatever the size of the ledger. */
const GROUPS = 2 ** 16
const WORDS = 4

export interface Fingerprints {
  /** Adds a record to its chain's group; a record that is added twice is as if it never was. */
  toggle: (chain: string, seq: number, hash: string) => void
  /** Groups in which something was added an odd number of times. */
  unequal: () => number[]
  groupOf: (chain: string) => number
}

/**
 * Compares two sets of records that need not fit into memory: each is added twice when both have it. A group holds the
 * exclusive or of hashes keyed by chance, so that nobody can prepare records whose hashes cancel each other.
 */
export function createFingerprints(): Fingerprints {
  const key = randomBytes(32).toString('hex')
  const words = new Uint32Array(GROUPS * WORDS)
  // Records come chain by chain, and entries of a seal too.
  let last = { chain: '', group: -1 }

  function groupOf(chain: string): number {
    if (last.group < 0 || last.chain !== chain)
      last = { chain, group: hash('sha256', `${key} ${chain}`, 'buffer').readUInt16LE(0) }
    return last.group
  }

  return {
    toggle(chain, seq, recordHash) {
      const place = groupOf(chain) * WORDS
      const digest = hash('sha256', JSON.stringify([key, chain, seq, recordHash]), 'buffer')
      for (let word = 0; word < WORDS; word++)
        words[place + word]! ^= digest.readUInt32LE(word * 4)
    },
    unequal() {
      const groups = new Set<number>()
      for (const [index, word] of words.entries()) {
        if (word !== 0)
          groups.add(Math.floor(index / WORDS))
      }
      return [...groups]
    },
    groupOf,
  }
}
