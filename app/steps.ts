import type { ModuleData } from './module-data.ts'
import type { Progress } from './progress.ts'
import type { PageWords } from './words/en.ts'
import { pageEn } from './words/en.ts'

export type StepId = 'about' | 'lecture' | 'post-test'

export interface Step {
  id: StepId
  /** From 1. */
  number: number
  title: string
  path: string
  done: boolean
  /** The step that has to be done first. */
  waitsFor?: Step
  /** What came out, in a word or two. */
  note?: string
}

/** The steps of the module as they stand: each opens when the one before it is done. */
export function moduleSteps(data: ModuleData, progress: Progress, words: Pick<PageWords, 'self'> = pageEn): Step[] {
  const steps: Step[] = [
    { id: 'about', number: 1, title: words.self.about, path: '/', done: progress.acknowledged === data.version },
    { id: 'lecture', number: 2, title: words.self.lecture, path: '/lecture', done: progress.followed === true },
  ]
  if (data.postTest) {
    const { lastResult, passed } = progress
    steps.push({
      id: 'post-test',
      number: 3,
      title: data.postTest.title,
      path: '/post-test',
      done: passed === true,
      note: passed ? words.self.passed : lastResult && words.self.notPassed,
    })
  }
  steps.forEach((step, index) => {
    const before = steps[index - 1]
    if (before && (!before.done || before.waitsFor))
      step.waitsFor = before.waitsFor ?? before
  })
  return steps
}

/** The first step that is not done; undefined when all are. */
export function nextStep(steps: readonly Step[]): Step | undefined {
  return steps.find(step => !step.done)
}
