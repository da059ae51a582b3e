/** Every text of a catalogue by its path; functions are called with what they ask for. */
export function texts(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([name, value]): [string, string][] => {
    const here = `${path}${name}`
    if (typeof value === 'function')
      return [[here, String(value(...Array.from({ length: value.length }, (_, index) => index + 2)))]]
    return typeof value === 'object' ? texts(value, `${here}.`) : [[here, value]]
  })
}
