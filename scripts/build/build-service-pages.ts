import type { Progress } from '../progress.ts'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { kitRoot } from '../kit.ts'
import { SERVICE_FOLDER } from '../service-pages/service-page-names.ts'
import { fingerprint, kitPaths } from './fingerprint.ts'
import { clearLeftovers } from './leftovers.ts'
import { createManifest, readManifest } from './manifest.ts'
import { putInPlace } from './put-in-place.ts'
import { explainWriteFailure } from './write-failure.ts'

export interface ServicePagesOptions {
  /** Build what has not changed, too. */
  force?: boolean
  progress: Progress
}

/**
 * Builds the pages of the credit service into dist/.service/, where all courses of a project share them. As with a course,
 * a build that fails leaves the last good one, and nothing is built that has not changed.
 * @returns whether they were built.
 */
export async function buildServicePages(dist: string, { force, progress }: ServicePagesOptions): Promise<boolean> {
  const target = join(dist, SERVICE_FOLDER)
  await clearLeftovers(dist, SERVICE_FOLDER)
  // The pages take the shapes of the service's answers from its sources.
  const inputs = await fingerprint([...kitPaths(), join(kitRoot, 'server')])
  const isCurrent = async () => (await readManifest(target))?.inputs.pages === inputs
  if (!force && await isCurrent())
    return false

  const staging = join(dist, `.${SERVICE_FOLDER}-${process.pid}`)
  const started = performance.now()
  progress('building the pages of the credit service …')
  try {
    await rm(staging, { recursive: true, force: true })
    await mkdir(staging, { recursive: true })
    await (await import('../service-pages/emit.ts')).emitServicePages(staging)
    const manifest = await createManifest(staging, SERVICE_FOLDER, 'Credit service', { pages: inputs })
    await writeFile(join(staging, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    await putInPlace(staging, target)
  }
  catch (error) {
    await rm(staging, { recursive: true, force: true })
    // Another build of the same project may have been faster; its pages are the same.
    if (!await isCurrent())
      throw explainWriteFailure(error)
  }
  progress(`built the pages of the credit service in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return true
}
