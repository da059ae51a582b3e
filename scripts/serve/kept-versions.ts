import { createHash, randomUUID } from 'node:crypto'
import { constants, existsSync } from 'node:fs'
import { copyFile, link, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { filesBelow } from '../build/fingerprint.ts'
import { LecternError } from '../errors.ts'

/*
 * The public files of every version of a course that somebody is in: versions/<course>/<version>/ in the data folder. A build
 * overwrites dist/; who has begun goes on with the slides and questions that they began with.
 */

/** What a journey needs of a build. Keys are not among it: they are in the database. */
export const KEPT_PRODUCTS = ['module', 'slides'] as const

/** In the folder of a version: names the builds whose files are there. */
const STAMP = '.builds'
/** Nobody waits so long between two processes that are replaced one after the other. */
const YOUNGEST_TO_FORGET_MS = 24 * 3_600_000

export interface KeptVersion { course: string, version: string }

export function versionFolder(kept: string, { course, version }: KeptVersion): string {
  return join(kept, course, version)
}

/** True for what can be the name of a version; nothing else becomes a path. */
export function isVersionName(name: string): boolean {
  return /^[\w-]{1,64}$/.test(name)
}

/**
 * Keeps the public files of a built course as those of a version. Hard links where the file system has them, so that a version
 * costs next to nothing beside dist/. The same version built again (by a newer Lectern) brings its files up to date; files
 * of the build before stay, for pages that are open.
 * @throws LecternError when the files cannot be kept.
 */
export async function keepVersionFiles(dist: string, kept: string, keep: KeptVersion & { build: string }): Promise<void> {
  const target = versionFolder(kept, keep)
  const source = join(dist, keep.course)
  const stamp = join(target, STAMP)
  const builds = (await readFile(stamp, 'utf8').catch(() => '')).split('\n').filter(Boolean)
  if (builds.includes(keep.build))
    return
  const staging = join(kept, keep.course, `.${keep.version}-${randomUUID()}`)
  try {
    await keepFiles(source, staging)
    await writeFile(join(staging, STAMP), [...builds, keep.build, ''].join('\n'))
    if (await buildOf(source) !== keep.build)
      throw new BuildReplacedError()
    await rename(staging, target).catch(async (error: NodeJS.ErrnoException) => {
      // There already: of an earlier build of the same version, or by another process just now.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'EPERM')
        throw error
      await mergeFiles(staging, target)
    })
  }
  catch (error) {
    if (error instanceof BuildReplacedError || (error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new BuildReplacedError()
    throw new LecternError(`The pages of ${keep.course} cannot be kept for those who are in it (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`, { code: 'version-not-kept', mend: `Make room in ${kept}, and see that the server may write there.`, cause: error })
  }
  finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** The build in dist/<course>/, by the hash of its manifest; undefined while one takes the place of another. */
export async function buildOf(folder: string): Promise<string | undefined> {
  const manifest = await readFile(join(folder, 'manifest.json')).catch(() => undefined)
  return manifest && createHash('sha256').update(manifest).digest('hex')
}

/** Another build took the place of the one that was being kept: begin again. */
export class BuildReplacedError extends Error {
  override name = 'BuildReplacedError'
}

/** Versions whose files are kept, the one that was kept last first. */
export async function keptVersions(kept: string, course?: string): Promise<KeptVersion[]> {
  const courses = course === undefined ? await namesBelow(kept) : [course]
  const versions = await Promise.all(courses.map(async (course) => {
    const names = (await namesBelow(join(kept, course))).filter(isVersionName)
    return Promise.all(names.map(async version => ({ course, version, at: (await stat(join(kept, course, version, STAMP)).catch(() => undefined))?.mtimeMs ?? 0 })))
  }))
  return versions.flat().sort((a, b) => b.at - a.at).map(({ course, version }) => ({ course, version }))
}

/**
 * Removes the files of versions that nobody needs, and what a process that was killed left half kept. A version that was kept
 * within a day stays: another process may still offer it.
 */
export async function forgetVersionFiles(kept: string, isNeeded: (version: KeptVersion) => Promise<boolean>, now = Date.now()): Promise<KeptVersion[]> {
  const isOld = async (path: string) => now - ((await stat(path).catch(() => undefined))?.mtimeMs ?? now) > YOUNGEST_TO_FORGET_MS
  for (const course of await namesBelow(kept)) {
    for (const name of await readdir(join(kept, course))) {
      if (name.startsWith('.') && await isOld(join(kept, course, name)))
        await rm(join(kept, course, name), { recursive: true, force: true })
    }
  }
  const forgotten: KeptVersion[] = []
  for (const version of await keptVersions(kept)) {
    const folder = versionFolder(kept, version)
    if (!await isOld(join(folder, STAMP)) || await isNeeded(version))
      continue
    // Renamed first: nobody meets half a version.
    const aside = join(dirname(folder), `.${version.version}-${randomUUID()}`)
    await rename(folder, aside)
    await rm(aside, { recursive: true, force: true })
    forgotten.push(version)
  }
  return forgotten
}

async function keepFiles(source: string, target: string): Promise<void> {
  for (const product of KEPT_PRODUCTS) {
    if (!existsSync(join(source, product)))
      continue
    for (const file of await filesBelow(join(source, product))) {
      const place = join(target, file.slice(source.length))
      await mkdir(dirname(place), { recursive: true })
      await linkOrCopy(file, place)
    }
  }
}

/** Whoever reads meanwhile meets the old file or the new one; what only the old build had stays. The stamp comes last. */
async function mergeFiles(staging: string, target: string): Promise<void> {
  const files = await filesBelow(staging)
  for (const file of [...files.filter(file => file !== join(staging, STAMP)), join(staging, STAMP)]) {
    const place = join(target, file.slice(staging.length))
    await mkdir(dirname(place), { recursive: true })
    await rename(file, place)
  }
}

async function linkOrCopy(file: string, place: string): Promise<void> {
  try {
    await link(file, place)
  }
  catch (error) {
    // Another disk, or a file system without hard links.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw error
    await copyFile(file, place, constants.COPYFILE_FICLONE)
    const { atime, mtime } = await stat(file)
    await utimes(place, atime, mtime)
  }
}

async function namesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter(entry => entry.isDirectory() && !entry.name.startsWith('.')).map(entry => entry.name).sort()
}
