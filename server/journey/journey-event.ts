import type { Json } from '../ledger/canonical-json.ts'

/** What a test gave, as the grader saw it. */
export interface TestScore {
  readonly points: number
  readonly maxPoints: number
  readonly passed: boolean
  /** Points by item id. */
  readonly items: { readonly [id: string]: number }
}

/** Everything that can happen to an enrolment. Each is one row of the record, written once, never changed. */
export type JourneyEvent
  = | { readonly kind: 'enrolled', readonly body: { readonly learner: string, readonly course: string, readonly version: string } }
    | { readonly kind: 'acknowledged', readonly body: { readonly frontMatter: string } }
    | { readonly kind: 'pre-test-answered', readonly body: { readonly item: string, readonly response: Json } }
    | { readonly kind: 'pre-test-finished', readonly body: TestScore }
    | { readonly kind: 'lecture-progressed', readonly body: { readonly slides: readonly number[], readonly seconds: number } }
    | { readonly kind: 'attempt-started', readonly body: { readonly attempt: number, readonly seed: number } }
    | { readonly kind: 'answered', readonly body: { readonly attempt: number, readonly item: string, readonly response: Json } }
    | { readonly kind: 'attempt-submitted', readonly body: TestScore & { readonly attempt: number } }
    | { readonly kind: 'evaluated', readonly body: { readonly responses: { readonly [item: string]: Json } } }
    | { readonly kind: 'claimed', readonly body: { readonly credits: number } }
    | { readonly kind: 'certificate-issued', readonly body: { readonly certificate: string } }
    | { readonly kind: 'certificate-reissued', readonly body: { readonly certificate: string, readonly reason: string, readonly actor: string } }
    | { readonly kind: 'certificate-revoked', readonly body: { readonly certificate: string, readonly reason: string, readonly actor: string } }
    | { readonly kind: 'claim-corrected', readonly body: { readonly credits: number, readonly reason: string, readonly actor: string } }
    | { readonly kind: 'attempts-granted', readonly body: { readonly attempts: number, readonly reason: string, readonly actor: string } }

export type JourneyEventKind = JourneyEvent['kind']

/**
 * An event with the time at which it was written, ISO, UTC, and what the clock said where that was earlier because it had been
 * set back.
 */
export type RecordedEvent = JourneyEvent & { readonly at: string, readonly clock?: string }
