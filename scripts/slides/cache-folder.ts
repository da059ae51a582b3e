import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'

/**
 * Where Vite keeps the modules that it has prepared for a deck: own for each deck and each use, so that nothing that runs
 * at the same time throws them away.
 * @param entry Full path of the deck's slides.md.
 */
export function cacheFolder(entry: string, use: 'live' | 'print'): string {
  const name = `${createHash('sha256').update(entry).digest('hex').slice(0, 12)}-${use}`
  for (let folder = dirname(entry); ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules')
    if (existsSync(join(modules, '.bin')))
      return join(modules, '.cache', 'lectern', name)
    if (folder === dirname(folder))
      return join(tmpdir(), `lectern-${process.getuid?.() ?? 'user'}`, name)
  }
}
