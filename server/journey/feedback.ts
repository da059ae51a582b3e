import type { Journey } from './journey.ts'
import type { JourneyPolicy } from './policy.ts'
import { DEFAULT_FEEDBACK } from '../../scripts/course/feedback-policy.ts'

/** What a learner is told of an attempt, each with all that stands before it. */
export const tellings = ['result', 'score', 'items', 'answers'] as const
export type Telling = typeof tellings[number]

/**
 * How much is told of attempts that are graded. Nothing of an open attempt is ever told, whatever the policy: the one who
 * asks has to ask for a graded one.
 */
export function tellingOf(journey: Journey, policy: JourneyPolicy): Telling {
  const feedback = policy.postTest.feedback ?? DEFAULT_FEEDBACK
  switch (feedback) {
    case 'none':
      return 'result'
    case 'answers-when-passed':
      // After passing no attempt can begin, so that nobody answers with what they are told here.
      return journey.passedAt ? 'answers' : 'score'
    default:
      return feedback
  }
}

/** True when so much is told. */
export function tells(telling: Telling, what: Telling): boolean {
  return tellings.indexOf(telling) >= tellings.indexOf(what)
}
