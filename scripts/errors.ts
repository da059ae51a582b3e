/** Exit codes of the command: 1 findings or failed verification, 2 bad usage or bad input. */
export type ExitCode = 1 | 2

export interface LecternErrorOptions {
  /** What the user can do about it, as an instruction. */
  mend: string
  /** Stable, for scripts: for example "browser-not-found". */
  code: string
  exitCode?: ExitCode
  file?: string
  line?: number
  column?: number
  cause?: unknown
}

/** An error that is the user's to mend: printed as message and mend, never as a stack trace. */
export class LecternError extends Error {
  readonly code: string
  readonly exitCode: ExitCode
  readonly mend: string
  readonly file?: string
  readonly line?: number
  readonly column?: number

  constructor(message: string, options: LecternErrorOptions) {
    super(message, { cause: options.cause })
    this.name = 'LecternError'
    this.code = options.code
    this.exitCode = options.exitCode ?? 2
    this.mend = options.mend
    this.file = options.file
    this.line = options.line
    this.column = options.column
  }
}
