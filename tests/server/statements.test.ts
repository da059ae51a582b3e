import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Database, Tables } from '../../server/storage/schema.ts'
import type { TestService } from './support/credit-service.ts'
import type { Sent } from './support/recording-dialect.ts'
import type { TestStore } from './support/stores.ts'
import { CompiledQuery, Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresDialect } from '../../server/storage/postgres.ts'
import { sqliteDialect } from '../../server/storage/sqlite.ts'
import { tolerateFaults } from '../../server/storage/tolerate-faults.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { realBundle, shortBundle, startService } from './support/credit-service.ts'
import { findUnportable } from './support/portable-sql.ts'
import { recordingDialect } from './support/recording-dialect.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { useEverything } from './support/use-everything.ts'

/* Every statement that the service sends, collected from a run in which everything is asked for, and not listed by hand. */
describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
] as const)('the statements that are sent to %s', (kind, start) => {
  let testStore: TestStore
  let db: Database
  let service: TestService
  let bundle: CourseBundle
  let asked: Set<string>
  const starting = new Map<string, Sent>()
  const serving = new Map<string, Sent>()

  beforeAll(async () => {
    testStore = await start()
    const raw = kind === 'SQLite' ? sqliteDialect(testStore.target) : postgresDialect({ url: testStore.target, connections: 4 })
    const sent = new Map<string, Sent>()
    db = new Kysely<Tables>({ dialect: tolerateFaults(recordingDialect(raw, sent)) })
    const { meta, ...short } = shortBundle(await realBundle())
    // Only of an accredited course there is something to report.
    bundle = { ...short, meta: { ...meta, accreditation: 'accme', provider: { ...meta.provider, name: 'Provider' } } }
    service = await startService({ kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }, [bundle])
    for (const entry of sent)
      starting.set(...entry)
    sent.clear()
    asked = await useEverything(service, bundle)
    for (const entry of sent)
      serving.set(...entry)
  }, 120_000)
  afterAll(async () => {
    await db?.destroy()
    await testStore?.close()
  })

  it('come from every route that is described', async () => {
    const { paths } = await (await service.app.request('http://cme.test/api/openapi.json')).json() as { paths: Record<string, object> }
    const described = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`))
    // Single sign-on is asked for with a provider, in its own test; pages for people look up what the routes beside them do.
    expect(described.filter(route => !asked.has(route) && !/\/api\/auth\/(?:sign-in\/oidc|callback|problem)|\/verify|\/metrics|\/\.well-known\/keys/.test(route))).toEqual([])
    expect(serving.size).toBeGreaterThan(60)
  })

  it('use nothing that a distributed database lacks or does differently', () => {
    if (kind === 'PostgreSQL')
      expect([...starting.values(), ...serving.values()].flatMap(({ sql }) => findUnportable(sql))).toEqual([])
  })

  it('find their rows by an index', async () => {
    const scans: string[] = []
    for (const sent of serving.values()) {
      if (/^\s*(?:select|update|delete|insert|with)\b/i.test(sent.sql))
        scans.push(...(await scansOf(sent)).map(scan => `${scan}: ${sent.sql}`))
      // Whoever is erased takes the letters of the last month along: as rare as it is sure, whatever the collation.
      scans.splice(0, Infinity, ...scans.filter(scan => !scan.includes('delete from "certificate_mail" where "request" like')))
    }
    expect(scans).toEqual([])
  })

  it('find what is not counted yet by an index that holds nothing else', async () => {
    const asked = [...serving.values()].filter(({ sql }) => /^select .* from "(?:enrolment|first_attempt|evaluation)" .*(?:counted = 0|counted_step is null)/.test(sql))
    expect(asked.length).toBeGreaterThan(6)
    expect(asked.filter(({ sql }) => sql.startsWith('select count')).length).toBeGreaterThan(2)
    for (const sent of asked) {
      expect(JSON.stringify(await planOf(sent)), sent.sql).toMatch(/(?:enrolment|first_attempt|evaluation)_uncounted/)
      // Without an order PostgreSQL expects to find enough rows soon, and of a million reads all.
      expect(sent.sql).toMatch(/order by/)
    }
  })

  /** What of a statement reads a table from one end to the other. */
  async function scansOf(sent: Sent): Promise<string[]> {
    const { sql } = sent
    const rows = await planOf(sent)
    if (kind === 'SQLite')
      return rows.map(row => row.detail as string).filter(detail => /^SCAN (?:(?!\d+-ROW|CONSTANT|primary\b|few\b|sqlite_master|pragma|.*VIRTUAL TABLE)|.*USING)/.test(detail) && !(isPage(sql) && detail.includes('USING')) && !isSmall(detail))
    const [{ 'QUERY PLAN': [{ Plan: plan }] }] = rows as [any]
    return nodesOf(plan).flatMap((node) => {
      const isWhole = node['Node Type'] === 'Seq Scan' || (/Index/.test(node['Node Type']) && !node['Index Cond'] && !isPage(sql))
      return isWhole && !isSmall(node['Relation Name'] ?? '') && !(node['Relation Name'] ?? '').startsWith('pg_') ? [`${node['Node Type']} on ${node['Relation Name'] ?? node['Index Name']}`] : []
    })
  }

  /** How the database answers a statement. */
  function planOf({ sql, parameters, query }: Sent): Promise<any[]> {
    return db.connection().execute(async (connection) => {
      if (kind === 'PostgreSQL') {
        // On so few rows a scan is the best plan; what has an index is found without.
        await connection.executeQuery(CompiledQuery.raw('set enable_seqscan = off'))
      }
      const { rows } = await connection.executeQuery<any>({ ...CompiledQuery.raw(`explain ${kind === 'SQLite' ? 'query plan' : '(format json)'} ${sql}`, [...parameters]), query })
      return rows
    })
  }
})

/** Reads the first so many in the order of an index, and no more. */
function isPage(sql: string): boolean {
  return sql.includes(' order by ') && / limit (?:\?|\$\d+)$/.test(sql)
}

/** There are as many of these as keys have signed certificates, versions of courses were offered and people work in the office. */
function isSmall(name: string): boolean {
  return /\b(?:signing_key|course_version|role_grant)\b/.test(name)
}

interface PlanNode { 'Node Type': string, 'Relation Name'?: string, 'Index Name'?: string, 'Index Cond'?: string, 'Plans'?: PlanNode[] }

function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}
