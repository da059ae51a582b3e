/** What a watch remembers from one look to the next: results for texts that have not changed. */
export interface Memory {
  /** The result for a text, made anew when the text was not met in this look or the last. `purpose` tells results apart. */
  recall: <Result>(purpose: unknown, text: string, make: () => Result) => Result
  /** Begins another look; what the one before the last knew is forgotten. */
  turn: () => void
}

type Results = Map<unknown, Map<string, unknown>>

export function createMemory(): Memory {
  let before: Results = new Map()
  let now: Results = new Map()
  return {
    recall<Result>(purpose: unknown, text: string, make: () => Result): Result {
      let results = now.get(purpose)
      if (!results)
        now.set(purpose, results = new Map())
      if (results.has(text))
        return results.get(text) as Result
      const known = before.get(purpose)
      const result = known?.has(text) ? known.get(text) as Result : make()
      results.set(text, result)
      return result
    },
    turn() {
      before = now
      now = new Map()
    },
  }
}

/** For a single look, which remembers nothing. */
export const noMemory: Memory = { recall: (_purpose, _text, make) => make(), turn: () => {} }
