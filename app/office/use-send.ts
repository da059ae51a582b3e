import type { Ref } from 'vue'
import { ref } from 'vue'
import { ServiceProblem } from '../service/ask.ts'
import { useOffice } from './office.ts'

export interface Send {
  readonly busy: Ref<boolean>
  /** Why it was not done, for people; empty when it was. */
  readonly problem: Ref<string>
  /** What is wrong with which field. */
  readonly fields: Ref<Readonly<Record<string, string>>>
  /** Runs a task unless one runs already. True when it was done. */
  readonly run: (task: () => Promise<unknown>) => Promise<boolean>
}

/** Runs a request that changes something: once at a time, and says in words when it was refused. */
export function useSend(): Send {
  const { words, sessionEnded } = useOffice()
  const busy = ref(false)
  const problem = ref('')
  const fields = ref<Readonly<Record<string, string>>>({})
  return {
    busy,
    problem,
    fields,
    async run(task) {
      if (busy.value)
        return false
      busy.value = true
      problem.value = ''
      fields.value = {}
      try {
        await task()
        return true
      }
      catch (error) {
        if (!(error instanceof ServiceProblem))
          throw error
        if (error.needsSignIn) {
          sessionEnded()
          return false
        }
        problem.value = error.status === 0 ? words.value.notReached : words.value.refusals[error.code] ?? (error.message || words.value.notDone)
        fields.value = error.fields
        return false
      }
      finally {
        busy.value = false
      }
    },
  }
}
