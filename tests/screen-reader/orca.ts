import type { ChildProcess } from 'node:child_process'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Orca counts as silent when it has said nothing for so long. */
const SILENT_AFTER_MS = 900

export interface Orca {
  /** Presses keys as a person does, and answers what is said until Orca is silent. Names as of xdotool: "Tab", "shift+Tab". */
  press: (...keys: string[]) => Promise<string[]>
  type: (text: string) => Promise<string[]>
  /** Presses a key until something is said that matches; answers all that was said. */
  pressUntil: (key: string, wanted: RegExp, most?: number) => Promise<string[]>
  /** What is said until it has been silent for a while; `atLeastMs`: what to wait for in any case. */
  listen: (atLeastMs?: number) => Promise<string[]>
  open: (address: string) => Promise<string[]>
  picture: (file: string) => Promise<void>
  close: () => Promise<void>
}

/** Starts a screen, a desktop bus, Orca and a browser, all of their own. Orca's words are taken from its log. */
export async function startOrca(browser: 'firefox' | 'chromium', address: string): Promise<Orca> {
  const home = await mkdtemp(join(tmpdir(), 'lectern-orca-'))
  const runtime = join(home, 'run')
  await mkdir(runtime, { mode: 0o700 })
  await mkdir(join(home, '.local/share/orca'), { recursive: true })
  await copyFile(join(import.meta.dirname, 'orca-customizations.py'), join(home, '.local/share/orca/orca-customizations.py'))
  // Without a sound card a speech server keeps Orca waiting for ever; without a speech server Orca still logs what it would say.
  await mkdir(join(home, '.config/speech-dispatcher'), { recursive: true })
  await writeFile(join(home, '.config/speech-dispatcher/speechd.conf'), 'AddModule "none" "/bin/false"\nDefaultModule none\n')
  const log = join(home, 'spoken.jsonl')
  const env: NodeJS.ProcessEnv = { ...process.env, HOME: home, XDG_RUNTIME_DIR: runtime, XDG_CONFIG_HOME: join(home, '.config'), XDG_DATA_HOME: join(home, '.local/share'), XDG_CACHE_HOME: join(home, '.cache'), LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', GNOME_ACCESSIBILITY: '1', ACCESSIBILITY_ENABLED: '1', NO_AT_BRIDGE: '0' }
  const started: ChildProcess[] = []
  process.once('exit', () => started.forEach(child => child.kill('SIGKILL')))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => process.exit(1))
  const start = (command: string, args: string[], more: NodeJS.ProcessEnv = {}) => {
    const child = spawn(command, args, { env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'ignore'] })
    child.on('error', error => console.error(`${command}: ${error.message}`))
    started.push(child)
    return child
  }

  // It looks for a number that is free, and tells it.
  const screen = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'])
  env.DISPLAY = `:${await firstLine(screen)}`
  const bus = start('dbus-daemon', ['--session', '--nofork', '--print-address=1'])
  const onBus = { DBUS_SESSION_BUS_ADDRESS: await firstLine(bus) }
  await run('gdbus', ['call', '--session', '--dest', 'org.a11y.Bus', '--object-path', '/org/a11y/bus', '--method', 'org.freedesktop.DBus.Properties.Set', 'org.a11y.Status', 'IsEnabled', '<true>'], { env: { ...env, ...onBus } })
  start('openbox', [], onBus)
  start('orca', [], { ...onBus, LECTERN_SPOKEN: log })
  await until(async () => (await words(log, 0)).some(line => line.includes('Screen reader on')), 'Orca (only one can run under one user)')
  if (browser === 'firefox')
    start('firefox-esr', ['--no-remote', '--profile', await firefoxProfile(home), address], onBus)
  else
    start('chromium', ['--no-sandbox', '--force-renderer-accessibility', '--no-first-run', '--no-default-browser-check', '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${join(home, 'chromium')}`, '--window-size=1280,900', address], onBus)

  let heard = 0
  const xdotool = (...args: string[]) => run('xdotool', args, { env })
  const orca: Orca = {
    async press(...keys) {
      const said: string[] = []
      for (const key of keys) {
        await xdotool('key', '--clearmodifiers', key)
        said.push(...await orca.listen())
      }
      return said
    },
    async type(text) {
      await xdotool('type', '--delay', '60', text)
      return orca.listen()
    },
    async pressUntil(key, wanted, most = 80) {
      const said: string[] = []
      for (let presses = 0; presses < most; presses++) {
        const now = await orca.press(key)
        // A busy machine answers late.
        if (!now.length)
          now.push(...await orca.listen(2000))
        said.push(...now)
        if (now.some(line => wanted.test(line)))
          return said
      }
      throw new Error(`${key} pressed ${most} times, and never heard ${wanted}; at last: ${said.slice(-5).join(' | ')}`)
    },
    async listen(atLeastMs = 0) {
      const begun = Date.now()
      let last = -1
      let lastAt = Date.now()
      for (;;) {
        const { length } = await words(log, 0)
        if (length !== last) {
          last = length
          lastAt = Date.now()
        }
        else if (Date.now() - lastAt > SILENT_AFTER_MS && Date.now() - begun > atLeastMs) {
          const said = (await words(log, heard))
          heard += said.length
          return said
        }
        await sleep(100)
      }
    },
    async open(address) {
      await orca.press('ctrl+l')
      await xdotool('type', '--delay', '20', address)
      await xdotool('key', 'Return')
      return orca.listen(3000)
    },
    picture: async (file) => {
      await run('import', ['-window', 'root', file], { env })
    },
    async close() {
      // Orca takes its time over a polite request.
      for (const child of started.reverse())
        child.kill(child.spawnfile === 'orca' ? 'SIGKILL' : 'SIGTERM')
      await Promise.all(started.map(child => child.exitCode ?? child.signalCode ?? once(child, 'exit')))
      await rm(home, { recursive: true, force: true }).catch(() => {})
    },
  }
  return orca
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [chunk] = await once(child.stdout!, 'data')
  return String(chunk).trim()
}

async function words(log: string, from: number): Promise<string[]> {
  const text = await readFile(log, 'utf8').catch(() => '')
  return text.split('\n').slice(0, -1).map((line) => {
    const [said, language] = JSON.parse(line) as [string, string]
    // Doses are set with spaces that do not break.
    return said.replace(/\s+/g, ' ').trim() + (language && !language.startsWith('en') ? ` [${language}]` : '')
  }).filter(Boolean).slice(from)
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 60_000
  while (!await condition()) {
    if (Date.now() > end)
      throw new Error(`${what} did not start within a minute`)
    await sleep(200)
  }
}

async function firefoxProfile(home: string): Promise<string> {
  const folder = join(home, 'firefox')
  await mkdir(folder)
  const settings = { 'browser.aboutwelcome.enabled': false, 'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false, 'browser.startup.homepage_override.mstone': 'ignore', 'app.update.enabled': false, 'browser.translations.automaticallyPopup': false, 'signon.rememberSignons': false, 'accessibility.force_disabled': -1, 'termsofuse.bypassNotification': true }
  await writeFile(join(folder, 'user.js'), Object.entries(settings).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''))
  return folder
}
