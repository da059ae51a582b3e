import type { Command } from 'commander'
import type { LogEntry } from '../../server/http/service.ts'
import type { Finish } from './finish.ts'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { findCourses } from '../course/find-courses.ts'
import { createProgress } from '../progress.ts'
import { assertPortFree, parsePort } from '../serve/port.ts'
import { serveDist } from '../serve/serve-dist.ts'
import { DATA_FOLDER, DEFAULT_PORT, printAddresses, untilStopped } from './serve.ts'

export function addStartCommand(program: Command, _finish: Finish): void {
  program.command('start')
    .description('Build what has changed, then serve it.')
    .argument('[courses...]', 'folder names below slides/; none means all')
    .option('--port <number>', `port to listen on (default: ${DEFAULT_PORT})`)
    .option('--data <folder>', 'where records of credit are kept', DATA_FOLDER)
    .addHelpText('after', `
Examples:
  lectern start
  lectern start low-dose-naltrexone --port 8080`)
    .action(async (names: string[], options: { port?: string, data: string }) => {
      const port = parsePort(options.port) ?? DEFAULT_PORT
      // Known before minutes of building, not after.
      await assertPortFree(port, '127.0.0.1')
      const courses = await findCourses(process.cwd(), names)
      const { buildCourses } = await import('../build/build-courses.ts')
      await buildCourses(courses, { progressOf: name => createProgress(name) })
      const server = await serveDist(join(process.cwd(), 'dist'), { port, host: '127.0.0.1', dataFolder: resolve(options.data), log: tellErrors })
      // Before it is told: whoever reads it may press at once.
      const stopped = untilStopped(server)
      printAddresses(server)
      await stopped
    })
}

/** Whoever tries it out looks for codes to sign in here; a line for each request would hide them. */
function tellErrors(entry: LogEntry): void {
  if (entry.level === 'error')
    console.error(JSON.stringify({ time: new Date().toISOString(), ...entry }))
}
