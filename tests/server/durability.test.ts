import type { Database } from '../../server/storage/schema.ts'
import type { TestStore } from './support/stores.ts'
import { spawn } from 'node:child_process'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUpAll } from '../../server/counting/add-up.ts'
import { findMiscounts } from '../../server/counting/compare-counters.ts'
import { WHOLE_COURSE } from '../../server/counting/queue-counts.ts'
import { readCounters } from '../../server/counting/read-counters.ts'
import { eventsOf } from '../../server/journey/enrolments.ts'
import { readChain } from '../../server/ledger/records.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { crashPolicy } from './support/crash-policy.ts'
import { startPostgres, startSqlite } from './support/stores.ts'

const WRITER = fileURLToPath(new URL('support/crash-writer.ts', import.meta.url))

/** LECTERN_CRASH_ROUNDS=200 for the long run, which takes a quarter of an hour. */
const ROUNDS = Number(process.env.LECTERN_CRASH_ROUNDS ?? 6)
/** PostgreSQL needs a second to come back, and ten beside other programs: as many rounds as fit into LECTERN_CRASH_MINUTES. */
const POSTGRES_ROUNDS = Number(process.env.LECTERN_CRASH_ROUNDS ?? 2)
const MOST_MINUTES = Number(process.env.LECTERN_CRASH_MINUTES ?? 25)
const TIME_LIMIT_MS = 60_000 + 6000 * ROUNDS + MOST_MINUTES * 60_000

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

/** Every acknowledged answer and claim is there exactly once; nobody has two claims, and each claim has its certificate. */
async function expectAllKept(db: Database, acknowledged: readonly string[]): Promise<void> {
  const chains = new Map<string, ReturnType<typeof eventsOf>>()
  for (const { id } of await db.selectFrom('enrolment').select('id').execute())
    chains.set(id, eventsOf(await readChain(db, id)))
  const certificates = new Map((await db.selectFrom('certificate').select(['id', 'enrolment']).execute()).map(row => [row.id, row.enrolment]))
  const lost: string[] = []
  for (const line of acknowledged) {
    const [enrolment, what, name, response] = line.split(' ') as [string, string, string, string]
    const events = chains.get(enrolment) ?? []
    const times = what === 'answered'
      ? events.filter(event => event.kind === 'answered' && event.body.item === name && event.body.response === Number(response)).length
      : events.filter(event => event.kind === 'certificate-issued' && event.body.certificate === name).length
    if (times !== 1 || (what === 'claimed' && certificates.get(name) !== enrolment))
      lost.push(`${line}: ${times} times`)
  }
  expect(lost).toEqual([])
  let claims = 0
  for (const [enrolment, events] of chains) {
    const claimed = events.filter(event => event.kind === 'claimed').length
    const issued = events.flatMap(event => event.kind === 'certificate-issued' ? [event.body.certificate] : [])
    expect([claimed, issued.map(certificate => certificates.get(certificate))]).toEqual(claimed ? [1, [enrolment]] : [0, []])
    claims += claimed
  }
  expect(certificates.size).toBe(claims)
  expect(claims).toBeGreaterThan(0)
  expect((await verifyLedger(db)).broken).toEqual([])
  // Whatever was cut short while it was noted or added up counts once.
  expect(await findMiscounts(db)).toEqual([])
  await addUpAll({ db })
  const counters = await readCounters(db, crashPolicy.course, WHOLE_COURSE)
  expect([counters.get('learners'), counters.get('claimed')]).toEqual([chains.size, claims])
  if (process.env.LECTERN_CRASH_ROUNDS)
    console.log(`${acknowledged.length} acknowledged, ${acknowledged.filter(line => line.includes(' claimed ')).length} of them claims; ${chains.size} enrolments, ${claims} claims in the records`)
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
  }, TIME_LIMIT_MS)
})

it('is there, once, after PostgreSQL itself was killed, and the service goes on when it is back', async () => {
  const store = await startPostgres()
  try {
    await migrate(store.open())
    const acknowledged: string[] = []
    const until = Date.now() + MOST_MINUTES * 60_000
    let round = 0
    for (; round < POSTGRES_ROUNDS && Date.now() < until; round++) {
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
    if (process.env.LECTERN_CRASH_ROUNDS)
      console.log(`${round} rounds of killing PostgreSQL`)
  }
  finally {
    await store.close()
  }
}, TIME_LIMIT_MS)
