/*
 * What a learner costs who takes a course to its certificate: rows, bytes, statements and commits, on SQLite and PostgreSQL. From these
 * docs/scale.md works out what a million a month cost.
 *
 * node tests/bench/credit-size.ts [--learners 100]
 */
import type { Dialect } from 'kysely'
import type { Tables } from '../../server/storage/schema.ts'
import type { FaultPlan } from '../server/support/faulty-dialect.ts'
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { Kysely, sql } from 'kysely'
import { addUpAll } from '../../server/counting/add-up.ts'
import { sealRecords } from '../../server/ledger/seal.ts'
import { postgresDialect } from '../../server/storage/postgres.ts'
import { sqliteDialect } from '../../server/storage/sqlite.ts'
import { tolerateFaults } from '../../server/storage/tolerate-faults.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { BASE_URL, realBundle, startService } from '../server/support/credit-service.ts'
import { createPlan, faultyDialect } from '../server/support/faulty-dialect.ts'
import { startPostgres, startSqlite } from '../server/support/stores.ts'
import { walkJourney } from '../server/support/walk-journey.ts'
import { table } from './table.ts'

const { values } = parseArgs({ options: { learners: { type: 'string', default: '100' } } })
const LEARNERS = Number(values.learners)

const bundle = await realBundle()
const sizes: { kind: string, rows: Map<string, number>, bytes: Map<string, number>, all: number, log: number, statements: number, commits: number, requests: number }[] = []
for (const [kind, start, dialect] of [['SQLite', startSqlite, sqliteDialect], ['PostgreSQL', startPostgres, (url: string) => postgresDialect({ url, connections: 4 })]] as const)
  sizes.push(await measure(kind, await start(), dialect as (target: string) => Dialect))

const [sqlite, postgres] = sizes as [typeof sizes[0], typeof sizes[0]]
const tables = [...postgres.rows.keys()].filter(name => postgres.rows.get(name)! / LEARNERS >= 0.5)
console.log(`${LEARNERS} learners, one after the other, ${postgres.requests / LEARNERS} requests each. Bytes with indexes.\n`)
console.log(table([
  ['a learner leaves in', 'rows', 'bytes, SQLite', 'bytes, PostgreSQL'],
  ...tables.map(name => [`\`${name}\``, (postgres.rows.get(name)! / LEARNERS).toFixed(1), Math.round(sqlite.bytes.get(name)! / LEARNERS), Math.round(postgres.bytes.get(name)! / LEARNERS)]),
  ['all', (tables.reduce((sum, name) => sum + postgres.rows.get(name)!, 0) / LEARNERS).toFixed(0), Math.round(sqlite.all / LEARNERS), Math.round(postgres.all / LEARNERS)],
]))
console.log(`\nStatements a learner: ${Math.round(sqlite.statements / LEARNERS)} on SQLite, ${Math.round(postgres.statements / LEARNERS)} on PostgreSQL; commits: ${Math.round(postgres.commits / LEARNERS)} when nobody else is there to share them; write-ahead log of PostgreSQL: ${Math.round(postgres.log / LEARNERS / 1000)} kB.`)

async function measure(kind: 'SQLite' | 'PostgreSQL', store: Awaited<ReturnType<typeof startSqlite>>, dialect: (target: string) => Dialect) {
  const plan: FaultPlan = createPlan('busy')
  const db = new Kysely<Tables>({ dialect: tolerateFaults(faultyDialect(dialect(store.target), plan)) })
  try {
    const service = await startService({ kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: store.lanes }) }, [bundle])
    await service.signIn()
    const before = await sizesOf(db, kind)
    const logged = await logPosition(db, kind)
    plan.statements.length = 0
    let requests = 0
    for (let learner = 0; learner < LEARNERS; learner++) {
      const email = `${randomUUID()}@example.org`
      let cookie: string | undefined
      await walkJourney({ email, bundle, code: () => service.codes.get(email)!, ask: async (_step, method, path, body, key) => {
        requests++
        const response = await service.app.request(BASE_URL + path, { method, headers: { origin: BASE_URL, ...cookie && { cookie }, ...body !== undefined && { 'content-type': 'application/json' }, ...key && { 'idempotency-key': key } }, body: body === undefined ? undefined : JSON.stringify(body) })
        cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
        return { status: response.status, body: /json/.test(response.headers.get('content-type') ?? '') ? await response.json() : await response.text() }
      } })
    }
    const statements = plan.statements.length
    const commits = plan.statements.filter(statement => statement === 'commit').length + plan.statements.filter(statement => /insert into "rateLimit"/.test(statement)).length
    while (await sealRecords(service.service.store.writer, bundle.name, service.service.now()))
      continue
    await addUpAll({ db })
    const log = await logPosition(db, kind) - logged
    const after = await sizesOf(db, kind)
    const difference = (what: 'rows' | 'bytes') => new Map([...after[what]].map(([name, count]) => [name, count - (before[what].get(name) ?? 0)]))
    return { kind, rows: difference('rows'), bytes: difference('bytes'), all: after.all - before.all, log, statements, commits, requests }
  }
  finally {
    await db.destroy()
    await store.close()
  }
}

async function sizesOf(db: Kysely<any>, kind: 'SQLite' | 'PostgreSQL') {
  const rows = new Map<string, number>()
  const bytes = new Map<string, number>()
  if (kind === 'PostgreSQL')
    await sql`vacuum full`.execute(db)
  for (const { name } of await db.introspection.getTables()) {
    rows.set(name, Number((await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(db)).rows[0]!.count))
    const { rows: [size] } = kind === 'PostgreSQL'
      ? await sql<{ bytes: string }>`select pg_total_relation_size(${`"${name}"`}::regclass) as bytes`.execute(db)
      : await sql<{ bytes: number }>`select sum(pgsize) as bytes from dbstat where name in (select name from sqlite_master where tbl_name = ${name})`.execute(db)
    bytes.set(name, Number(size!.bytes))
  }
  return { rows, bytes, all: [...bytes.values()].reduce((sum, size) => sum + size, 0) }
}

/** Where the write-ahead log of PostgreSQL ends, in bytes. */
async function logPosition(db: Kysely<any>, kind: 'SQLite' | 'PostgreSQL'): Promise<number> {
  return kind === 'PostgreSQL' ? Number((await sql<{ bytes: string }>`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as bytes`.execute(db)).rows[0]!.bytes) : 0
}
