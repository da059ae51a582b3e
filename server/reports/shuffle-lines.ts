import { randomInt } from 'node:crypto'

/**
 * Lines in an order that tells nothing of the order in which they came. Of more than `atOnce` × 2 that many are kept back and mixed
 * with those that follow, so that neither the first nor the last line is known to be of somebody, and memory does not grow.
 */
export async function* shuffleLines<T>(lines: AsyncIterable<T>, atOnce = 500): AsyncGenerator<T[]> {
  let kept: T[] = []
  for await (const line of lines) {
    kept.push(line)
    if (kept.length > atOnce * 2) {
      kept = shuffled(kept)
      yield kept.splice(0, atOnce)
    }
  }
  yield shuffled(kept)
}

/** Fisher and Yates. */
function shuffled<T>(entries: readonly T[]): T[] {
  const result = [...entries]
  for (let last = result.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other]!, result[last]!]
  }
  return result
}
