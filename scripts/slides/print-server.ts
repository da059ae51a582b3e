import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LecternError } from '../errors.ts'
import { cacheFolder } from './cache-folder.ts'

/** Something that could not be compiled: a slide with broken markup, an image that isn't there. */
export interface CompileError {
  message: string
  /** The module, as Vite names it. */
  id?: string
  line?: number
  column?: number
}

/** A running server of one deck. */
export interface PrintServer {
  /** For example "http://127.0.0.1:41234". */
  origin: string
  slideCount: number
  /** Size of a slide in CSS pixels. */
  width: number
  height: number
  dark: boolean
  hashRoutes: boolean
  /** Names of the components that Slidev, the kit and the deck bring. */
  components: string[]
  /** What failed to compile so far. */
  errors: CompileError[]
  close: () => Promise<void>
}

type Message
  = | { kind: 'listening' } & Omit<PrintServer, 'errors' | 'close'>
    | { kind: 'failed', message: string }
    | { kind: 'error' } & CompileError

/** How often another free port is tried when somebody takes the chosen one first. */
const portAttempts = 3

/**
 * Serves a deck from a child process, for its print route; the child ends with this process, however that ends.
 * @param entry Full path of the deck's slides.md.
 * @throws LecternError "deck-not-served" with what Slidev said.
 */
export async function startPrintServer(entry: string): Promise<PrintServer> {
  if (!existsSync(entry)) {
    throw new LecternError(`There is no deck at ${entry}.`, {
      code: 'deck-not-found',
      mend: 'Write your slides into slides.md in the course folder.',
      file: entry,
    })
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return await serve(entry, await freePort())
    }
    catch (error) {
      const portTaken = /port \d+ is already in use|EADDRINUSE/i.test((error as Error).message)
      if (!portTaken || attempt === portAttempts)
        throw error
    }
  }
}

function serve(entry: string, port: number): Promise<PrintServer> {
  const child = fork(
    fileURLToPath(new URL('./print-server.mjs', import.meta.url)),
    [JSON.stringify({ entry, cacheDir: cacheFolder(entry, 'print') }), String(port)],
    { cwd: dirname(entry), execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  )
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const close = async () => {
    if (child.connected)
      child.disconnect()
    const timer = setTimeout(() => child.kill('SIGKILL'), 3000)
    await ended
    clearTimeout(timer)
  }
  const errors: CompileError[] = []

  return new Promise((resolve, reject) => {
    let reason = ''
    const fail = (message: string) => reject(new LecternError(`Slidev could not serve the deck: ${message.replace(/\.?$/, '.')}`, {
      code: 'deck-not-served',
      mend: 'Mend what Slidev names; `lectern check` lists what is wrong with the sources.',
      file: entry,
    }))
    child.on('message', (message: Message) => {
      if (message.kind === 'listening') {
        const { kind: _, ...facts } = message
        resolve({ ...facts, errors, close })
      }
      else if (message.kind === 'error') {
        const { kind: _, ...error } = message
        errors.push(error)
      }
      else {
        reason = plain(message.message)
        fail(reason)
      }
    })
    child.once('error', error => fail(error.message))
    child.once('exit', code => fail(reason || `its process ended with exit code ${code}`))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Without terminal colours and on one line. */
function plain(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001B\[[\d;]*m/g, '').replace(/\s+/g, ' ').trim()
}
