import type { Browser } from 'playwright-core'
import type { FindOptions, FoundBrowser } from './find.ts'
import process from 'node:process'
import { chromium } from 'playwright-core'
import { LecternError } from '../errors.ts'
import { browsers, noBrowser } from './find.ts'
import { thisMachine } from './machine.ts'

/** A deck needs no network; every name but this computer's own is unknown to the browser. */
const offlineArgs = ['--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost']

/**
 * Starts a browser without a window. A found browser that does not start (a stub of a package manager, a missing
 * library) is passed over for the next one; one that was asked for is not.
 * @throws LecternError "browser-not-found" or "browser-not-started"
 */
export async function launchBrowser(chosen?: FoundBrowser, options: FindOptions = {}): Promise<Browser> {
  const failures: string[] = []
  for await (const found of chosen === undefined ? browsers(options) : [chosen]) {
    try {
      return await start(found)
    }
    catch (error) {
      failures.push(`${found.name} (${found.path}): ${reasonOf(error)}`)
    }
  }
  if (failures.length === 0)
    throw noBrowser(options.machine ?? thisMachine)
  throw new LecternError(`The browser did not start: ${failures.join('; ')}.`, {
    code: 'browser-not-started',
    mend: 'Start that browser by hand to see what it lacks, or set LECTERN_CHROMIUM to the path of another one.',
  })
}

function start(found: FoundBrowser): Promise<Browser> {
  return chromium.launch({
    executablePath: found.path,
    args: [...found.args, ...offlineArgs],
    env: { ...process.env as Record<string, string>, ...found.env },
    timeout: 60_000,
  })
}

/** The first line that says something, of Playwright's long report. */
function reasonOf(error: unknown): string {
  const lines = String((error as Error)?.message ?? error).split('\n').map(line => line.trim())
  const telling = lines.find(line => /error while loading|cannot|not found|failed|denied|sandbox/i.test(line) && !line.startsWith('- <launching>'))
  return (telling ?? lines[0] ?? '').replace(/^- /, '').slice(0, 300)
}
