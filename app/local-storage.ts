/** Local storage; undefined where the browser refuses it. */
export function localStorageOrNone(): Storage | undefined {
  return storageOrNone(() => localStorage)
}

/** The storage of this window, which ends with it. */
export function sessionStorageOrNone(): Storage | undefined {
  return storageOrNone(() => sessionStorage)
}

function storageOrNone(open: () => Storage): Storage | undefined {
  try {
    const probe = 'lectern:probe'
    const storage = open()
    storage.setItem(probe, '')
    storage.removeItem(probe)
    return storage
  }
  catch {
    return undefined
  }
}

/**
 * H5P's core cannot start where the browser refuses local storage. There it gets one that lasts as long as the page.
 */
export function ensureLocalStorage(): void {
  try {
    void window.localStorage.length
  }
  catch {
    Object.defineProperty(window, 'localStorage', { value: memoryStorage(), configurable: true })
  }
}

/** What H5P reads and writes goes through both the methods and plain properties, so a bare object does for the latter. */
function memoryStorage(): Record<string, unknown> {
  const store: Record<string, unknown> = {}
  const hidden = (name: string, value: unknown) => Object.defineProperty(store, name, { value })
  hidden('getItem', (key: string) => store[key] ?? null)
  hidden('setItem', (key: string, value: string) => {
    store[key] = value
  })
  hidden('removeItem', (key: string) => delete store[key])
  return store
}

/** Names in a storage that begin with a prefix. */
export function namesIn(storage: Storage | undefined, prefix: string): string[] {
  return Array.from({ length: storage?.length ?? 0 }, (_, index) => storage!.key(index)!).filter(name => name.startsWith(prefix))
}
