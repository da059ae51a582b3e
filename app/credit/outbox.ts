import type { Command, Journey } from './service.ts'
import { reactive } from 'vue'
import { localStorageOrNone, namesIn } from '../local-storage.ts'
import { randomId } from '../random-id.ts'
import { ServiceProblem } from '../service/ask.ts'

interface Waiting {
  /** The idempotency key: sent again, it is the same request. */
  key: string
  /** Later ones are larger. */
  order: number
  command: Command
}

export interface OutboxOptions {
  /** Name of the place in the browser's storage: one for each learner and course. */
  name: string
  send: (command: Command, key: string) => Promise<Journey>
  onAnswer: (journey: Journey) => void
  /** The service refused something that nobody waits for any more: it was kept by an earlier page. */
  onRefused?: (problem: ServiceProblem) => void
  /** Nothing can be sent until the learner has signed in again. */
  onSignInNeeded?: () => void
  storage?: Storage
  /** Milliseconds before the first new try; doubles up to half a minute. */
  patience?: number
}

export interface OutboxState {
  /**
   * saved: everything is with the service; saving: on its way; waiting: the network is away, it will be sent again;
   * signed-out: it is sent when the learner has signed in again.
   */
  status: 'saved' | 'saving' | 'waiting' | 'signed-out'
  waiting: number
  /** What waits, or is on its way, in the order in which it is sent. */
  commands: readonly Command[]
  /** Why what waits waits: the service is being updated, or it was and this page has to be loaded again. */
  because?: 'being-updated' | 'page-outdated'
  /** False where the browser keeps nothing: what waits lives as long as the page. */
  kept: boolean
}

export interface Outbox {
  readonly state: Readonly<OutboxState>
  /** Resolves when the service has done it. Rejects with ServiceProblem when it refused. */
  readonly send: (command: Command) => Promise<Journey>
  /** Sends at once what waits, also what another window left behind. */
  readonly retry: () => void
  /** Stops sending. What waits stays in the browser for the same learner's next visit. */
  readonly close: () => void
  /** Stops sending and removes what waits. */
  readonly discard: () => void
}

const LONGEST_PATIENCE = 30_000

/**
 * Sends commands one after the other and keeps each in the browser until the service has answered, so that a dead network,
 * a reload, a closed window or a session that has ended loses none. Every command has a place of its own in the storage:
 * two windows of the same learner do not overwrite each other's.
 */
export function createOutbox({ name, send, onAnswer, onRefused, onSignInNeeded, storage = localStorageOrNone(), patience = 1000 }: OutboxOptions): Outbox {
  const place = `lectern:outbox:${name}:`
  const queue: Waiting[] = readAll(storage, place)
  const promises = new Map<string, { resolve: (journey: Journey) => void, reject: (error: unknown) => void }>()
  const state = reactive<OutboxState>({ status: 'saved', waiting: queue.length, commands: queue.map(({ command }) => command), kept: storage !== undefined })
  let running = false
  const closed = { yes: false }
  let last = queue.at(-1)?.order ?? 0
  let wake: (() => void) | undefined

  function tellWaiting(): void {
    state.waiting = queue.length
    state.commands = queue.map(({ command }) => command)
  }

  function keep(entry: Waiting): void {
    queue.push(entry)
    tellWaiting()
    try {
      storage?.setItem(place + entry.key, JSON.stringify(entry))
    }
    catch {
      // The storage is full or closed.
      state.kept = false
    }
  }

  function drop(entry: Waiting): void {
    queue.splice(queue.indexOf(entry), 1)
    tellWaiting()
    try {
      storage?.removeItem(place + entry.key)
    }
    catch {}
  }

  /** What other windows left behind; what they still send themselves is the same request, and done once. */
  function collect(): void {
    for (const entry of readAll(storage, place)) {
      if (!queue.some(({ key }) => key === entry.key))
        queue.push(entry)
    }
    queue.sort((a, b) => a.order - b.order)
    tellWaiting()
  }

  async function drain(): Promise<void> {
    if (running)
      return
    running = true
    let pause = patience
    while (queue.length && !closed.yes) {
      const entry = queue[0]!
      if (state.status !== 'waiting')
        state.status = 'saving'
      try {
        const journey = await send(entry.command, entry.key)
        drop(entry)
        pause = patience
        state.status = 'saving'
        if (!closed.yes)
          onAnswer(journey)
        promises.get(entry.key)?.resolve(journey)
      }
      catch (error) {
        if (error instanceof ServiceProblem && (error.passes || error.needsSignIn)) {
          state.because = error.code === 'being-updated' || error.code === 'page-outdated' ? error.code : undefined
          state.status = error.needsSignIn ? 'signed-out' : 'waiting'
          if (error.needsSignIn && !closed.yes)
            onSignInNeeded?.()
          await new Promise<void>((resolve) => {
            wake = resolve
            if (!error.needsSignIn)
              setTimeout(resolve, pause)
          })
          pause = Math.min(pause * 2, LONGEST_PATIENCE)
          continue
        }
        drop(entry)
        const waits = promises.get(entry.key)
        if (waits)
          waits.reject(error)
        else if (error instanceof ServiceProblem)
          onRefused?.(error)
      }
      promises.delete(entry.key)
    }
    if (!closed.yes)
      state.status = 'saved'
    running = false
  }

  if (queue.length)
    void drain()
  return {
    state,
    send(command) {
      const key = randomId()
      // A clock that was set back must not put an answer before the one that it changes.
      last = Math.max(Date.now(), last + 1)
      const answered = new Promise<Journey>((resolve, reject) => promises.set(key, { resolve, reject }))
      keep({ key, order: last, command })
      void drain()
      return answered
    },
    retry() {
      collect()
      wake?.()
      void drain()
    },
    close() {
      closed.yes = true
      wake?.()
    },
    discard() {
      closed.yes = true
      for (const entry of [...queue])
        drop(entry)
      wake?.()
    },
  }
}

/** How much waits in this browser, whosever it is. */
export function countWaiting(storage: Storage | undefined = localStorageOrNone()): number {
  return namesIn(storage, 'lectern:outbox:').length
}

/** What waits in this browser, in the order in which it was given. */
function readAll(storage: Storage | undefined, place: string): Waiting[] {
  try {
    return namesIn(storage, place)
      .flatMap(name => read(storage!.getItem(name)))
      .sort((a, b) => a.order - b.order)
  }
  catch {
    return []
  }
}

function read(text: string | null): Waiting[] {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    return isWaiting(value) ? [value] : []
  }
  catch {
    return []
  }
}

function isWaiting(value: unknown): value is Waiting {
  const { key, order, command } = (value ?? {}) as Partial<Waiting>
  return typeof key === 'string' && typeof order === 'number' && typeof command?.kind === 'string'
}
