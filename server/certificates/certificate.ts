import type { Profile } from '../learners/profile.ts'
import { visibleText } from '../../lib/visible-text.ts'

/** What was certified, as it stood on the day: a snapshot that no later change of a course or a profile touches. */
export interface Certificate {
  readonly id: string
  readonly learner: {
    readonly givenName: string
    readonly familyName: string
    /** The same name in Latin letters, where it is written in others. */
    readonly latinName?: { readonly givenName: string, readonly familyName: string }
    readonly credentials?: string
    readonly profession: Profile['profession']
  }
  readonly course: { readonly name: string, readonly version: string, readonly title: string, readonly format: 'enduring' | 'live' }
  readonly provider: string
  /** Day of completion, ISO date. */
  readonly completed: string
  /** Where that was the day: a time zone (IANA) or UTC. Undefined in certificates of before, whose days are in UTC. */
  readonly completedIn?: string
  readonly credits: number
  readonly creditType: string
  /** What has to be said of the credit, as Markdown (lib/accreditation-statements.ts). */
  readonly statements: readonly string[]
  readonly accredited: boolean
  /** ISO time. */
  readonly issuedAt: string
}

/** What the paper is, beside what it says: so that an edited page around an untouched credential shows. */
export interface PrintedForm {
  readonly mediaType: 'application/pdf'
  /** Of the file with hyphens in place of the credential (certificate-file.ts). */
  readonly digest: string
  /** The name as it is printed. */
  readonly name: string
}

/** The name as the learner wrote it, with degrees; with a mark where an early one hides something. */
export function fullName({ givenName, familyName, credentials }: Certificate['learner']): string {
  return visibleText([`${givenName} ${familyName}`, credentials].filter(Boolean).join(', '))
}

/** The day of completion and where it was that day. */
export function completionDay({ completed, completedIn }: Pick<Certificate, 'completed' | 'completedIn'>, day = completed): string {
  return completedIn === undefined ? day : `${day} (${completedIn})`
}

/** A statement without the marks of Markdown. */
export function plainStatement(statement: string): string {
  return statement.replaceAll('*', '')
}
