import type { Profile } from '../learners/profile.ts'

/** What was certified, as it stood on the day: a snapshot that no later change of a course or a profile touches. */
export interface Certificate {
  readonly id: string
  readonly learner: { readonly givenName: string, readonly familyName: string, readonly credentials?: string, readonly profession: Profile['profession'] }
  readonly course: { readonly name: string, readonly version: string, readonly title: string, readonly format: 'enduring' | 'live' }
  readonly provider: string
  /** Day of completion, ISO date. */
  readonly completed: string
  readonly credits: number
  readonly creditType: string
  /** What has to be said of the credit, as Markdown (lib/accreditation-statements.ts). */
  readonly statements: readonly string[]
  readonly accredited: boolean
  /** ISO time. */
  readonly issuedAt: string
}
