import type { RunningServer } from '../../../scripts/serve/serve-dist.ts'
import type { CourseBundle } from '../../../server/courses/course-bundle.ts'
import type { Goal } from './seed-learners.ts'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildServicePages } from '../../../scripts/build/build-service-pages.ts'
import { createManifest } from '../../../scripts/build/manifest.ts'
import { serveDist } from '../../../scripts/serve/serve-dist.ts'
import { grantRole } from '../../../server/roles/role-grants.ts'
import { openStore } from '../../../server/storage/open-store.ts'
import { realBundle, startService } from '../../server/support/credit-service.ts'
import { freePort } from '../../support/ports.ts'
import { seedLearner } from './seed-learners.ts'

export const OFFICE = 'office@example.org'
export const ADMIN = 'admin@example.org'

/** Learners who go through the course at the same time. */
const WAVE = 10

export interface OfficeServer {
  server: RunningServer
  bundle: CourseBundle
  /** The same course under another name, accredited, with two physicians: what one of them was credited can be reported to PARS. */
  accredited: CourseBundle
  /** Below it is everything that was written. */
  folder: string
  close: () => Promise<void>
}

/** The office's pages over a real credit service on SQLite, with learners who are at all steps of the repository's course. */
export async function startOfficeServer(goals: readonly Goal[]): Promise<OfficeServer> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-office-'))
  const dataFolder = join(folder, 'data')
  const real = await realBundle()
  const bundle: CourseBundle = { ...real, meta: { ...real.meta, released: '2026-01-01', expires: '2099-12-31', assessment: { ...real.meta.assessment, attempts: 2, retakeDelay: 'none' } } }
  const accredited: CourseBundle = { ...bundle, name: 'low-dose-naltrexone-accredited', version: '0'.repeat(32), meta: { ...bundle.meta, title: 'Low-dose naltrexone, as if accredited', accreditation: 'accme' } }
  const empty: CourseBundle = { ...bundle, name: 'not-begun', version: '1'.repeat(32), meta: { ...bundle.meta, title: 'A course that nobody has begun' } }
  const bundles = [bundle, accredited, empty]

  const store = openStore({ dataFolder })
  let time = ''
  const service = await startService(store, bundles, () => time || new Date().toISOString())
  const setTime = (iso: string) => {
    // Learners of a wave share the clock, which never goes back.
    time = iso > time ? iso : time
  }
  for (let first = 0; first < goals.length; first += WAVE)
    await Promise.all(goals.slice(first, first + WAVE).map((goal, index) => seedLearner({ service, bundle, setTime }, first + index, goal)))
  await Promise.all([0, 5].map(no => seedLearner({ service, bundle: accredited, setTime }, no, 'claimed')))
  const change = { actor: 'command line', now: new Date().toISOString(), mayLeaveNoAdmin: true }
  await grantRole(store.writer, OFFICE, 'office', change)
  await grantRole(store.writer, ADMIN, 'admin', change)
  await store.db.destroy()

  const dist = join(folder, 'dist')
  for (const of of bundles) {
    const built = join(dist, of.name)
    await mkdir(join(built, 'private'), { recursive: true })
    await writeFile(join(built, 'private', 'course.json'), JSON.stringify(of))
    // What learners open is no part of these tests, and a course without it is not offered.
    for (const product of ['module', 'slides']) {
      await mkdir(join(built, product))
      await writeFile(join(built, product, 'index.html'), `<!doctype html><html lang="en"><title>${product}</title></html>`)
    }
    await writeFile(join(built, 'manifest.json'), JSON.stringify(await createManifest(built, of.name, of.meta.title, {})))
  }
  await buildServicePages(dist, { progress: () => {} })
  const server = await serveDist(dist, { port: await freePort(), host: '127.0.0.1', dataFolder, newSigningKey: true })
  return {
    server,
    bundle,
    accredited,
    folder,
    async close() {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
