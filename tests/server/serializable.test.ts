import type { CompiledQuery, Dialect, Driver } from 'kysely'
import type { Database, Tables } from '../../server/storage/schema.ts'
import type { TestService } from './support/credit-service.ts'
import type { TestPostgres } from './support/stores.ts'
import { randomUUID } from 'node:crypto'
import { Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sealAllRecords } from '../../server/ledger/seal.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { postgresDialect } from '../../server/storage/postgres.ts'
import { tolerateFaults } from '../../server/storage/tolerate-faults.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { BASE_URL, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { startPostgres } from './support/stores.ts'
import { CLAIMED, walkJourney } from './support/walk-journey.ts'

/*
 * CockroachDB runs every transaction as if it were alone, and refuses with 40001 what it cannot order. PostgreSQL does the same
 * when it is told to: real refusals, of real conflicts, wherever the database finds them.
 */

const LEARNERS = 8
/** As often as a client asks again that is told to come back. */
const REPEATS = 3

let store: TestPostgres
const services: TestService[] = []
const databases: Database[] = []
let refused = 0

beforeAll(async () => {
  store = await startPostgres()
  await sql`alter database postgres set default_transaction_isolation = 'serializable'`.execute(store.open())
  const bundle = shortBundle(await realBundle())
  for (let index = 0; index < 2; index++) {
    const db = new Kysely<Tables>({ dialect: tolerateFaults(countRefusals(postgresDialect({ url: store.target, connections: 10 }))) })
    databases.push(db)
    services.push(await startService({ kind: 'postgres', db, writer: createWriter(db, { lanes: 6 }) }, [bundle], undefined, services[0] && { key: services[0].service.key }))
  }
}, 60_000)
afterAll(async () => {
  await Promise.all(databases.map(db => db.destroy()))
  await store?.close()
})

it('learners of two processes at once are refused by nobody, and everything is recorded once, where every transaction is serializable', async () => {
  expect((await sql`show transaction_isolation`.execute(databases[0]!)).rows).toEqual([{ transaction_isolation: 'serializable' }])
  const bundle = [...services[0]!.service.courses.values()][0]!
  const sealing = setInterval(() => {
    for (const { service } of services)
      void sealAllRecords(service.store, service.now).catch(() => {})
  }, 50)
  try {
    await Promise.all(Array.from({ length: LEARNERS }, async () => {
      const email = `${randomUUID()}@example.org`
      let cookie: string | undefined
      let turn = 0
      await walkJourney({
        bundle,
        email,
        code: () => services.map(({ codes }) => codes.get(email)).find(Boolean)!,
        async ask(_step, method, path, body, key) {
          // The same request to both at once, as when a proxy asks again: one of them is carried out.
          const send = async ({ app }: TestService): Promise<Response> => {
            for (let times = 0; ; times++) {
              const response = await app.request(BASE_URL + path, { method, headers: { origin: BASE_URL, ...cookie && { cookie }, ...body !== undefined && { 'content-type': 'application/json' }, ...key && { 'idempotency-key': key } }, body: body === undefined ? undefined : JSON.stringify(body) })
              if (response.status !== 503 || times === REPEATS)
                return response
            }
          }
          const twice = key !== undefined && path.endsWith('/commands')
          const responses = twice ? await Promise.all(services.map(send)) : [await send(services[turn++ % 2]!)]
          const [first, second] = responses
          if (second)
            expect([first!.status, second.status]).toEqual([200, 200])
          cookie = first!.headers.get('set-cookie')?.split(';')[0] ?? cookie
          return { status: first!.status, body: /json/.test(first!.headers.get('content-type') ?? '') ? await first!.json() : undefined }
        },
      })
    }))
  }
  finally {
    clearInterval(sealing)
  }
  await sealAllRecords(services[0]!.service.store, services[0]!.service.now)
  const report = await verifyLedger(databases[0]!)
  expect(report.broken).toEqual([])
  expect(report.unsealed).toBe(0)
  const claims = await databases[0]!.selectFrom('record').select(['chain', 'body']).where('kind', '=', 'claimed').execute()
  expect(claims).toHaveLength(LEARNERS)
  expect(new Set(claims.map(({ chain }) => chain)).size).toBe(LEARNERS)
  expect(claims.every(({ body }) => (JSON.parse(body) as { credits: number }).credits === CLAIMED)).toBe(true)
  expect(await databases[0]!.selectFrom('certificate').select('id').execute()).toHaveLength(LEARNERS)
  // Without a refusal nothing of this was shown.
  expect(refused).toBeGreaterThan(0)
}, 120_000)

/** Counts what PostgreSQL itself refuses with 40001. */
function countRefusals(dialect: Dialect): Dialect {
  const count = (error: { code?: string }): never => {
    if (error.code === '40001')
      refused++
    throw error
  }
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver(): Driver {
      const driver = dialect.createDriver()
      const known = new WeakSet()
      return {
        init: () => driver.init(),
        async acquireConnection() {
          const connection = await driver.acquireConnection()
          if (!known.has(connection)) {
            known.add(connection)
            const execute = connection.executeQuery.bind(connection)
            connection.executeQuery = (query: CompiledQuery) => execute<any>(query).catch(count)
          }
          return connection
        },
        beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
        commitTransaction: connection => driver.commitTransaction(connection),
        rollbackTransaction: connection => driver.rollbackTransaction(connection),
        releaseConnection: connection => driver.releaseConnection(connection),
        destroy: () => driver.destroy(),
      }
    },
  }
}
