// Runs on any Node.js from 18 on, before anything is installed: installs the packages if they are missing or out of date,
// then hands over to the pinned Node.js that they bring along.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'node_modules', '.lectern-installed')
const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)

function run(command, args) {
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path }, shell: process.platform === 'win32' })
  if (error)
    console.error(`${command} could not be started: ${error.message}`)
  if (status !== 0 && !signal)
    process.exit(status ?? 2)
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.error('Installing packages (one to two minutes the first time) …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, lock)
}

const [task, ...args] = process.argv.slice(2)
if (task === 'start')
  run('node', ['bin/lectern.mjs', 'start', 'low-dose-naltrexone', ...args])
else if (task === 'test')
  run('node', ['scripts/test.mjs', ...args])
else
  throw new Error(`unknown task ${task}`)
