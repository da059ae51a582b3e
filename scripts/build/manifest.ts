import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { kitVersion } from '../kit.ts'
import { filesBelow } from './fingerprint.ts'

export interface Manifest {
  course: string
  title: string
  /** The kit's version. */
  lectern: string
  /** Hash over everything that went in, per product: tells whether a product must be built again. */
  inputs: Record<string, string>
  /** Hash over the course's own sources, per product: those with the same were built from the same course. */
  sources?: Record<string, string>
  /** Every file with its size and hash; paths from dist/<course>/, with slashes. */
  files: { path: string, bytes: number, sha256: string }[]
}

/** Lists what a built course consists of. */
export async function createManifest(folder: string, course: string, title: string, inputs: Record<string, string>, sources?: Record<string, string>): Promise<Manifest> {
  const files = []
  for (const file of await filesBelow(folder)) {
    const path = relative(folder, file).split(sep).join('/')
    if (path === 'manifest.json')
      continue
    const bytes = await readFile(file)
    files.push({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
  }
  return { course, title, lectern: kitVersion, inputs, sources, files }
}

/** The manifest of the last build; undefined when there is none that can be read. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Partial<Manifest> | null
    return manifest?.inputs && manifest.files && manifest.title ? manifest as Manifest : undefined
  }
  catch {
    return undefined
  }
}
