import { once } from 'node:events'
import { open, rename, rm } from 'node:fs/promises'
import process from 'node:process'
import { LecternError } from '../errors.ts'

const reasons: Record<string, string> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
}

/**
 * Writes what a command found into a file, or without one to standard output, as fast as it is taken: a long roster does not fill the
 * memory. A file is written beside its place and moved there when it is whole; as it holds personal data, only its owner reads it.
 * @throws LecternError when the file cannot be written.
 */
export async function writeResult(to: string | undefined, parts: Iterable<string> | AsyncIterable<string>): Promise<void> {
  if (to === undefined) {
    for await (const part of parts) {
      if (!process.stdout.write(part))
        await once(process.stdout, 'drain')
    }
    return
  }
  const beside = `${to}.${process.pid}.part`
  const file = await attempt(to, () => open(beside, 'w', 0o600))
  try {
    for await (const part of parts)
      await attempt(to, () => file.appendFile(part))
    await attempt(to, () => file.sync())
    await file.close()
    await attempt(to, () => rename(beside, to))
  }
  catch (error) {
    await file.close().catch(() => {})
    await rm(beside, { force: true }).catch(() => {})
    throw error
  }
  process.stdout.write(`Wrote ${to}.\n`)
}

async function attempt<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  }
  catch (error) {
    throw new LecternError(`${file} could not be written: ${reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message}.`, { code: 'not-written', mend: 'Name another file with --to. What was there is as it was.', file, cause: error })
  }
}
