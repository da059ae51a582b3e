// The tests read our PDFs with programs that are not ours. On Debian and Ubuntu, as root, they are installed; elsewhere
// this says what to install.
import { spawnSync } from 'node:child_process'
import process from 'node:process'

const TOOLS = [
  { command: 'pdftotext', debian: 'poppler-utils', macos: 'poppler' },
  { command: 'qpdf', debian: 'qpdf', macos: 'qpdf' },
]

const has = command => spawnSync(process.platform === 'win32' ? 'where' : 'which', [command], { stdio: 'ignore' }).status === 0
const missing = () => TOOLS.filter(tool => !has(tool.command))

if (missing().length && has('apt-get') && process.getuid?.() === 0) {
  const packages = missing().map(tool => tool.debian)
  console.error(`Installing ${packages.join(' and ')} …`)
  spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'] })
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}

const still = missing()
if (still.length) {
  console.error(`The tests need ${still.map(tool => tool.command).join(' and ')}. Install them:`)
  console.error(`  Debian, Ubuntu: apt-get install ${still.map(tool => tool.debian).join(' ')}`)
  console.error(`  macOS:          brew install ${still.map(tool => tool.macos).join(' ')}`)
  process.exit(1)
}
