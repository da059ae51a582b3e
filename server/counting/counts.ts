/** Sums by name. They add up in any order, and what was added can be taken away again: all of them are whole numbers. */
export type Counts = Map<string, number>

export function addCount(counts: Counts, name: string, value = 1): void {
  const sum = (counts.get(name) ?? 0) + value
  if (sum)
    counts.set(name, sum)
  else
    counts.delete(name)
}

/** Adds `more`, as often as `times` says. */
export function addCounts(counts: Counts, more: Iterable<readonly [string, number]>, times = 1): Counts {
  for (const [name, value] of more)
    addCount(counts, name, value * times)
  return counts
}

/** What follows a beginning of names, and the sum. */
export function countsAfter(counts: ReadonlyMap<string, number>, beginning: string): [string, number][] {
  return [...counts].flatMap(([name, value]): [string, number][] => name.startsWith(beginning) ? [[name.slice(beginning.length), value]] : [])
}
