import type { Ref, ShallowRef } from 'vue'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { ServiceProblem } from '../service/ask.ts'
import { useOffice } from './office.ts'

export type LoadState = 'loading' | 'ready' | 'missing' | 'forbidden' | 'failed'

export interface Load<T> {
  readonly state: Ref<LoadState>
  /** The last that was loaded; kept while it is loaded again. */
  readonly value: ShallowRef<T | undefined>
  /** Why it failed, in the service's words; empty when it was not reached. */
  readonly reason: Ref<string>
  readonly reload: () => Promise<void>
}

/** Loads what a page shows, and says in which of its states the page is. Of several loads the last one counts. */
export function useLoad<T>(load: () => Promise<T>): Load<T> {
  const office = useOffice()
  const state = ref<LoadState>('loading')
  const value = shallowRef<T>()
  const reason = ref('')
  let latest = 0
  onScopeDispose(() => latest++)

  async function reload(): Promise<void> {
    const mine = ++latest
    state.value = 'loading'
    try {
      const loaded = await load()
      if (mine !== latest)
        return
      value.value = loaded
      state.value = 'ready'
    }
    catch (error) {
      if (mine !== latest)
        return
      if (!(error instanceof ServiceProblem))
        throw error
      if (error.needsSignIn)
        return office.sessionEnded()
      reason.value = office.words.value.refusals[error.code] ?? error.message
      state.value = error.status === 403 ? 'forbidden' : error.status === 404 ? 'missing' : 'failed'
    }
  }
  return { state, value, reason, reload }
}
