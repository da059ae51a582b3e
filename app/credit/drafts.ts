import type { Answers } from './evaluation-draft.ts'
import { localStorageOrNone, namesIn } from '../local-storage.ts'
import { changesBetween } from './evaluation-draft.ts'

export interface Draft<Value> {
  /** What was kept at the last visit. */
  readonly read: () => Value | undefined
  readonly keep: (value: Value) => void
  readonly forget: () => void
}

const PLACE = 'lectern:draft:'
/** Ends the name of what is no work of the learner: losing it loses nothing that was to be sent. */
const BOOKMARK = ':place'
/** Ends the name of what the service has of a draft: when the draft is the same, nothing of it is lost. */
const SAVED = ':saved'

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

/** What the service has of the draft `name`. */
export function openSavedDraft<Value>(person: string, name: string, storage: Storage | undefined = localStorageOrNone()): Draft<Value> {
  return openDraft(person, `${name}${SAVED}`, storage)
}

/** True when there is something to send; where a learner was in the lecture is not, nor is what the service has. */
export function hasDraft(person: string, storage: Storage | undefined = localStorageOrNone()): boolean {
  return draftsOf(person, storage).some(place => isUnsent(place, storage!))
}

/** Removes what the service has as well, so that it does not stay on a computer that others use. */
export function forgetSavedDrafts(person: string, storage: Storage | undefined = localStorageOrNone()): void {
  for (const place of draftsOf(person, storage).filter(place => !isUnsent(place, storage!) && !place.endsWith(BOOKMARK) && !place.endsWith(SAVED))) {
    storage!.removeItem(place)
    storage!.removeItem(place + SAVED)
  }
}

function isUnsent(place: string, storage: Storage): boolean {
  if (place.endsWith(BOOKMARK) || place.endsWith(SAVED))
    return false
  try {
    const [here, there] = [place, place + SAVED].map(name => JSON.parse(storage.getItem(name) ?? '{}') as object)
    return Object.keys(changesBetween(there as Answers, here as Answers)).length > 0
  }
  catch {
    return true
  }
}

/** Removes all drafts of a learner. */
export function forgetDrafts(person: string, storage: Storage | undefined = localStorageOrNone()): void {
  for (const place of draftsOf(person, storage))
    storage!.removeItem(place)
}

function draftsOf(person: string, storage: Storage | undefined): string[] {
  return namesIn(storage, `${PLACE}${person}:`)
}
