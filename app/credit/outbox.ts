import type { Command, Journey } from './service.ts'
import { reactive } from 'vue'
import { localStorageOrNone } from '../local-storage.ts'
import { ServiceProblem } from '../service/ask.ts'

interface Waiting {
  /** The idempotency key: sent again, it is the same request. */
  key: string
  command: Command
}

export interface OutboxOptions {
  /** Name of the place in the browser's storage: one for each learner and course. */
  name: string
  send: (command: Command, key: string) => Promise<Journey>
  onAnswer: (journey: Journey) => void
  storage?: Storage
  /** Milliseconds before the first new try; doubles up to half a minute. */
  patience?: number
}

export interface Outbox {
  /** saved: everything is with the service; saving: on its way; waiting: the network is away, it will be sent again. */
  readonly state: { readonly status: 'saved' | 'saving' | 'waiting', readonly waiting: number }
  /** Resolves when the service has done it. Rejects with ServiceProblem when it refused. */
  readonly send: (command: Command) => Promise<Journey>
  /** Sends at once what waits. */
  readonly retry: () => void
}

const LONGEST_PATIENCE = 30_000

/**
 * Sends commands one after the other and keeps them in the browser until the service has answered, so that a dead network,
 * a reload or a closed window loses none.
 */
export function createOutbox({ name, send, onAnswer, storage = localStorageOrNone(), patience = 1000 }: OutboxOptions): Outbox {
  const place = `lectern:outbox:${name}`
  const queue: Waiting[] = read(storage, place)
  const promises = new Map<string, { resolve: (journey: Journey) => void, reject: (error: unknown) => void }>()
  const state = reactive<{ status: 'saved' | 'saving' | 'waiting', waiting: number }>({ status: 'saved', waiting: queue.length })
  let running = false
  let wake: (() => void) | undefined

  function keep(): void {
    state.waiting = queue.length
    try {
      storage?.setItem(place, JSON.stringify(queue))
    }
    catch {
      // The storage is full or closed: what waits lives as long as the page.
    }
  }

  async function drain(): Promise<void> {
    if (running)
      return
    running = true
    let pause = patience
    while (queue.length) {
      const { key, command } = queue[0]!
      state.status = state.status === 'waiting' ? 'waiting' : 'saving'
      try {
        const journey = await send(command, key)
        queue.shift()
        keep()
        pause = patience
        state.status = 'saving'
        onAnswer(journey)
        promises.get(key)?.resolve(journey)
      }
      catch (error) {
        if (error instanceof ServiceProblem && error.passes) {
          state.status = 'waiting'
          await new Promise<void>((resolve) => {
            wake = resolve
            setTimeout(resolve, pause)
          })
          pause = Math.min(pause * 2, LONGEST_PATIENCE)
          continue
        }
        queue.shift()
        keep()
        promises.get(key)?.reject(error)
      }
      promises.delete(key)
    }
    state.status = 'saved'
    running = false
  }

  if (queue.length)
    void drain()
  return {
    state,
    send(command) {
      const key = crypto.randomUUID()
      const answered = new Promise<Journey>((resolve, reject) => promises.set(key, { resolve, reject }))
      queue.push({ key, command })
      keep()
      void drain()
      return answered
    },
    retry: () => wake?.(),
  }
}

function read(storage: Storage | undefined, place: string): Waiting[] {
  try {
    const value: unknown = JSON.parse(storage?.getItem(place) ?? '[]')
    return Array.isArray(value) ? value.filter(entry => typeof entry?.key === 'string' && entry.command) : []
  }
  catch {
    return []
  }
}
