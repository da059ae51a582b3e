/** One requirement that a file does not meet. */
export interface Failure {
  /** Stable name of the condition, for scripts: "figure-alternative". */
  condition: string
  message: string
  /** Page number from 1, where it is known. */
  page?: number
}

/** What came of one file. */
export interface Verdict {
  /** As it was named on the command line. */
  file: string
  /** What the file was taken for: "PDF". */
  kind: string
  failures: Failure[]
  /** What else people want to know of it, line by line. */
  details?: string[]
  /** What a certificate certifies, for programs. */
  certificate?: Record<string, unknown>
  /** Why the file could not be examined, when it could not. */
  unreadable?: { message: string, mend: string }
}

/** Good, failed, or not to be examined: what the command exits with. */
export function exitCodeOf(verdicts: readonly Verdict[]): 0 | 1 | 2 {
  if (verdicts.some(verdict => verdict.unreadable))
    return 2
  return verdicts.some(verdict => verdict.failures.length > 0) ? 1 : 0
}
