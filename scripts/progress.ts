import process from 'node:process'

/** Says what is being done, in words; one line per step. */
export type Progress = (message: string) => void

/** Progress goes to standard error, so that standard output stays clean for scripts. */
export function createProgress(subject: string, quiet = false): Progress {
  return (message) => {
    if (!quiet)
      process.stderr.write(`${subject}: ${message}\n`)
  }
}
