import { existsSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'

/**
 * Clears up after builds that were killed: puts the last good build back if it was caught between two renames, and
 * removes what was half written. Folders of builds that still run are left alone.
 */
export async function clearLeftovers(dist: string, course: string): Promise<void> {
  const pattern = new RegExp(`^\\.${course.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}-(\\d+)(-previous)?$`)
  const names = await readdir(dist).catch(() => [])
  for (const name of names) {
    const match = pattern.exec(name)
    if (!match || isRunning(Number(match[1])))
      continue
    if (match[2] && !existsSync(join(dist, course)))
      await rename(join(dist, name), join(dist, course))
    else
      await rm(join(dist, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return pid !== process.pid
  }
  catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
