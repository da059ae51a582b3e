/** Storage of a browser, in memory. `room`: how many entries fit. */
export function memoryStorage(entries: Record<string, string> = {}, room = Infinity): Storage {
  const map = new Map(Object.entries(entries))
  return {
    get length() {
      return map.size
    },
    key: (index: number) => [...map.keys()][index] ?? null,
    getItem: (key: string) => map.get(key) ?? null,
    setItem(key: string, value: string) {
      if (!map.has(key) && map.size >= room)
        throw new DOMException('full', 'QuotaExceededError')
      map.set(key, value)
    },
    removeItem: (key: string) => void map.delete(key),
    clear: () => map.clear(),
  }
}
