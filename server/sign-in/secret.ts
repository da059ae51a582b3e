import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LecternError } from '../../scripts/errors.ts'

const LEAST_LENGTH = 32

/**
 * What signs cookies: `given` (LECTERN_SECRET), which several processes have to share, else a file of the data folder, made
 * at the first start.
 * @throws LecternError for a secret that is too short.
 */
export async function openSecret(given: string | undefined, dataFolder: string): Promise<string> {
  if (given !== undefined) {
    if (given.length < LEAST_LENGTH)
      throw new LecternError(`LECTERN_SECRET is shorter than ${LEAST_LENGTH} characters.`, { code: 'secret-too-short', mend: 'Set it to the output of "openssl rand -base64 32".' })
    return given
  }
  const file = join(dataFolder, 'secret')
  try {
    // Fails when the file is there: two processes that start together end with one secret.
    await writeFile(file, randomBytes(LEAST_LENGTH).toString('base64url'), { mode: 0o600, flag: 'wx' })
  }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw error
  }
  return readFile(file, 'utf8')
}
