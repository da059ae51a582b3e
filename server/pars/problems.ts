import type { Database } from '../storage/schema.ts'
import type { ParsProblem } from './learner-record.ts'
import type { Place } from './pending.ts'
import { isMissingIdentity, parsProblems } from './learner-record.ts'
import { readPending } from './pending.ts'

/** A learner whose credit cannot be reported yet. */
export interface Unreportable {
  readonly enrolment: string
  readonly name: string
  readonly problems: readonly ParsProblem[]
}

export interface ProblemPage {
  readonly rows: readonly Unreportable[]
  /** Where to go on; a page may be empty and not be the last. */
  readonly next?: Place
}

/** Completions that one page looks at: few of them have problems, and nobody waits for all to be looked at. */
const LOOKED_AT = 1000

/** Learners whose completion lacks something that PARS asks for, in the order in which they came. */
export async function readProblems(db: Database, course: string, { after, limit }: { after?: Place, limit: number }): Promise<ProblemPage> {
  const pending = await readPending(db, course, after, LOOKED_AT)
  const rows: (Unreportable & { place: Place })[] = []
  for (const { enrolment, place, completion, reported } of pending) {
    // Of who was erased after a report, that report has what is missing.
    const problems = completion && !(reported !== undefined && isMissingIdentity(completion)) ? parsProblems(completion) : []
    if (problems.length && completion)
      rows.push({ enrolment, place, name: `${completion.certificate.learner.givenName} ${completion.certificate.learner.familyName}`, problems })
  }
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map(({ enrolment, name, problems }) => ({ enrolment, name, problems })),
    next: rows.length > limit ? shown.at(-1)!.place : pending.length === LOOKED_AT ? pending.at(-1)!.place : undefined,
  }
}
