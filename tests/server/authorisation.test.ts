import type { Handler } from 'hono'
import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { RequestContext } from '../../server/http/service.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { TestService } from './support/credit-service.ts'
import type { TestStore } from './support/stores.ts'
import { Buffer } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policyOf } from '../../server/courses/course-policy.ts'
import { grantRole } from '../../server/roles/role-grants.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { authorisationTable } from './authorisation-table.ts'
import { BASE_URL, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

const visitors = ['nobody', 'Ann', 'Ben', 'office', 'admin'] as const
type Visitor = typeof visitors[number]

interface Row {
  /** For example "GET /api/me". */
  route: string
  method: string
  path: string
  cells: Record<Visitor, string>
}

/** What is known of Ann, and what she is asked for with. */
interface Ann {
  email: string
  familyName: string
  certificate: string
  cookie: string
  /** The enrolment's id. */
  enrolment: string
  learner: string
  preTestItem: string
}

const course = 'low-dose-naltrexone'

const rows: Row[] = authorisationTable.trim().split('\n').slice(1).filter(line => line.trim()).map((line) => {
  const [route, ...cells] = line.split('|').map(cell => cell.trim())
  const [method, path] = route!.split(/\s+/) as [string, string]
  return { route: `${method} ${path}`, method, path, cells: Object.fromEntries(visitors.map((visitor, index) => [visitor, cells[index]!])) as Record<Visitor, string> }
})

/** What is sent with a request; everything is about Ann where a request can be about somebody. */
const bodies: Record<string, (ann: Ann) => unknown> = {
  'POST /api/auth/email-otp/send-verification-otp': () => ({ email: `${randomUUID()}@example.org` }),
  'POST /api/auth/sign-in/email-otp': ({ email }) => ({ email, otp: '123456' }),
  'POST /api/auth/sign-in/oidc': () => ({ returnTo: '/' }),
  'POST /api/auth/sign-out': () => ({}),
  'DELETE /api/me': ({ email }) => ({ email }),
  'POST /api/office/learners/{learner}/erasure': () => ({ reason: 'She asked for it by letter' }),
  'PUT /api/me/profile': () => ({ givenName: 'Somebody', familyName: 'Else', profession: 'nurse' }),
  'POST /api/office/enrolments/{enrolment}/corrections': () => ({ kind: 'reissue-certificate', reason: 'The name was misspelt' }),
  'POST /api/office/courses/{course}/pars/exports': () => ({ provider: '1234567', module: '123456789' }),
  'PUT /api/admin/roles/{address}': () => ({ role: 'office' }),
  'POST /api/certificates/{id}/mail': () => ({}),
  'PUT /api/courses/{course}/evaluation-draft': () => ({ responses: { bias: 0 } }),
  'POST /api/courses/{course}/commands': ({ preTestItem }) => ({ kind: 'answer-pre-test', item: preTestItem, response: 0 }),
}

/** Routes by which one visitor changes what the next one would find. */
const changesAnn = new Set<string>(['DELETE /api/me', 'POST /api/office/learners/{learner}/erasure'])

/** Where a body cannot be about Ann, the same values stand in the path. */
function pathOf({ path }: Row, ann: Ann): string {
  const values: Record<string, string> = { course, id: ann.certificate, attempt: '1', enrolment: ann.enrolment, address: ann.email, learner: ann.learner }
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (!(name in values))
      throw new Error(`The test does not know what {${name}} of ${path} is: add it to pathOf.`)
    return encodeURIComponent(values[name]!)
  })
}

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
] as const)('what may be asked for, on %s', (kind, start) => {
  let testStore: TestStore
  let store: Store
  let bundle: CourseBundle
  let service: TestService
  let ann: Ann
  let cookies: Record<Visitor, string>
  let isChanged = false

  beforeAll(async () => {
    testStore = await start()
    const db = testStore.open()
    store = { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
    bundle = shortBundle(await realBundle())
    service = await startService(store, [bundle])
    await freshVisitors()
  }, 60_000)
  afterAll(() => testStore?.close())

  /** Everybody signs in anew; Ann has just taken the course, Ben is in its pre-test. */
  async function freshVisitors(): Promise<void> {
    const email = `annabel-${randomUUID()}@example.org`
    const familyName = `Quartermaine${randomUUID().slice(0, 8)}`
    const client = await service.signIn(email)
    const certificate = await takeCourse(client, bundle, { profile: { givenName: 'Annabel', familyName, profession: 'physician' } })
    const enrolment = await store.db.selectFrom('enrolment').select(['id', 'learner']).orderBy('created_at', 'desc').executeTakeFirstOrThrow()
    ann = { email, familyName, certificate, cookie: client.cookie!, enrolment: enrolment.id, learner: enrolment.learner, preTestItem: policyOf(bundle).preTest![0]! }
    const ben = await service.signIn()
    await ben.put('/api/me/profile', { givenName: 'Ben', familyName: 'Nurse', profession: 'nurse' })
    await ben.post(`/api/courses/${course}/enrolment`)
    await ben.post(`/api/courses/${course}/commands`, { kind: 'acknowledge', frontMatter: bundle.frontMatter })
    isChanged = false
    cookies = { nobody: '', Ann: ann.cookie, Ben: ben.cookie!, office: await signInAs('office'), admin: await signInAs('admin') }
  }

  async function signInAs(role: 'office' | 'admin'): Promise<string> {
    const email = `${randomUUID()}@example.org`
    await grantRole(store.writer, email, role, { actor: 'command line', now: service.service.now(), mayLeaveNoAdmin: true })
    const client = await service.signIn(email)
    return client.cookie!
  }

  async function ask(row: Row, visitor: Visitor, app: Pick<TestService['app'], 'request'> = service.app): Promise<{ status: number, text: string }> {
    const body = bodies[row.route]?.(ann)
    const response = await app.request(BASE_URL + pathOf(row, ann), {
      method: row.method,
      redirect: 'manual',
      headers: { 'origin': BASE_URL, 'idempotency-key': randomUUID(), ...cookies[visitor] && { cookie: cookies[visitor] }, ...body !== undefined && { 'content-type': 'application/json' } },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    return { status: response.status, text: Buffer.from(await response.arrayBuffer()).toString('latin1') }
  }

  /** Whether an answer holds anything of Ann: her address, her name, or the numbers by which more is found. */
  function tellsOfAnn(text: string, row: Row): boolean {
    const asked = pathOf(row, ann)
    const known = [ann.email, ann.familyName, ann.certificate, ann.enrolment, ann.learner]
    // Texts in PDF and JWT files are not in clear.
    const decoded = text.startsWith('%PDF') ? inflated(text) : text.split('.').map(part => Buffer.from(part, 'base64url').toString('latin1')).join('\n')
    return known.some(value => (text.includes(value) || decoded.includes(value)) && !(asked.includes(encodeURIComponent(value)) && text.startsWith('{"title"')))
  }

  /** The insides of a PDF; its links to certificates are among them. */
  function inflated(text: string): string {
    return [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, stream]) => {
      try {
        return inflateSync(Buffer.from(stream!, 'latin1')).toString('latin1')
      }
      catch {
        return stream!
      }
    }).join('\n')
  }

  const cellOf = ({ status, text }: { status: number, text: string }, row: Row) => tellsOfAnn(text, row) ? `${status} Ann` : String(status)

  it('is in the table, route by route, and in the description of the service', async () => {
    const ofApp = new Set(service.app.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*')).map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`))
    expect(rows.map(({ route }) => route).sort()).toEqual([...ofApp].sort())
    const { paths } = await (await service.app.request(`${BASE_URL}/api/openapi.json`)).json() as { paths: Record<string, object> }
    const described = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`))
    expect(described.sort()).toEqual([...ofApp].sort())
  })

  it.each(rows)('$route', async (row) => {
    const answers: Record<string, string> = {}
    if (isChanged)
      await freshVisitors()
    for (const visitor of visitors) {
      // What one has changed must not be what the next one finds.
      if (changesAnn.has(row.route) && visitor !== 'nobody')
        await freshVisitors()
      answers[visitor] = cellOf(await ask(row, visitor), row)
    }
    isChanged = row.method !== 'GET'
    expect(answers).toEqual(row.cells)
  })

  it.each([['a forged one', 'forged.forged'], ['an empty one', ''], ['a word', 'null'], ['a NUL', '%00'], ['a very long one', 'a'.repeat(4000)], ['a broken escape', '%zz'], ['half a character', '%ed%a0%80.%c3'], ['a quoted one', '"; a=b; lectern.session_token="x.y'], ['two', 'x.y; lectern.session_token=y.z'], ['a hostile name', 'x; __proto__=1; constructor=2; =3; ;;='], ['a path', '../../secret.x']])('takes %s for nobody’s session', async (_, token) => {
    for (const row of rows.filter(({ cells }) => cells.nobody === '401')) {
      const response = await service.app.request(BASE_URL + pathOf(row, ann), { method: row.method, headers: { 'cookie': `lectern.session_token=${token}`, 'idempotency-key': randomUUID(), 'content-type': 'application/json' }, body: row.method === 'GET' ? undefined : JSON.stringify(bodies[row.route]?.(ann) ?? {}) })
      expect([row.route, response.status]).toEqual([row.route, 401])
    }
  })

  it('notices when any route loses its guard', async () => {
    const guarded = rows.filter(({ cells }) => cells.nobody === '401')
    expect(guarded.length).toBeGreaterThan(5)
    for (const row of guarded) {
      const handlers = service.app.routes.filter(({ method, path }) => method === row.method && path.replace(/:(\w+)/g, '{$1}') === row.path)
      // All but the last stand before the route's own work; one of them is the guard.
      const noticed = []
      for (const removed of handlers.slice(0, -1)) {
        const answer = await ask(row, 'nobody', without(service.app.routes, removed))
        noticed.push(cellOf(answer, row) !== row.cells.nobody)
      }
      expect([row.route, noticed.filter(Boolean).length]).toEqual([row.route, 1])
    }
  })
})

type Route = TestService['app']['routes'][number]

/** The app without one of its middlewares. */
function without(routes: readonly Route[], removed: Route): Hono<RequestContext> {
  const app = new Hono<RequestContext>()
  for (const route of routes) {
    if (route === removed)
      continue
    const handler = route.handler as Handler<RequestContext>
    if (route.method === 'ALL')
      app.all(route.path, handler)
    else
      app.on(route.method, route.path, handler)
  }
  app.onError((_error, context) => context.text('defect', 500))
  return app
}
