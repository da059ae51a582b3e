/** A text of a catalogue as it can be found on a page: whatever is put into it may be anything. */
export interface CataloguePattern { path: string, pattern: RegExp }

const ANYTHING = '\uE000'

/** Patterns of all texts of a catalogue that the other language says otherwise. */
export function patternsOf(words: object, other: object): CataloguePattern[] {
  const others = new Map(sourcesOf(other))
  return sourcesOf(words)
    .filter(([path, source]) => source !== others.get(path) && /\p{L}{2}/u.test(source))
    .map(([path, source]) => ({ path, pattern: new RegExp(`(?<![\\p{L}\\d])${source}(?![\\p{L}\\d])`, 'u') }))
}

function sourcesOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]): [string, string][] => {
    const here = `${path}${name}`
    if (typeof value === 'object')
      return sourcesOf(value, `${here}.`)
    const text = typeof value === 'function' ? String(value(...Array.from<string>({ length: value.length }).fill(ANYTHING))) : value as string
    return [[here, text.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s').replaceAll(ANYTHING, '.+')]]
  })
}
