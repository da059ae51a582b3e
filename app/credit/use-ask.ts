import type { Ref } from 'vue'
import type { Words } from './words/words.ts'
import { ref } from 'vue'
import { ServiceProblem } from '../service/ask.ts'
import { useCreditJourney } from './credit-journey.ts'

/** Runs a request and keeps, in words for the learner, why it was refused. */
export function useAsk(): { problem: Ref<string>, busy: Ref<boolean>, ask: (task: () => Promise<unknown>) => Promise<boolean> } {
  const { words } = useCreditJourney()
  const problem = ref('')
  const busy = ref(false)
  return {
    problem,
    busy,
    /** True when it was done. */
    async ask(task) {
      problem.value = ''
      busy.value = true
      try {
        await task()
        return true
      }
      catch (error) {
        if (!(error instanceof ServiceProblem))
          throw error
        problem.value = sayProblem(error, words.value)
        return false
      }
      finally {
        busy.value = false
      }
    },
  }
}

/** Why the service refused, in the learner's language where the code is known. */
export function sayProblem(problem: ServiceProblem, words: Words): string {
  if (Object.hasOwn(words.refusals, problem.code))
    return words.refusals[problem.code as keyof Words['refusals']]
  return problem.passes || !problem.message ? words.notReached : problem.message
}
