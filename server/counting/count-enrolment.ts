import type { Counts } from './counts.ts'

/** What of an enrolment is counted. */
export interface CountedEnrolment {
  readonly version: string
  readonly step: string
  /** 1 or 0. */
  readonly passed: number
  /** Hundredths. */
  readonly credits: number | null
}

/** What an enrolment adds to the counters of its course. */
export function countEnrolment({ version, step, passed, credits }: CountedEnrolment): Counts {
  return new Map([
    ['learners', 1],
    [`version ${version}`, 1],
    [`step ${step}`, 1],
    ...passed ? [['passed', passed]] as const : [],
    ...credits === null ? [] : [['claimed', 1], ['credits', credits]] as const,
  ])
}
