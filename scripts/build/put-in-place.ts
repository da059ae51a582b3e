import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'

/** Swaps folders: what was written takes the place of what was there, which stays when that fails. */
export async function putInPlace(staging: string, target: string): Promise<void> {
  const previous = `${staging}-previous`
  const replaced = existsSync(target)
  if (replaced)
    await rename(target, previous)
  try {
    await rename(staging, target)
  }
  catch (error) {
    if (replaced)
      await rename(previous, target)
    throw error
  }
  await rm(previous, { recursive: true, force: true })
}
