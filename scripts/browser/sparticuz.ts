import type { Machine } from './machine.ts'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { thisMachine } from './machine.ts'

const run = promisify(execFile)

export interface PackedBrowser {
  path: string
  env: Record<string, string>
}

/**
 * The Chromium that the npm package @sparticuz/chromium carries (Linux, x64), for a computer that has no browser.
 * Unpacked once per version into the user's own cache folder, and with its own shared libraries where the system's are
 * missing (a bare Debian has no libnss3). Undefined where the package is not installed or does not run.
 */
export async function unpackSparticuz(machine: Machine = thisMachine): Promise<PackedBrowser | undefined> {
  if (machine.platform !== 'linux' || process.arch !== 'x64')
    return undefined
  const version = await installedVersion()
  if (version === undefined)
    return undefined
  const cache = join(machine.env.XDG_CACHE_HOME || join(machine.home, '.cache'), 'lectern')
  const folder = join(cache, `chromium-${version}`)
  const path = join(folder, 'chromium')
  if (!machine.runs(path))
    await unpackInto(folder)
  const fonts = { FONTCONFIG_FILE: await writeFontConfiguration(folder) }
  const libraries = { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }
  for (const env of [fonts, { ...fonts, ...libraries }]) {
    if (await starts(path, env))
      return { path, env }
  }
  return undefined
}

async function installedVersion(): Promise<string | undefined> {
  try {
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
    const root = entry.slice(0, entry.lastIndexOf(join('@sparticuz', 'chromium')) + join('@sparticuz', 'chromium').length)
    return JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).version
  }
  catch {
    return undefined
  }
}

/** Unpacks beside the final folder and renames, so that a killed unpacking never leaves half a browser behind. */
async function unpackInto(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 })
  const beside = await mkdtemp(`${folder}-`)
  try {
    const script = fileURLToPath(new URL('./sparticuz-unpack.mjs', import.meta.url))
    // The name of the runtime is what makes the package unpack its shared libraries.
    await run(process.execPath, [script], { env: { ...process.env, TMPDIR: beside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' } })
    await rm(folder, { recursive: true, force: true })
    await rename(beside, folder)
  }
  catch (error) {
    await rm(beside, { recursive: true, force: true })
    throw error
  }
}

/**
 * Adds the package's own typeface to those of the system: where there are none at all, Chromium shows no text whose
 * typeface a page does not bring along. The package's own configuration looks for it in fixed places only.
 */
async function writeFontConfiguration(folder: string): Promise<string> {
  const file = join(folder, 'fonts.conf')
  await writeFile(file, `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`)
  return file
}

async function starts(path: string, env: Record<string, string>): Promise<boolean> {
  try {
    await run(path, ['--no-sandbox', '--version'], { env: { ...process.env, ...env }, timeout: 20_000 })
    return true
  }
  catch {
    return false
  }
}
