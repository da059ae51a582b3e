import type { Server } from 'node:http'
import type { LogEntry } from '../../server/http/service.ts'
import type { Retention } from '../../server/privacy/retention.ts'
import type { CreditService } from '../../server/start-credit-service.ts'
import type { ServicePages } from '../service-pages/service-pages-app.ts'
import type { BuiltCourse } from './built-courses.ts'
import type { HomeService } from './files-app.ts'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { strictTransport } from '../../server/http/strict-transport.ts'
import { LecternError } from '../errors.ts'
import { createServicePages } from '../service-pages/service-pages-app.ts'
import { buildsOf } from './built-courses.ts'
import { createFilesApp } from './files-app.ts'
import { startOffering } from './offering.ts'
import { assertPortFree } from './port.ts'

export interface ServeOptions {
  port: number
  host: string
  /** Where records of credit are kept. */
  dataFolder: string
  /** Where people reach the server, when it is not its own address: behind a reverse proxy. */
  publicUrl?: string
  /** Sign certificates with a new key from now on. */
  newSigningKey?: boolean
  /** How long what is kept. */
  retention?: Retention
  /** What the credit service tells of its work; default: a line of JSON on standard output. */
  log?: (entry: LogEntry) => void
}

export interface RunningServer {
  url: string
  courses: BuiltCourse[]
  /** The credit service; undefined when no course counts for credit. */
  credit?: {
    /** Where letters go: to a mail server, or into the terminal. */
    mail: 'smtp' | 'terminal'
    /** Where the office's pages are, when they were built. */
    office?: string
    dataFolder: string
    hasAdmin: boolean
  }
  /** Courses that count for credit and cannot be offered as they were built, and why. */
  problems: readonly LecternError[]
  /** Looks at once whether something was built, which otherwise happens every few seconds. */
  look: () => Promise<void>
  close: () => Promise<void>
}

/** How often a server looks whether something was built. */
const LOOK_EVERY_MS = 2000
const FORGET_EVERY_MS = 3_600_000

/**
 * Serves a dist/ folder, and the credit service when a course counts for credit.
 * @throws LecternError when nothing has been built, the port is in use, or the settings of the service do not hold.
 */
export async function serveDist(dist: string, options: ServeOptions): Promise<RunningServer> {
  let credit: CreditService | undefined
  let office: ServicePages | undefined
  const kept = join(options.dataFolder, 'versions')
  const url = `http://${options.host === '127.0.0.1' || options.host === '0.0.0.0' ? 'localhost' : options.host}:${options.port}`
  const publicUrl = options.publicUrl ?? url
  const { app, courses, refresh } = await createFilesApp(dist, kept, () => credit && homeService(credit, publicUrl, office !== undefined))
  let builds = await buildsOf(dist)
  const offering = await startOffering({ dist, kept, names: () => courses.map(course => course.name), baseUrl: publicUrl, ...options }, () => assertPortFree(options.port, options.host))
  if (!courses.length && !offering)
    throw new LecternError('Nothing has been built yet.', { code: 'nothing-built', mend: 'Run "lectern build" first.' })
  credit = offering?.credit
  office = credit && createServicePages(dist)
  const transport = strictTransport(publicUrl)
  const answer = async (request: Request, bindings: object) => {
    const { pathname } = new URL(request.url)
    const response = await (credit?.answers(pathname) ? credit.fetch(request, bindings) : office?.answers(pathname) ? office.app.fetch(request) : app.fetch(request))
    if (transport)
      response.headers.set('strict-transport-security', transport)
    return response
  }
  const server = await new Promise<Server>((resolve) => {
    // Who sends slowly holds a connection for seconds, not for minutes.
    const started = serve({ fetch: answer, port: options.port, hostname: options.host, serverOptions: { headersTimeout: 10_000, requestTimeout: 30_000, maxHeaderSize: 16_384 } }, () => resolve(started as Server))
  })
  async function look(): Promise<void> {
    const now = await buildsOf(dist)
    if (now === builds)
      return
    await refresh()
    await offering?.renew()
    builds = now
  }
  let looking: Promise<void> = Promise.resolve()
  // Not before the last look has ended: keeping the files of a large course takes a while.
  const lookAgain = () => looking = looking.then(look).catch(error => offering?.report(error))
  const timer = setInterval(lookAgain, LOOK_EVERY_MS)
  const sweeper = setInterval(() => void offering?.forget(), FORGET_EVERY_MS)
  return {
    url,
    courses,
    credit: credit && { mail: credit.mail, office: office && `${url}/office/`, dataFolder: options.dataFolder, hasAdmin: await credit.hasAdmin() },
    problems: offering?.problems ?? [],
    look: lookAgain,
    async close() {
      clearInterval(timer)
      clearInterval(sweeper)
      credit?.beginStop()
      await looking
      await finishRequests(server)
      await credit?.stop()
    },
  }
}

function homeService(credit: CreditService, publicUrl: string, office: boolean): HomeService {
  return { ask: async (path, headers) => credit.fetch(new Request(new URL(path, publicUrl), { headers })), office }
}

/** Longer than any request takes, shorter than what a supervisor waits before it kills. */
const GRACE_MS = 8000

/** Takes no more connections, and waits for the answers that are under way. */
function finishRequests(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS)
    server.close(() => {
      clearTimeout(impatience)
      resolve()
    })
    server.closeIdleConnections()
  })
}
