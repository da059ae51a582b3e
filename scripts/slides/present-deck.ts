import type { CoursePlace } from '../course/find-courses.ts'
import type { Routes } from './live-addresses.ts'
import { fork } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { renderUnicodeCompact } from 'uqr'
import { LecternError } from '../errors.ts'
import { assertPortFree, firstFreePort } from '../serve/port.ts'
import { cacheFolder } from './cache-folder.ts'
import { controlAddress, describeLiveDeck } from './live-addresses.ts'

export interface PresentOptions {
  title: string
  /** The first free one from 3030 on when left out. */
  port?: number
  open?: boolean
  /** Listen on the network; a string is the password that presenter views ask for. */
  remote?: string | true
}

type Message = { kind: 'listening', routes: Routes } | { kind: 'failed', message: string } | { kind: 'restart' }

const DEFAULT_PORT = 3030

/** How long (ms) the server may take to end before it is killed. */
const PATIENCE = 3000

/**
 * Serves a deck live until the user stops it with Ctrl+C or a termination signal.
 * @throws LecternError "port-in-use", "deck-not-served"
 */
export async function presentDeck(place: CoursePlace, options: PresentOptions): Promise<void> {
  const host = options.remote === undefined ? 'localhost' : '0.0.0.0'
  if (options.port !== undefined)
    await assertPortFree(options.port, host)
  const port = options.port ?? await firstFreePort(DEFAULT_PORT, host)
  for (let open = options.open ?? false; await serve(place, { ...options, port, host, open }) === 'restart'; open = false)
    console.log('  The head matter has changed; starting again …')
}

function serve(place: CoursePlace, options: PresentOptions & { port: number, host: string }): Promise<'restart' | 'stopped'> {
  const { port, host, open, remote, title } = options
  const entry = join(place.folder, 'slides.md')
  const orders = {
    entry,
    cacheDir: cacheFolder(entry, 'live'),
    host,
    port,
    open,
    remote: remote === true ? '' : remote,
    // Answer keys.
    privateFolders: [join(place.project, 'quizzes'), join(place.project, 'dist')],
  }
  const child = fork(
    fileURLToPath(new URL('./live-server.mjs', import.meta.url)),
    [JSON.stringify(orders)],
    { cwd: place.folder, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  )
  let outcome: 'restart' | 'stopped' | undefined
  let reason = ''
  let timer: NodeJS.Timeout | undefined
  const end = (why: 'restart' | 'stopped') => {
    outcome ??= why
    if (child.connected)
      child.disconnect()
    timer ??= setTimeout(() => child.kill('SIGKILL'), PATIENCE)
  }
  const stop = () => end('stopped')
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)

  return new Promise<'restart' | 'stopped'>((resolve, reject) => {
    child.on('message', (message: Message) => {
      if (message.kind === 'restart') {
        end('restart')
      }
      else if (message.kind === 'failed') {
        reason = message.message
      }
      else {
        const deck = { title, port, routes: message.routes, remote }
        const control = controlAddress(deck)
        console.log(describeLiveDeck(deck) + (control === undefined ? '' : `\n${renderUnicodeCompact(control)}\n`))
      }
    })
    child.once('error', error => reject(notServed(error.message, entry)))
    child.once('exit', (code) => {
      if (outcome === undefined && code !== 0)
        reject(notServed(reason || `its process ended with exit code ${code}`, entry))
      else
        resolve(outcome ?? 'stopped')
    })
  }).finally(() => {
    clearTimeout(timer)
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  })
}

function notServed(reason: string, file: string): LecternError {
  return new LecternError(`Slidev could not serve the deck: ${reason.trim().replace(/\.?$/, '.')}`, {
    code: 'deck-not-served',
    mend: 'Mend what Slidev names; "lectern check" lists what is wrong with the sources.',
    file,
  })
}
