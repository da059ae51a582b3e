import { localStorageOrNone, namesIn } from '../local-storage.ts'

export interface Draft<Value> {
  /** What was kept at the last visit. */
  readonly read: () => Value | undefined
  readonly keep: (value: Value) => void
  readonly forget: () => void
}

const PLACE = 'lectern:draft:'
/** Ends the name of what is no work of the learner: losing it loses nothing that was to be sent. */
const BOOKMARK = ':place'

/** What a learner has begun to fill in and not sent yet; it stays in this browser. */
export function openDraft<Value>(person: string, name: string, storage: Storage | undefined = localStorageOrNone()): Draft<Value> {
  const place = `${PLACE}${person}:${name}`
  return {
    read() {
      try {
        return JSON.parse(storage?.getItem(place) ?? 'null') as Value ?? undefined
      }
      catch {
        return undefined
      }
    },
    keep(value) {
      try {
        storage?.setItem(place, JSON.stringify(value))
      }
      catch {
        // The storage is full: the draft lives as long as the page.
      }
    },
    forget: () => storage?.removeItem(place),
  }
}

/** True when there is something to send; where a learner was in the lecture is not. */
export function hasDraft(person: string, storage: Storage | undefined = localStorageOrNone()): boolean {
  return draftsOf(person, storage).some(place => !place.endsWith(BOOKMARK))
}

/** Removes all drafts of a learner. */
export function forgetDrafts(person: string, storage: Storage | undefined = localStorageOrNone()): void {
  for (const place of draftsOf(person, storage))
    storage!.removeItem(place)
}

function draftsOf(person: string, storage: Storage | undefined): string[] {
  return namesIn(storage, `${PLACE}${person}:`)
}
