export type Severity = 'error' | 'warning'

/** Something wrong in a course's sources, at an exact place. Lines and columns count from 1. */
export interface Problem {
  /** Stable id of the rule, for example "course-unknown-key". */
  rule: string
  severity: Severity
  /** Path of the file. */
  file: string
  line: number
  column: number
  message: string
  /** What to do about it, as an instruction. */
  mend: string
  /** Where it ends; column after the last character. Unknown when left out. */
  end?: { line: number, column: number }
  /** What to write instead of the characters from its beginning to its end, which are `instead`; only where nothing else can be meant. */
  fix?: { text: string, instead: string }
}

/** A problem, with the slide it stands on when it stands on one. */
export interface Finding extends Problem {
  slide?: number
}
