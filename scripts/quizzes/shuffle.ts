/**
 * A copy in an order that depends on the seed alone (mulberry32, Fisher and Yates). h5p/quiz.js holds the same lines, so
 * that the server knows what a browser showed.
 */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  let at = seed >>> 0
  const random = () => {
    at = at + 0x6D2B79F5 >>> 0
    let mixed = Math.imul(at ^ at >>> 15, at | 1)
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61)
    return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296
  }
  const copy = [...list]
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [copy[last], copy[other]] = [copy[other]!, copy[last]!]
  }
  return copy
}

/** A number that depends on a text alone: gives every item its own order under one seed. */
export function hashText(text: string): number {
  return [...text].reduce((sum, letter) => Math.imul(sum, 31) + letter.codePointAt(0)! | 0, 7)
}
