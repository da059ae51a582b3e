import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { kitRoot } from '../kit.ts'

/** Folders and files of the kit that decide what a build writes. */
const KIT_SOURCES = ['app', 'components', 'h5p', 'layouts', 'lib', 'presenter', 'public', 'reader', 'scripts', 'server/courses', 'setup', 'styles', 'vendor', 'package.json', 'package-lock.json']

/** Hash over folders and files, names and contents; missing ones count as empty. */
export async function fingerprint(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of await filesBelow(path)) {
      hash.update(`${relative(path, file)}\0`)
      hash.update(await readFile(file))
      hash.update('\0')
    }
  }
  return hash.digest('hex')
}

/** What the kit itself adds to a course's fingerprint. */
export function kitPaths(): string[] {
  const layers = ['custom-nav-controls.vue', 'global-bottom.vue', 'global-top.vue', 'slide-bottom.vue', 'slide-top.vue', 'vite.config.ts']
  return [...KIT_SOURCES, ...layers].map(path => join(kitRoot, path))
}

/** Every file of a folder, sorted; a file is itself; nothing for what does not exist. */
export async function filesBelow(path: string): Promise<string[]> {
  if (!existsSync(path))
    return []
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined)
  if (!entries)
    return [path]
  return entries
    .filter(entry => entry.isFile() && !relative(path, entry.parentPath).split(sep).includes('node_modules'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
}
