import type { Ref } from 'vue'
import { ref } from 'vue'
import { ServiceProblem } from '../service/ask.ts'
import { useCreditJourney } from './credit-journey.ts'

/** Runs a request and keeps, in words for the learner, why it was refused. */
export function useAsk(): { problem: Ref<string>, ask: (task: () => Promise<unknown>) => Promise<void> } {
  const { words } = useCreditJourney()
  const problem = ref('')
  return {
    problem,
    async ask(task) {
      problem.value = ''
      try {
        await task()
      }
      catch (error) {
        if (!(error instanceof ServiceProblem))
          throw error
        problem.value = error.message || words.value.notReached
      }
    },
  }
}
