import type { Severity } from '../../course/problem.ts'

/** Something found in a piece of text, by its offsets (from 0) there. */
export interface Hit {
  start: number
  end: number
  message: string
  /** What to do about it, as an instruction. */
  mend: string
  /** Where a rule is surer or less sure than usual. */
  severity?: Severity
}
