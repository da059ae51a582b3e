import type { ExitCode } from '../errors.ts'

/** How a command says its exit code when it did not fail. */
export type Finish = (code: 0 | ExitCode) => void
