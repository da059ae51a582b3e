/*
 * Runs the benchmarks that docs/benchmarks.md names, and puts what each says in its place there, with the date; nothing else on the
 * page changes (benchmark-page.ts). Leave the machine alone meanwhile.
 *
 * npm run bench                        all of them, some hours
 * npm run bench -- model certificates  those whose command holds one of the words
 */
import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem, type } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { kitRoot } from '../../scripts/kit.ts'
import { commandsOf, withResult } from './benchmark-page.ts'

const place = join(kitRoot, 'docs', 'benchmarks.md')
const words = process.argv.slice(2)
const known = commandsOf(await readFile(place, 'utf8'))
const commands = known.filter(command => !words.length || words.some(word => command.includes(word)))
if (!commands.length) {
  console.error(`No benchmark has ${words.join(' or ')} in its command. There are:\n${known.join('\n')}`)
  process.exit(2)
}
for (const command of commands) {
  console.error(`${command} …`)
  const busy = loadavg()[0]!
  const [, ...args] = command.split(' ')
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: kitRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  if (status !== 0) {
    console.error(`${command} failed; its place on the page is left as it was.`)
    process.exitCode = 1
    continue
  }
  const conditions = `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()}, Node.js ${process.versions.node}${busy > 1 ? `; other programs were running (load ${busy.toFixed(1)})` : ''}.`
  // Read again: a benchmark takes long, and somebody may have written meanwhile.
  await writeFile(place, withResult(await readFile(place, 'utf8'), command, stdout, conditions))
}
