/*
 * How long verifying the ledger takes and how much memory it needs, by the number of records, against reading the same rows
 * without looking at them. Each measurement is a process of its own, because memory that was needed once stays with it.
 * node tests/bench/ledger.ts [--records 100000,1000000] [--enrolments-of 40]
 */
import type { Link } from '../../server/ledger/chain.ts'
import type { Database } from '../../server/storage/schema.ts'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { appendLink } from '../../server/ledger/chain.ts'
import { recordsInOrder, sealChain, sealsInOrder } from '../../server/ledger/read-ledger.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { openSqlite } from '../../server/storage/sqlite.ts'
import { table } from './table.ts'

const COURSE = 'course'
const IN_ONE_SEAL = 1000
/** Little, so that what is held shows, and not what need not be collected yet. */
const HEAP_MB = 64
const at = '2026-11-27T03:00:00.000Z'

const { values, positionals } = parseArgs({ allowPositionals: true, options: {
  'records': { type: 'string', default: '100000,400000,1000000' },
  'enrolments-of': { type: 'string', default: '40' },
} })

if (positionals.length)
  await measure(positionals[0]!, positionals[1]!)
else
  await compare()

async function compare(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-ledger-'))
  const rows: (string | number)[][] = [['records', 'enrolments', 'file, MB', 'reading alone, s', 'verifying, s', 's per 100,000', '× reading', 'memory beyond an empty ledger, MB']]
  try {
    const perEnrolment = Number(values['enrolments-of'])
    const empty = join(folder, 'empty.sqlite')
    await fill(empty, 0, perEnrolment)
    const base = inProcess('verify', empty).rss
    for (const records of values.records.split(',').map(Number)) {
      const file = join(folder, `${records}.sqlite`)
      await fill(file, records, perEnrolment)
      const reading = inProcess('read', file)
      const verifying = inProcess('verify', file)
      if (verifying.records < records)
        throw new Error(`${verifying.records} of ${records} records were verified`)
      rows.push([records.toLocaleString('en'), (records / perEnrolment).toLocaleString('en'), ((await stat(file)).size / 1e6).toFixed(0), (reading.ms / 1000).toFixed(1), (verifying.ms / 1000).toFixed(1), (verifying.ms / 1000 / records * 100_000).toFixed(2), (verifying.ms / reading.ms).toFixed(1), ((verifying.rss - base) / 1024).toFixed(0)])
      await rm(file)
    }
  }
  finally {
    await rm(folder, { recursive: true, force: true })
  }
  console.log(`With a heap of ${HEAP_MB} MB.\n\n${table(rows)}`)
}

function inProcess(what: 'read' | 'verify', file: string): { ms: number, rss: number, records: number } {
  const { stdout, status } = spawnSync(process.execPath, [`--max-old-space-size=${HEAP_MB}`, fileURLToPath(import.meta.url), what, file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  if (status !== 0)
    throw new Error(`${what} failed`)
  return JSON.parse(stdout)
}

async function measure(what: string, file: string): Promise<void> {
  const db = openSqlite(file)
  const start = performance.now()
  const records = what === 'read' ? await readAll(db) : await verifyAll(db)
  const ms = performance.now() - start
  await db.destroy()
  // Kilobytes.
  console.log(JSON.stringify({ ms, rss: process.resourceUsage().maxRSS, records }))
}

async function readAll(db: Database): Promise<number> {
  let records = 0
  for await (const _record of recordsInOrder(db))
    records++
  for await (const _seal of sealsInOrder(db, sealChain(COURSE)))
    records++
  return records
}

async function verifyAll(db: Database): Promise<number> {
  const { broken, records } = await verifyLedger(db)
  if (broken.length)
    throw new Error(broken[0]!.reason)
  return records
}

/** Writes a ledger as the service would have: links of enrolments, and every thousand of them a seal. */
async function fill(file: string, records: number, perEnrolment: number): Promise<void> {
  const db = openSqlite(file)
  await migrate(db)
  await db.destroy()
  const database = new DatabaseSync(file)
  database.exec('pragma synchronous = off; begin')
  const insert = database.prepare('insert into record (chain, seq, kind, body, salt, digest, at, request, previous, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const write = (link: Link) => insert.run(link.chain, link.seq, link.kind, link.body, link.salt, link.digest, link.at, link.request, link.previous, link.hash)
  let lastSeal: Link | undefined
  let unsealed: [string, number, string][] = []
  const seal = () => {
    lastSeal = appendLink(lastSeal, { chain: sealChain(COURSE), kind: 'sealed', body: unsealed, at, request: null })
    write(lastSeal)
    unsealed = []
  }
  for (let written = 0; written < records;) {
    const chain = randomUUID()
    let last: Link | undefined
    for (let place = 0; place < perEnrolment && written < records; place++, written++) {
      last = appendLink(last, { chain, kind: 'answered', body: { attempt: 1, item: `item-${place}`, response: place % 5 }, at, request: randomUUID() })
      write(last)
      unsealed.push([chain, last.seq, last.hash])
      if (unsealed.length === IN_ONE_SEAL)
        seal()
    }
  }
  if (unsealed.length)
    seal()
  database.exec('commit; pragma wal_checkpoint(truncate)')
  database.close()
}
