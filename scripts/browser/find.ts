import type { Machine } from './machine.ts'
import type { PackedBrowser } from './sparticuz.ts'
import process from 'node:process'
import { LecternError } from '../errors.ts'
import { chromePaths } from './chrome.ts'
import { chromiumPaths } from './chromium.ts'
import { edgePaths } from './edge.ts'
import { thisMachine } from './machine.ts'
import { playwrightPaths } from './playwright.ts'
import { unpackSparticuz } from './sparticuz.ts'

export interface FoundBrowser {
  /** Full path of the executable. */
  path: string
  args: string[]
  /** Variables to add to the environment of the browser. */
  env?: Record<string, string>
  /** For messages: "Chrome", "Chromium" … */
  name: string
}

export interface FindOptions {
  machine?: Machine
  /** Stands in for the browser that comes with npm; for tests. */
  unpack?: (machine: Machine) => Promise<PackedBrowser | undefined>
}

const quietArgs = [
  '--disable-gpu',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

/**
 * The first usable browser of: `LECTERN_CHROMIUM`, an installed Chrome, Chromium or Edge, Playwright's own, and the one
 * that comes with npm on Linux.
 * @throws LecternError "browser-not-found", with what to install on this platform; also when `LECTERN_CHROMIUM` names
 * no executable, because another browser than the one asked for would be a surprise.
 */
export async function findBrowser(options: FindOptions = {}): Promise<FoundBrowser> {
  const first = await browsers(options).next()
  if (first.done)
    throw noBrowser(options.machine ?? thisMachine)
  return first.value
}

/** All usable browsers, the preferred first; the one that npm brought is unpacked only when it is reached. */
export async function* browsers(options: FindOptions = {}): AsyncGenerator<FoundBrowser> {
  const { machine = thisMachine, unpack = unpackSparticuz } = options
  const args = argsFor(machine)
  const named = machine.env.LECTERN_CHROMIUM
  if (named) {
    if (!machine.runs(named))
      throw namedBrowserMissing(named)
    yield { path: named, args, name: 'LECTERN_CHROMIUM' }
    return
  }
  const places: [name: string, paths: string[]][] = [
    ['Chrome', chromePaths(machine)],
    ['Chromium', chromiumPaths(machine)],
    ['Edge', edgePaths(machine)],
    ['Chromium of Playwright', playwrightPaths()],
  ]
  for (const [name, paths] of places) {
    const path = paths.find(path => machine.runs(path))
    if (path !== undefined)
      yield { path, args, name }
  }
  const packed = await unpack(machine)
  if (packed !== undefined)
    yield { ...packed, args: [...args, '--no-zygote'], name: 'Chromium of @sparticuz/chromium' }
}

/** Says what to install where no browser was found. */
export function noBrowser(machine: Machine): LecternError {
  return new LecternError('No Chrome, Chromium or Edge was found; the PDF handouts and the checks of the rendered slides need one.', {
    code: 'browser-not-found',
    mend: `${installation(machine.platform)}, or set LECTERN_CHROMIUM to the path of a browser.`,
  })
}

function namedBrowserMissing(path: string): LecternError {
  return new LecternError(`LECTERN_CHROMIUM names "${path}", which is not an executable file.`, {
    code: 'browser-not-found',
    mend: 'Set LECTERN_CHROMIUM to the full path of Chrome, Chromium or Edge, or unset it.',
  })
}

function installation(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'darwin':
      return 'Install Google Chrome from https://www.google.com/chrome or run: brew install --cask google-chrome'
    case 'win32':
      return 'Install Google Chrome from https://www.google.com/chrome or run: winget install Google.Chrome'
    default:
      return 'Run: sudo apt-get install chromium (Debian, Ubuntu) or: sudo dnf install chromium (Fedora)'
  }
}

/** As root on Linux, Chromium refuses to start inside its sandbox. */
function argsFor(machine: Machine): string[] {
  return machine.platform === 'linux' && process.getuid?.() === 0 ? [...quietArgs, '--no-sandbox'] : quietArgs
}
