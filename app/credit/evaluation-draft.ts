import type { Draft } from './drafts.ts'
import { reactive } from 'vue'
import { ServiceProblem } from '../service/ask.ts'

/** Answers by question. */
export type Answers = Readonly<Record<string, unknown>>

export interface EvaluationDraftOptions {
  /** What this browser keeps, of all windows. */
  local: Draft<Answers>
  /** The answers that the service has acknowledged: what differs from them is not sent yet. */
  saved: Draft<Answers>
  read: () => Promise<{ responses: Answers }>
  /** Null takes an answer back. */
  write: (changes: Answers) => Promise<{ responses: Answers }>
  /** The service has something new. */
  onSaved?: () => void
  onSignInNeeded?: () => void
  /** The service does not take it: the evaluation is given by now, or the course is over. */
  onRefused?: () => void
  /** Milliseconds from an answer to sending it. */
  pause?: number
  /** Milliseconds before the first new try; doubles up to half a minute. */
  patience?: number
}

export interface EvaluationDraftState {
  /**
   * saved, saving, waiting and signed-out as those of the outbox; here: this browser alone keeps it, because the service is an
   * earlier version, or takes no more.
   */
  status: 'loading' | 'saved' | 'saving' | 'waiting' | 'signed-out' | 'here'
  answers: Answers
  /** Counts how often another device had answered more. */
  news: number
}

/** An evaluation that is filled in and not given yet: in this browser at once, with the service a moment later. */
export interface EvaluationDraft {
  readonly state: Readonly<EvaluationDraftState>
  /** Resolves when there is something to show: what the service has, with what this browser has not sent. */
  readonly load: () => Promise<void>
  /** The answers to show; what is changed is what differs from them from now on. */
  readonly show: () => Answers
  /** All answers as they stand in this window. Those that came from elsewhere since they were shown stay. */
  readonly change: (answers: Answers) => void
  /** Sends at once, and looks whether another device has answered more. */
  readonly sync: () => Promise<void>
  /** Sends what can be sent before the page goes away. */
  readonly flush: () => void
  /** Sends nothing while the evaluation itself is being given. */
  readonly hold: (held: boolean) => void
  /** After the evaluation was given. */
  readonly forget: () => void
  readonly close: () => void
}

const LONGEST_PATIENCE = 30_000

export function createEvaluationDraft({ local, saved, read, write, onSaved, onSignInNeeded, onRefused, pause = 800, patience = 1000 }: EvaluationDraftOptions): EvaluationDraft {
  const state = reactive<EvaluationDraftState>({ status: 'loading', answers: {}, news: 0 })
  let shown: Answers = {}
  let known: Answers = {}
  let reached = false
  let held = false
  let closed = false
  let running: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = patience

  function later(milliseconds: number): void {
    clearTimeout(timer)
    if (!closed)
      timer = setTimeout(() => void send(), milliseconds)
  }

  function learn(responses: Answers): boolean {
    const next = withChanges(responses, changesBetween(known, state.answers))
    const isNew = !same(next, state.answers)
    known = responses
    saved.keep(known)
    if (isNew) {
      state.answers = next
      local.keep(next)
      state.news++
    }
    return isNew
  }

  function unsent(): Answers {
    return held || closed ? {} : changesBetween(known, state.answers)
  }

  function fail(error: unknown): void {
    if (!(error instanceof ServiceProblem))
      throw error
    if (error.needsSignIn) {
      state.status = 'signed-out'
      onSignInNeeded?.()
    }
    else if (error.passes) {
      state.status = 'waiting'
      later(wait)
      wait = Math.min(wait * 2, LONGEST_PATIENCE)
    }
    else {
      state.status = 'here'
      // An earlier version of the service does not know of drafts: no reason to ask how things are.
      if (!isUnknownRoute(error))
        onRefused?.()
    }
  }

  async function exchange(): Promise<void> {
    try {
      if (!reached) {
        learn((await read()).responses)
        reached = true
      }
      for (let changes = unsent(); Object.keys(changes).length; changes = unsent()) {
        state.status = 'saving'
        await write(changes)
        known = withChanges(known, changes)
        if (closed)
          return
        saved.keep(known)
        onSaved?.()
      }
      wait = patience
      if (!held)
        state.status = 'saved'
    }
    catch (error) {
      if (!closed)
        fail(error)
    }
  }

  function send(): Promise<void> {
    clearTimeout(timer)
    if (held || closed)
      return Promise.resolve()
    running ??= exchange().finally(() => running = undefined)
    return running
  }

  return {
    state,
    async load() {
      if (state.status === 'loading') {
        // What this browser has is shown even when nothing answers.
        state.answers = { ...local.read() }
        // A browser whose storage was full has less than was saved: nothing is taken back for that.
        known = Object.fromEntries(Object.entries(saved.read() ?? {}).filter(([item]) => item in state.answers))
        await send()
      }
      else {
        await this.sync()
      }
    },
    show: () => shown = { ...state.answers },
    change(answers) {
      const changes = changesBetween(shown, answers)
      if (!Object.keys(changes).length)
        return
      shown = { ...answers }
      state.answers = withChanges(state.answers, changes)
      // Another window may have kept answers of its own meanwhile.
      local.keep(withChanges(local.read() ?? {}, changes))
      if (state.status === 'saved' || state.status === 'saving' || state.status === 'loading') {
        state.status = 'saving'
        later(pause)
      }
    },
    async sync() {
      await running
      if (held || closed)
        return
      try {
        if (reached)
          learn((await read()).responses)
      }
      catch (error) {
        if (!(error instanceof ServiceProblem))
          throw error
      }
      await send()
    },
    flush: () => void send(),
    hold(now) {
      held = now
      if (!held)
        void send()
    },
    forget() {
      closed = true
      clearTimeout(timer)
      local.forget()
      saved.forget()
    },
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}

/** What has to be sent so that `from` becomes `to`; null takes an answer back. */
export function changesBetween(from: Answers, to: Answers): Answers {
  return Object.fromEntries([
    ...Object.entries(to).filter(([item, response]) => !same(from[item], response)),
    ...Object.keys(from).filter(item => !(item in to)).map(item => [item, null] as const),
  ])
}

function withChanges(answers: Answers, changes: Answers): Answers {
  return Object.fromEntries(Object.entries({ ...answers, ...changes }).filter(([, response]) => response !== null))
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

/** The order of its keys says nothing. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return value
  return Object.entries(value).sort(([one], [other]) => one < other ? -1 : 1).map(([key, inner]) => [key, sorted(inner)])
}

function isUnknownRoute({ status, code }: ServiceProblem): boolean {
  return status === 405 || (status === 404 && code !== 'not-enrolled')
}
