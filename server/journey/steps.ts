import type { Journey } from './journey.ts'
import type { JourneyPolicy } from './policy.ts'

export const stepNames = ['front-matter', 'pre-test', 'lecture', 'post-test', 'evaluation', 'claim'] as const
export type StepName = typeof stepNames[number]

/** The steps of a course, in their order; those that it does not have are left out. */
export function stepsOf(policy: JourneyPolicy): StepName[] {
  return stepNames.filter(step => (step !== 'pre-test' || policy.preTest) && (step !== 'evaluation' || policy.evaluation))
}

export function isDone(step: StepName, journey: Journey, policy: JourneyPolicy): boolean {
  switch (step) {
    case 'front-matter':
      return journey.acknowledged?.frontMatter === policy.frontMatter
    case 'pre-test':
      return journey.preTest.result !== undefined
    case 'lecture':
      return lectureLeft(journey, policy).slides === 0 && lectureLeft(journey, policy).seconds === 0
    case 'post-test':
      return journey.passedAt !== undefined
    case 'evaluation':
      return journey.evaluatedAt !== undefined
    case 'claim':
      return journey.claim !== undefined
  }
}

/** The first step that is not done; undefined when all are. */
export function currentStep(journey: Journey, policy: JourneyPolicy): StepName | undefined {
  return stepsOf(policy).find(step => !isDone(step, journey, policy))
}

/** What the lecture still asks: slides to be seen, and time. */
export function lectureLeft({ lecture }: Journey, { lecture: rule, slides }: JourneyPolicy): { slides: number, seconds: number } {
  return { slides: Math.max(0, (rule?.slides ?? slides) - lecture.seen.size), seconds: Math.max(0, (rule?.seconds ?? 0) - lecture.seconds) }
}
