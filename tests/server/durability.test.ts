import type { Database } from '../../server/storage/schema.ts'
import type { TestStore } from './support/stores.ts'
import { spawn } from 'node:child_process'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventsOf } from '../../server/journey/enrolments.ts'
import { replay } from '../../server/journey/journey.ts'
import { readChain } from '../../server/ledger/records.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { startPostgres, startSqlite } from './support/stores.ts'

const WRITER = fileURLToPath(new URL('support/crash-writer.ts', import.meta.url))

/** LECTERN_CRASH_ROUNDS=200 for the long run. */
const ROUNDS = Number(process.env.LECTERN_CRASH_ROUNDS ?? 6)

interface CrashWriter {
  /** What it has acknowledged so far. */
  acknowledged: () => string[]
  /** Resolves when it has acknowledged so many. */
  until: (count: number) => Promise<void>
  kill: () => Promise<void>
}

async function startWriter(target: string): Promise<CrashWriter> {
  const writer = spawn(process.execPath, [WRITER, target], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  writer.stdout.setEncoding('utf8').on('data', (text: string) => output += text)
  const ended = new Promise<NodeJS.Signals | null>(resolve => writer.once('close', (_, signal) => resolve(signal)))
  const acknowledged = () => output.split('\n').slice(0, -1)
  return {
    acknowledged,
    async until(count) {
      while (acknowledged().length < count) {
        if (writer.exitCode !== null)
          throw new Error('the writer ended by itself')
        await wait(10)
      }
    },
    async kill() {
      writer.kill('SIGKILL')
      expect(await ended).toBe('SIGKILL')
    },
  }
}

async function expectAllKept(db: Database, acknowledged: readonly string[]): Promise<void> {
  const byEnrolment = new Map<string, number>()
  for (const line of acknowledged) {
    const [enrolment, slide] = line.split(' ') as [string, string]
    byEnrolment.set(enrolment, Math.max(byEnrolment.get(enrolment) ?? 0, Number(slide)))
  }
  for (const [enrolment, slide] of byEnrolment) {
    const links = await readChain(db, enrolment)
    const { seen } = replay(eventsOf(links)).lecture
    expect([...seen].slice(0, slide)).toEqual(Array.from({ length: slide }, (_, index) => index + 1))
    // Exactly once: a slide is in one record.
    expect(links.filter(link => link.kind === 'lecture-progressed')).toHaveLength(seen.size)
  }
  expect((await verifyLedger(db)).broken).toEqual([])
}

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
])('what was acknowledged on %s', (_, start) => {
  let store: TestStore

  beforeAll(async () => {
    store = await start()
    await migrate(store.open())
  }, 60_000)
  afterAll(() => store?.close())

  it('is there, once, after the service was killed', async () => {
    const acknowledged: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const writer = await startWriter(store.target)
      await writer.until(1)
      await wait(Math.random() * 200)
      await writer.kill()
      acknowledged.push(...writer.acknowledged())
    }
    await expectAllKept(store.open(), acknowledged)
  }, 600_000)
})

it('is there, once, after PostgreSQL itself was killed, and the service goes on when it is back', async () => {
  const store = await startPostgres()
  try {
    await migrate(store.open())
    const acknowledged: string[] = []
    for (let round = 0; round < Math.ceil(ROUNDS / 3); round++) {
      const writer = await startWriter(store.target)
      await writer.until(1)
      await wait(Math.random() * 200)
      await store.crash()
      await wait(100)
      const before = writer.acknowledged().length
      await store.restart()
      await writer.until(before + 20)
      await writer.kill()
      acknowledged.push(...writer.acknowledged())
    }
    await expectAllKept(store.open(), acknowledged)
  }
  finally {
    await store.close()
  }
}, 600_000)
