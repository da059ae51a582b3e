import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { Client, TestService } from './support/credit-service.ts'
import type { TestStore } from './support/stores.ts'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quizOf } from '../../server/courses/course-bundle.ts'
import { keepHouse } from '../../server/privacy/housekeeping.ts'
import { defaultRetention } from '../../server/privacy/retention.ts'
import { grantRole } from '../../server/roles/role-grants.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { BASE_URL, createClient, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

const profile = { givenName: 'Ann', familyName: 'Müller', profession: 'physician' }
const SECRET = 'Slide 3 praises a product'

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
] as const)('an evaluation that is being filled in, on %s', (kind, start) => {
  let testStore: TestStore
  let store: Store
  let bundle: CourseBundle
  let service: TestService
  let words: string
  let scale: string
  let clock = new Date()

  const course = '/api/courses/low-dose-naltrexone'
  const path = `${course}/evaluation-draft`

  beforeAll(async () => {
    testStore = await start()
    const db = testStore.open()
    store = { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
    const whole = await realBundle()
    const short = shortBundle(whole)
    bundle = { ...short, quizzes: short.quizzes.map(quiz => quiz.kind === 'evaluation' ? quizOf(whole, 'evaluation')! : quiz) }
    const { items } = quizOf(bundle, 'evaluation')!
    words = items.find(({ type }) => type === 'free-text')!.id
    scale = items.find(({ type }) => type !== 'free-text' && type !== 'commitment' && type !== 'multiple')!.id
    service = await startService(store, [bundle], () => clock.toISOString())
  }, 60_000)
  afterAll(() => testStore?.close())

  async function filling(email: string = `${randomUUID()}@example.org`): Promise<Client> {
    const client = await service.signIn(email)
    await takeCourse(client, bundle, { profile, until: 'passed' })
    return client
  }

  async function evaluate(client: Client): Promise<number> {
    const asked = quizOf(bundle, 'evaluation')!.items.filter(({ type }) => type !== 'free-text' && type !== 'commitment')
    return (await client.post(`${course}/commands`, { kind: 'evaluate', responses: Object.fromEntries(asked.map(({ id, type }) => [id, type === 'multiple' ? [0] : 0])) })).status
  }

  const drafts = () => store.db.selectFrom('evaluation_draft').selectAll().execute()

  it('is there on another device, answer by answer, the last one heard being right', async () => {
    const email = `${randomUUID()}@example.org`
    const desk = await filling(email)
    const phone = await service.signIn(email)
    expect((await desk.get(path)).body).toEqual({ responses: {}, at: null })
    await desk.put(path, { responses: { [scale]: 1 } })
    await phone.put(path, { responses: { [words]: SECRET } })
    const { status, body } = await desk.put(path, { responses: { [scale]: 2 } })
    expect([status, body.responses]).toEqual([200, { [scale]: 2, [words]: SECRET }])
    expect((await phone.get(path)).body).toEqual(body)
    // Sent again, and taken back.
    await desk.put(path, { responses: { [scale]: 2 } })
    await phone.put(path, { responses: { [words]: null } })
    expect((await desk.get(path)).body.responses).toEqual({ [scale]: 2 })
  })

  it('takes what two devices send at the same time', async () => {
    const email = `${randomUUID()}@example.org`
    const desk = await filling(email)
    const phone = await service.signIn(email)
    await Promise.all([desk.put(path, { responses: { [scale]: 1 } }), phone.put(path, { responses: { [words]: 'Good' } }), desk.put(path, { responses: { [scale]: 1 } })])
    expect((await desk.get(path)).body.responses).toEqual({ [scale]: 1, [words]: 'Good' })
  })

  it('is no record, and gone when the evaluation is given', async () => {
    const client = await filling()
    const before = await store.db.selectFrom('record').select(eb => eb.fn.countAll().as('count')).executeTakeFirstOrThrow()
    await client.put(path, { responses: { [words]: SECRET } })
    expect(await store.db.selectFrom('record').select(eb => eb.fn.countAll().as('count')).executeTakeFirstOrThrow()).toEqual(before)
    const others = (await drafts()).filter(({ response }) => !response.includes(SECRET))
    expect(await evaluate(client)).toBe(200)
    expect((await drafts()).filter(({ response }) => response.includes(SECRET))).toEqual([])
    expect(await drafts()).toHaveLength(others.length)
    expect((await client.get(path)).body).toEqual({ responses: {}, at: null })
    expect((await client.put(path, { responses: { [scale]: 1 } })).body).toMatchObject({ status: 409, code: 'already-done' })
  })

  it('is refused before its time, for questions that are not asked, and for whoever is in no course', async () => {
    const begun = await service.signIn()
    await begun.put('/api/me/profile', profile)
    expect((await begun.put(path, { responses: { [scale]: 1 } })).body).toMatchObject({ status: 404, code: 'not-enrolled' })
    await begun.post(`${course}/enrolment`)
    expect((await begun.put(path, { responses: { [scale]: 1 } })).body).toMatchObject({ status: 409, code: 'step-not-reached' })
    const client = await filling()
    expect((await client.put(path, { responses: { nothing: 1 } })).body).toMatchObject({ status: 409, code: 'unknown-item' })
    expect((await client.put(path, { responses: { [scale]: { deep: 'x'.repeat(100_000) } } })).body).toMatchObject({ status: 409, code: 'unfit-response' })
    expect((await client.put(path, { responses: { [words]: 'x'.repeat(20_001) } })).status).toBe(400)
    expect((await client.get(path)).body.responses).toEqual({})
  })

  it('is read by its learner alone, and stands in no page or copy of the office', async () => {
    const client = await filling()
    await client.put(path, { responses: { [words]: SECRET } })
    expect((await (await filling()).get(path)).body.responses).toEqual({})
    const email = `${randomUUID()}@example.org`
    await grantRole(store.writer, email, 'admin', { actor: 'test', now: clock.toISOString(), mayLeaveNoAdmin: true })
    const admin = await service.signIn(email)
    const { learner, id } = (await store.db.selectFrom('enrolment').innerJoin('evaluation_draft', 'evaluation_draft.enrolment', 'enrolment.id').select(['learner', 'id']).where('response', 'like', `%${SECRET}%`).executeTakeFirst())!
    const office = `/api/office/courses/${bundle.name}`
    for (const page of [`${office}/roster`, `${office}/roster.csv`, `${office}/report`, `${office}/evaluation.csv`, `/api/office/enrolments/${id}`, `/api/office/learners/${learner}/export`]) {
      const { status, body } = await admin.get(page)
      expect(status, page).toBe(200)
      expect(JSON.stringify(body), page).not.toContain(SECRET)
      expect(JSON.stringify(body), page).not.toContain('evaluationNotSent')
    }
    expect(JSON.stringify((await client.get('/api/me/export')).body)).toContain(SECRET)
  })

  it('is erased with the account', async () => {
    const email = `${randomUUID()}@example.org`
    const client = await filling(email)
    await client.put(path, { responses: { [words]: 'Gone with me' } })
    const response = await service.app.request(`${BASE_URL}/api/me`, { method: 'DELETE', headers: { 'origin': BASE_URL, 'cookie': client.cookie!, 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body: JSON.stringify({ email }) })
    expect(response.status).toBe(200)
    expect(JSON.stringify(await drafts())).not.toContain('Gone with me')
    expect((await createClient(service.app, client.cookie).put(path, { responses: { [words]: 'Back' } })).status).toBe(401)
  })

  it('is removed by housekeeping with a journey that nobody goes on with, and after an evaluation that an earlier version took', async () => {
    const given = await filling()
    await given.put(path, { responses: { [words]: 'Left behind' } })
    const rows = (await drafts()).filter(({ response }) => response.includes('Left behind'))
    await evaluate(given)
    await store.db.insertInto('evaluation_draft').values(rows).execute()
    const open = await filling()
    await open.put(path, { responses: { [words]: 'Still open' } })
    const today = clock
    const keepAfter = async (days: number) => {
      clock = new Date(today.getTime() + days * 86_400_000)
      await keepHouse(store, defaultRetention, { now: clock.toISOString() })
      clock = today
      return JSON.stringify(await drafts())
    }
    const afterMonths = await keepAfter(60)
    expect(afterMonths).not.toContain('Left behind')
    expect(afterMonths).toContain('Still open')
    expect(await keepAfter(4 * 366)).toBe('[]')
  })
})
