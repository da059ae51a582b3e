import { LecternError } from '../errors.ts'

/** A full or closed disk in words; any other error as it is. */
export function explainWriteFailure(error: unknown): unknown {
  const { code, path } = error as NodeJS.ErrnoException
  const explanations: Record<string, [string, string]> = {
    ENOSPC: ['The disk is full.', 'Make room and build again; the last build is still in place.'],
    EROFS: ['dist/ is on a read-only disk.', 'Build in a folder that can be written to.'],
    EACCES: [`${path ?? 'dist/'} may not be written to.`, 'Change its permissions, or build elsewhere; the last build is still in place.'],
  }
  const explanation = code === undefined ? undefined : explanations[code]
  return explanation ? new LecternError(explanation[0], { code: `write-${code!.toLowerCase()}`, mend: explanation[1], cause: error }) : error
}
