import type { FeedbackPolicy } from '../../scripts/course/feedback-policy.ts'
import type { CreditPolicy } from './claim.ts'
import { dayIn, UTC } from '../../lib/local-day.ts'

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
  /** First and last day, ISO dates. */
  readonly released: string
  readonly expires: string
  /** Where a day begins and ends at midnight (IANA); undefined: in UTC. */
  readonly timezone?: string
}

export type Term = Pick<JourneyPolicy, 'released' | 'expires' | 'timezone'>

/** Why nothing can be added now, in words for the learner. */
export function whyClosed(term: Term, now: string): string {
  const { released, expires, timezone = UTC } = term
  return termState(term, now) === 'not-yet'
    ? `This course opens on ${released} (${timezone}).`
    : `This course ended on ${expires} (${timezone}), so that nothing can be added. What you have done until then is kept, and your certificates stay valid.`
}

/** True on a day of the course's term. */
export function isOpen(term: Term, now: string): boolean {
  return termState(term, now) === 'open'
}

/** Where in its term a course is. */
export function termState({ released, expires, timezone }: Term, now: string): 'not-yet' | 'open' | 'ended' {
  const day = dayIn(timezone, now)
  return day < released ? 'not-yet' : day <= expires ? 'open' : 'ended'
}
