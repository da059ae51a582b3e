import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { chmod, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

export interface SmallDisk {
  folder: string
  /** Takes all the room that is left. */
  fill: () => void
  /** Gives it back. */
  clear: () => Promise<void>
  unmount: () => Promise<void>
}

/** A disk of its own in memory; undefined where this user may not mount one. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return undefined
  const folder = mkdtempSync(join(tmpdir(), 'lectern-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
  }
  catch {
    rmSync(folder, { recursive: true })
    return undefined
  }
  await chmod(folder, 0o755)
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill() {
      const file = openSync(ballast, 'w')
      // Big pieces first, then whatever still fits.
      for (const size of [1 << 20, 1 << 12, 1]) {
        try {
          while (true)
            writeSync(file, Buffer.alloc(size))
        }
        catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC')
            throw error
        }
      }
      closeSync(file)
    },
    clear: () => rm(ballast),
    async unmount() {
      execFileSync('umount', ['-l', folder])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
