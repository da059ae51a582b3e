import { reactive, toRaw } from 'vue'
import { localStorageOrNone } from './local-storage.ts'

export interface PostTestResult {
  points: number
  maxPoints: number
  passed: boolean
  /** ISO time. */
  at: string
}

/** How far a learner has come. It stays on this device and proves nothing. */
export interface Progress {
  /** Version of the course data that was acknowledged. */
  acknowledged?: string
  followed?: boolean
  /** What the quiz needs to go on where it was left. */
  quizState?: unknown
  lastResult?: PostTestResult
  /** True once the pass mark was reached: a later attempt takes nothing away. */
  passed?: boolean
}

export interface ProgressStore {
  /** Reactive. */
  readonly progress: Progress
  /** False where the browser keeps nothing (private windows, blocked storage): progress is lost with the page. */
  readonly kept: boolean
  readonly update: (change: Partial<Progress>) => void | Promise<void>
  readonly forget: () => void
}

/** Opens the progress of one course in the browser's local storage. */
export function openProgress(course: string, storage: Storage | undefined = localStorageOrNone()): ProgressStore {
  const key = `lectern:module:${course}`
  const progress = reactive<Progress>(read(storage, key))
  const store = {
    progress,
    kept: storage !== undefined,
    update(change: Partial<Progress>) {
      Object.assign(progress, change)
      try {
        storage?.setItem(key, JSON.stringify(toRaw(progress)))
      }
      catch {
        // The storage is full: the page works on, and a reload begins at the last state kept.
      }
    },
    forget() {
      for (const name of Object.keys(progress) as (keyof Progress)[])
        delete progress[name]
      storage?.removeItem(key)
    },
  }
  return store
}

function read(storage: Storage | undefined, key: string): Progress {
  try {
    const value: unknown = JSON.parse(storage?.getItem(key) ?? '{}')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  }
  catch {
    return {}
  }
}
