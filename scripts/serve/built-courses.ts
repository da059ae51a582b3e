import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifest } from '../build/manifest.ts'

export interface BuiltCourse { name: string, title: string, products: string[] }

/** The only folders of a built course that leave the machine: answer keys in private/ must never be among them. */
export const PUBLIC_PRODUCTS = ['slides', 'handouts', 'quizzes', 'module']

/** The courses that were built into a dist/ folder. */
export async function listBuiltCourses(dist: string): Promise<BuiltCourse[]> {
  const built = await Promise.all((await folderNames(dist)).map(async (name) => {
    const manifest = await readManifest(join(dist, name))
    return manifest && { name, title: manifest.title, products: PUBLIC_PRODUCTS.filter(product => existsSync(join(dist, name, product))) }
  }))
  return built.filter(course => course !== undefined)
}

/** Another text after every build: a build writes a new manifest.json. */
export async function buildsOf(dist: string): Promise<string> {
  const builds = await Promise.all((await folderNames(dist)).map(async (name) => {
    const manifest = await stat(join(dist, name, 'manifest.json'), { bigint: true }).catch(() => undefined)
    return manifest ? [`${name} ${manifest.ino} ${manifest.mtimeNs}`] : []
  }))
  return builds.flat().sort().join('\n')
}

async function folderNames(dist: string): Promise<string[]> {
  const entries = await readdir(dist, { withFileTypes: true }).catch(() => [])
  return entries.filter(entry => !entry.isFile() && !entry.name.startsWith('.')).map(entry => entry.name).sort()
}
