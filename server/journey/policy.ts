import type { FeedbackPolicy } from '../../scripts/course/feedback-policy.ts'
import type { CreditPolicy } from './claim.ts'

/** What a version of a course asks of a learner. Frozen into every enrolment: a rebuilt course changes nothing for who has begun. */
export interface JourneyPolicy {
  readonly course: string
  /** Hash of the course's content and rules. */
  readonly version: string
  /** Hash of the disclosures and front matter; what is acknowledged is this. */
  readonly frontMatter: string
  /** Ids of the pre-test's items; undefined without a pre-test. */
  readonly preTest?: readonly string[]
  /** Slides of the lecture. */
  readonly slides: number
  /** When the lecture is done; undefined: when every slide was seen. */
  readonly lecture?: {
    /** So many different slides are to be seen. */
    readonly slides: number
    /** Least time spent with them. */
    readonly seconds: number
  }
  readonly postTest: {
    /** How often it may be taken. */
    readonly attempts: number | 'unlimited'
    /** Minutes between the end of an attempt that was not passed and the next. */
    readonly retakeDelay: number
    /** What is told of an attempt; undefined: the safe default. */
    readonly feedback?: FeedbackPolicy
  }
  /** Ids of the evaluation's items; undefined without an evaluation. */
  readonly evaluation?: {
    readonly items: readonly string[]
    /** Those that may be left empty. */
    readonly optional: readonly string[]
  }
  readonly credit: CreditPolicy
  /** First and last day, ISO dates; a day ends at midnight UTC. */
  readonly released: string
  readonly expires: string
}

/** Why nothing can be added now, in words for the learner. */
export function whyClosed({ released, expires }: Pick<JourneyPolicy, 'released' | 'expires'>, now: string): string {
  return now.slice(0, 10) < released
    ? `This course opens on ${released}.`
    : `This course ended on ${expires}, so that nothing can be added. What you have done until then is kept, and your certificates stay valid.`
}

/** True on a day of the course's term. */
export function isOpen(policy: Pick<JourneyPolicy, 'released' | 'expires'>, now: string): boolean {
  const day = now.slice(0, 10)
  return policy.released <= day && day <= policy.expires
}
