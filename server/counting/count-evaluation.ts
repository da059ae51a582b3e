import type { Json } from '../ledger/canonical-json.ts'
import type { CountingPlan } from './counting-plan.ts'
import type { Counts } from './counts.ts'
import { chosenOf, ownWordsOf } from './chosen.ts'
import { addCount } from './counts.ts'

/** What an evaluation adds to the counters of its version. */
export function countEvaluation({ evaluation }: CountingPlan, responses: Readonly<Record<string, Json>>): Counts {
  const counts: Counts = new Map()
  addCount(counts, 'evaluations')
  for (const [index, { id, options }] of evaluation.entries()) {
    if (!Object.hasOwn(responses, id))
      continue
    const [own, chosen] = [ownWordsOf(responses[id]!), chosenOf(responses[id]!)]
    if (own || chosen.length)
      addCount(counts, `question ${index} answered`)
    if (own)
      addCount(counts, `question ${index} words`)
    for (const choice of new Set(chosen)) {
      if (Number.isInteger(choice) && choice >= 0 && choice < options)
        addCount(counts, `question ${index} option ${choice}`)
    }
  }
  return counts
}

/** Places of the questions to which something was written. */
export function questionsWithWords({ evaluation }: CountingPlan, responses: Readonly<Record<string, Json>>): number[] {
  return evaluation.flatMap(({ id }, index) => Object.hasOwn(responses, id) && ownWordsOf(responses[id]!) ? [index] : [])
}
