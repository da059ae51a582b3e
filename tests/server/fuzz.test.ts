import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { TestService } from './support/credit-service.ts'
import type { DescribedRoute, Description, MadeRequest } from './support/described-requests.ts'
import type { TestStore } from './support/stores.ts'
import process from 'node:process'
import { Validator } from '@seriousme/openapi-schema-validator'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { grantRole } from '../../server/roles/role-grants.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { BASE_URL, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { requestsTo, requestsWithOneWrong, routesOf } from './support/described-requests.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

/** Requests a route, on each database. A long run: LECTERN_FUZZ_RUNS=5000, with LECTERN_FUZZ_SEED for another one each time. */
const RUNS = Number(process.env.LECTERN_FUZZ_RUNS ?? 30)
const SEED = Number(process.env.LECTERN_FUZZ_SEED ?? 20_261_127)

/** What only a defect would tell a stranger. */
const INNARDS = /\bat .{0,200}[\w\-]+\.[mc]?[jt]s:\d+|node_modules|SQLITE_|SQLSTATE|syntax error at or near|invalid byte sequence|kysely|ZodError|better-auth|\/(?:home|work|tmp|usr)\//i

const visitors = ['nobody', 'in the course', 'in the post-test', 'done', 'administrator'] as const
type Visitor = typeof visitors[number]

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
] as const)('whatever is sent to the service, on %s', (kind, start) => {
  let testStore: TestStore
  let store: Store
  let bundle: CourseBundle
  let service: TestService
  let description: Description
  let cookies: Record<Visitor, string | undefined>
  let known: Record<string, unknown[]>
  const routes = new Map<string, DescribedRoute>()
  /** Each comes from another address: limits are tested elsewhere. */
  let requests = 0

  beforeAll(async () => {
    testStore = await start()
    const db = testStore.open()
    store = { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
    bundle = shortBundle(await realBundle())
    service = await startService(store, [bundle])
    description = await (await service.app.request(`${BASE_URL}/api/openapi.json`)).json() as Description
    for (const route of routesOf(description))
      routes.set(`${route.method} ${route.path}`, route)
    const done = await service.signIn()
    const certificate = await takeCourse(done, bundle, { profile: { givenName: 'Ann', familyName: 'Other', profession: 'physician' } })
    const learner = await service.signIn()
    await learner.put('/api/me/profile', { givenName: 'Ben', familyName: 'Other', profession: 'nurse' })
    await learner.post(`/api/courses/${bundle.name}/enrolment`)
    await learner.post(`/api/courses/${bundle.name}/commands`, { kind: 'acknowledge', frontMatter: bundle.frontMatter })
    const examinee = await service.signIn()
    await takeCourse(examinee, bundle, { profile: { givenName: 'Cy', familyName: 'Other', profession: 'nurse' }, until: 'all answered' })
    const leaver = await service.signIn('leaver@example.org')
    await leaver.put('/api/me/profile', { givenName: 'Dee', familyName: 'Leaver', profession: 'nurse' })
    await leaver.post(`/api/courses/${bundle.name}/enrolment`)
    const { learner: leaving } = await db.selectFrom('enrolment').select('learner').orderBy('created_at', 'desc').executeTakeFirstOrThrow()
    const { id: enrolment } = await db.selectFrom('enrolment').select('id').executeTakeFirstOrThrow()
    const administrator = await service.signIn('administrator@example.org')
    await grantRole(store.writer, 'administrator@example.org', 'admin', { actor: 'command line', now: service.service.now(), mayLeaveNoAdmin: true })
    cookies = { 'nobody': undefined, 'in the course': learner.cookie, 'in the post-test': examinee.cookie, 'done': done.cookie, 'administrator': administrator.cookie }
    known = {
      course: [bundle.name],
      id: [certificate],
      enrolment: [enrolment],
      learner: [leaving],
      attempt: [1],
      item: bundle.quizzes.flatMap(quiz => quiz.items.map(item => item.id)),
      frontMatter: [bundle.frontMatter],
      email: ['somebody@example.org'],
      type: ['sign-in'],
      otp: ['123456'],
      returnTo: ['/'],
      address: ['somebody@example.org'],
      certificate: [certificate],
      file: [new Uint8Array(await (await service.app.request(`${BASE_URL}/api/certificates/${certificate}/pdf`)).arrayBuffer())],
      reason: ['The learner has asked for it in writing.'],
      givenName: ['Ann'],
      familyName: ['Other'],
      npi: ['1234567893'],
      eProfileId: ['1234567'],
      credentials: ['M.D.'],
      state: ['NJ'],
      number: ['25MA1'],
      birthMonthDay: ['04-30'],
      from: ['2020-01-01'],
      to: ['2100-01-01'],
    }
  }, 60_000)
  afterAll(() => testStore?.close())

  it('is described by a valid OpenAPI document', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(description) as never)
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
  })

  async function send(route: DescribedRoute, { path, headers, body }: MadeRequest, visitor: Visitor): Promise<string> {
    // Whoever signs out would be nobody in all that comes after.
    const cookie = route.path === '/api/auth/sign-out' ? undefined : cookies[visitor]
    const response = await service.app.request(BASE_URL + path, { method: route.method, redirect: 'manual', headers: { ...headers, 'origin': BASE_URL, 'x-forwarded-for': `10.0.${requests >> 8 & 255}.${requests++ & 255}`, ...cookie && { cookie } }, body })
    const text = await response.text()
    const type = response.headers.get('content-type')?.split(';')[0]
    expect(response.status, text.slice(0, 300)).toBeLessThan(500)
    expect(Object.keys(route.operation.responses), `${response.status} of ${route.method} ${route.path}`).toContain(String(response.status))
    if (type !== 'application/pdf')
      expect(text).not.toMatch(INNARDS)
    if (response.status < 400)
      expect(Object.keys(route.operation.responses[response.status]?.content ?? { [String(type)]: true })).toContain(String(type))
    if (response.status >= 400 && type === 'text/html')
      expect(Object.values(route.operation.responses).flatMap(({ content = {} }) => Object.keys(content))).toContain(type)
    if (response.status < 400 || type === 'text/html')
      return 'done'
    expect(type).toBe('application/problem+json')
    expect(JSON.parse(text)).toMatchObject({ status: response.status, title: expect.stringMatching(/\S/), code: expect.stringMatching(/^[a-z][a-z-]+$/) })
    return (JSON.parse(text) as { code: string }).code
  }

  it('is answered as the service is described when one thing in it is wrong', async () => {
    for (const route of routes.values()) {
      const asked: readonly Visitor[] = /^\/api\/(?:office|admin)\//.test(route.path) ? ['administrator'] : route.path.endsWith('/commands') ? ['in the course', 'in the post-test'] : ['in the course']
      const outcomes = new Set<string>()
      for (const visitor of asked) {
        for (const request of requestsWithOneWrong(route, description, known, SEED)) {
          outcomes.add(await send(route, request, visitor).catch((error: Error) => {
            throw new Error(`${route.method} ${JSON.stringify(request).slice(0, 600)} as ${visitor}: ${error.message.slice(0, 2000)}`)
          }))
        }
      }
      // A test that never gets past the door finds nothing behind it.
      expect([route.path, [...outcomes].some(outcome => !['unfit-request', 'refused', 'not-signed-in', 'not-allowed'].includes(outcome))]).toEqual([route.path, true])
    }
  }, 600_000)

  it('is answered as the service is described, whatever is wrong in it', async () => {
    expect(routes.size).toBeGreaterThan(20)
    for (const route of routes.values()) {
      const property = fc.asyncProperty(fc.constantFrom(...visitors), requestsTo(route, description, known), async (visitor, request) => void await send(route, request, visitor))
      await fc.assert(property, { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: undefined }).catch((error: Error) => {
        throw new Error(`${route.method} ${route.path}: ${error.message.slice(0, 3000)}`)
      })
    }
  }, 3_600_000)

  it('leaves a ledger that holds, a service that is ready, and no defect in the log', async () => {
    expect((await verifyLedger(store.db)).broken).toEqual([])
    expect((await service.app.request(`${BASE_URL}/ready`)).status).toBe(200)
    expect(service.log.filter(entry => entry.message === 'defect')).toEqual([])
    expect(({} as { admin?: unknown }).admin).toBeUndefined()
  })
})
