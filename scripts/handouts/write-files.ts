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
 * Writes files beside their places and, when all of them are written, moves them there: nobody ever finds half a file,
 * and a failure leaves the last good ones.
 * @throws LecternError "not-written" (disk full, read-only folder …)
 */
export async function writeFiles(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const beside = (path: string) => `${path}.${process.pid}.part`
  let current = ''
  try {
    for (const [path, bytes] of files) {
      current = path
      await mkdir(dirname(path), { recursive: true })
      await writeFile(beside(path), bytes)
    }
    for (const path of files.keys()) {
      current = path
      await rename(beside(path), path)
    }
  }
  catch (error) {
    await Promise.all([...files.keys()].map(path => rm(beside(path), { force: true }).catch(() => {})))
    throw new LecternError(`${current} could not be written: ${reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message}.`, {
      code: 'not-written',
      mend: 'Free space on the disk or make the folder writable, then run the command again; the file that was there is unchanged.',
      file: current,
      cause: error,
    })
  }
}
