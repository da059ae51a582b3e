import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

/** Other people's tools, for comparison only. They are installed beside the project: mupdf is AGPL, and muhammara is compiled where there is no binary. */
const versions = {
  'decktape': '3.16.1',
  '@marp-team/marp-cli': '4.5.1',
  'muhammara': '6.0.6',
  'mupdf': '1.28.1',
} as const

export type Rival = keyof typeof versions

/**
 * Installs the tools that are not there yet into a folder that stays for the next run.
 * @returns the folder of each that could be installed, and why the others could not.
 */
export async function installRivals(): Promise<{ folders: Map<Rival, string>, missing: string[] }> {
  const folders = new Map<Rival, string>()
  const missing: string[] = []
  for (const [name, version] of Object.entries(versions) as [Rival, string][]) {
    const home = join(process.env.LECTERN_BENCH_RIVALS ?? join(tmpdir(), 'lectern-bench-rivals'), name.replace('/', '-'))
    const folder = join(home, 'node_modules', name)
    await mkdir(home, { recursive: true })
    if (!existsSync(folder)) {
      await writeFile(join(home, 'package.json'), '{ "private": true }')
      process.stderr.write(`installing ${name} ${version} …\n`)
      const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', `${name}@${version}`], { cwd: home, encoding: 'utf8', timeout: 900_000, env: { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1' } })
      if (status !== 0) {
        missing.push(`${name} ${version} could not be installed here${/gyp/.test(stderr) ? ' (it has to be compiled)' : ''}`)
        continue
      }
    }
    folders.set(name, folder)
  }
  return { folders, missing }
}
