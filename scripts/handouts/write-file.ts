import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import process from 'node:process'
import { LecternError } from '../errors.ts'

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  ENOTDIR: 'a part of the path is not a folder',
}

/**
 * Writes a file beside its place and then moves it there, so that nobody ever finds half of it and a failure leaves the
 * last good one.
 * @throws LecternError "not-written" (disk full, read-only folder …)
 */
export async function writeFileSafely(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}.part`
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(beside, bytes)
    await rename(beside, path)
  }
  catch (error) {
    await rm(beside, { force: true }).catch(() => {})
    throw new LecternError(`${path} could not be written: ${reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message}.`, {
      code: 'not-written',
      mend: 'Free space on the disk or make the folder writable, then run the command again; the file that was there is unchanged.',
      file: path,
      cause: error,
    })
  }
}
