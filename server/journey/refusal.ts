/** Why a request was not carried out, in words for the learner. */
export interface Refusal {
  /** Stable, for programs. */
  readonly code: RefusalCode
  readonly message: string
  /** When it will be possible, ISO time. */
  readonly notBefore?: string
}

export type RefusalCode
  = | 'not-open'
    | 'not-enrolled'
    | 'already-done'
    | 'step-not-reached'
    | 'unknown-item'
    | 'unfit-response'
    | 'unknown-slide'
    | 'other-front-matter'
    | 'no-attempt-open'
    | 'attempt-open'
    | 'attempts-used-up'
    | 'too-early'
    | 'incomplete'
    | 'too-many-records'
    | 'unfit-claim'
    | 'not-claimed'
    | 'unchanged'
    | 'no-such-certificate'
    | 'certificate-not-valid'
    | 'attempts-unlimited'
    | 'changed-meanwhile'
    | 'own-record'
    | 'key-used'
