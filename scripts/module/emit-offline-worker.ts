import { createHash } from 'node:crypto'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { filesBelow } from '../build/fingerprint.ts'
import { kitRoot } from '../kit.ts'

const NAME = 'offline-worker.js'

/**
 * Writes the worker that lets the module's page begin without a network. It comes last: it names the files of the page, each
 * with its hash.
 */
export async function emitOfflineWorker(moduleDir: string): Promise<void> {
  const files: Record<string, string> = {}
  for (const path of await shellFiles(moduleDir)) {
    // Some hosts lead from index.html to the folder; a page that was led there cannot be kept.
    const address = path === 'index.html' ? './' : path
    files[address] = `sha256-${createHash('sha256').update(await readFile(join(moduleDir, path))).digest('base64')}`
  }
  const build = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16)
  const worker = await readFile(join(kitRoot, 'app', NAME), 'utf8')
  await writeFile(join(moduleDir, NAME), `const SHELL = ${JSON.stringify({ build, files }, null, 2)}\n${worker}`)
}

/** Writes, in its place, the one that removes it from browsers. */
export async function emitRetiredWorker(moduleDir: string): Promise<void> {
  await copyFile(join(kitRoot, 'app', 'offline-worker-retired.js'), join(moduleDir, NAME))
}

/** What the page needs to begin. It reads well without its typefaces, which are larger than all the rest. */
async function shellFiles(moduleDir: string): Promise<string[]> {
  const assets = (await filesBelow(join(moduleDir, 'assets'))).filter(file => /\.(?:js|css)$/.test(file))
  return ['index.html', 'module.json', 'favicon.svg', ...assets.map(file => relative(moduleDir, file).split(sep).join('/'))]
}
