import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Client, TestService } from './support/credit-service.ts'
import type { TestStore } from './support/stores.ts'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { attemptItems } from '../../scripts/quizzes/arrange-quiz.ts'
import { quizOf } from '../../server/courses/course-bundle.ts'
import { keepCourseVersion } from '../../server/courses/course-versions.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { rightResponse, wrongResponse } from '../e2e/post-test-driver.ts'
import { BASE_URL, createClient, realBundle, startService } from './support/credit-service.ts'
import { startSqlite } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

/* Days on which a course ends, an attempt waits, and the clock is wrong, in the middle of somebody's journey. */

const profile = { givenName: 'Ann', familyName: 'Müller', profession: 'physician' }
const course = '/api/courses/low-dose-naltrexone'
const DAY = 86_400_000

let testStore: TestStore
let bundle: CourseBundle
let service: TestService
let shift = 0

beforeAll(async () => {
  testStore = await startSqlite()
  const db = testStore.open()
  bundle = await realBundle()
  const today = new Date().toISOString().slice(0, 10)
  bundle = { ...bundle, meta: { ...bundle.meta, released: today, expires: new Date(Date.now() + 40 * DAY).toISOString().slice(0, 10) } }
  service = await startService({ kind: 'sqlite', db, writer: createWriter(db, { lanes: 1 }) }, [bundle], () => new Date(Date.now() + shift).toISOString())
}, 60_000)
beforeEach(() => {
  shift = 0
})
afterAll(() => testStore?.close())

const command = (client: Client, body: unknown) => client.post(`${course}/commands`, body)
const journey = async (client: Client) => (await client.get(`${course}/journey`)).body

async function inAttempt(): Promise<Client> {
  const client = await service.signIn()
  await takeCourse(client, bundle, { profile, until: 'all answered' })
  return client
}

it('a course that ends in the middle of an attempt takes nothing more, says so, and keeps what is there', async () => {
  const ann = await inAttempt()
  const done = await service.signIn()
  const certificate = await takeCourse(done, bundle, { profile })
  const before = await journey(ann)
  expect(before.term).toMatchObject({ state: 'open' })
  shift = 41 * DAY
  expect(await command(ann, { kind: 'submit-attempt' })).toMatchObject({ status: 409, body: { code: 'not-open', title: `This course ended on ${bundle.meta.expires} (UTC), so that nothing can be added. What you have done until then is kept, and your certificates stay valid.` } })
  expect(await journey(ann)).toEqual({ ...before, term: { ...before.term, state: 'ended' } })
  // Nobody begins it; who is done keeps the certificate.
  const late = await service.signIn()
  await late.put('/api/me/profile', profile)
  expect(await late.post(`${course}/enrolment`)).toMatchObject({ status: 409, body: { code: 'not-open', title: `This course ended on ${bundle.meta.expires} (UTC); nobody can begin it any more.` } })
  expect((await createClient(service.app).get(`/api/certificates/${certificate}`)).body).toMatchObject({ status: 'valid', signature: true })
  expect((await journey(done)).certificates).toHaveLength(1)
})

it('an attempt that was left open for a month goes on where it was, with its questions', async () => {
  const ann = await inAttempt()
  const { postTest: { open } } = await journey(ann)
  shift = 31 * DAY
  const [item] = attemptItems(quizOf(bundle, 'post-test')!, open.seed)
  expect((await command(ann, { kind: 'answer', item: item!.id, response: rightResponse(item!) })).body.postTest.open).toEqual(open)
  expect((await command(ann, { kind: 'submit-attempt' })).body.postTest.results).toEqual([expect.objectContaining({ passed: true, attempt: 1 })])
})

it('a certificate that is asked for before the test was passed is refused with what is missing', async () => {
  const ann = await inAttempt()
  expect(await command(ann, { kind: 'claim', credits: 1 })).toMatchObject({ status: 409, body: { code: 'step-not-reached', title: 'This comes after: passing the post-test.' } })
  expect(await ann.get('/api/certificates/00000000-0000-4000-8000-000000000000')).toMatchObject({ status: 404, body: { code: 'no-such-certificate' } })
  expect((await journey(ann)).certificates).toEqual([])
})

it('a clock that ran years ahead for a moment shuts nobody out of the course when it is right again', async () => {
  const ann = await inAttempt()
  // As if the last answer had been written while the clock was wrong, in a course of longer term.
  const enrolment = await service.service.store.db.selectFrom('enrolment').select('id').orderBy('created_at', 'desc').limit(1).executeTakeFirstOrThrow()
  const ahead = new Date(Date.now() + 4000 * DAY).toISOString()
  const last = await service.service.store.db.selectFrom('record').select(['seq']).where('chain', '=', enrolment.id).orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()
  await service.service.store.db.updateTable('record').set({ at: ahead }).where('chain', '=', enrolment.id).where('seq', '=', last.seq).execute()
  expect((await command(ann, { kind: 'submit-attempt' })).body.postTest?.results).toEqual([expect.objectContaining({ passed: true, at: expect.not.stringContaining(ahead) })])
})

it('a clock that was ahead and is set right stops neither the time with the lecture nor the wait for the next attempt', async () => {
  const timed: CourseBundle = { ...bundle, name: 'timed', version: 'timed', quizzes: bundle.quizzes.filter(quiz => quiz.kind !== 'pre-test'), meta: { ...bundle.meta, released: '2020-01-01', expires: '2099-12-31', completion: { ...bundle.meta.completion, lecture: { slides: 1, minutes: 4 } }, assessment: { ...bundle.meta.assessment, attempts: 5, retakeDelay: '10 minutes' } } }
  const { store } = service.service
  await keepCourseVersion(store.writer, timed, new Date().toISOString())
  service.service.courses = new Map([...service.service.courses, [timed.name, timed]])
  const ann = await service.signIn()
  const send = (body: object) => ann.post('/api/courses/timed/commands', body)
  const fail = async () => {
    const { body } = await send({ kind: 'start-attempt' })
    for (const item of attemptItems(quizOf(timed, 'post-test')!, body.postTest.open.seed))
      await send({ kind: 'answer', item: item.id, response: wrongResponse(item) })
    return send({ kind: 'submit-attempt' })
  }
  await ann.put('/api/me/profile', profile)
  shift = DAY / 4
  await ann.post('/api/courses/timed/enrolment')
  await send({ kind: 'acknowledge', frontMatter: timed.frontMatter })
  await send({ kind: 'progress', slides: [1], seconds: 0 })
  for (let minute = 0; minute <= 5; minute++) {
    shift = minute * 60_000
    const { body } = await send({ kind: 'progress', slides: [], seconds: 60 })
    expect(body.lecture.seconds).toBeGreaterThanOrEqual(minute * 60)
    expect(body.lecture.seconds).toBeLessThanOrEqual((minute + 1) * 60)
  }
  shift = 400 * DAY
  await fail()
  shift = 0
  expect((await ann.get('/api/courses/timed/journey')).body.postTest.nextAttemptAt).toBeNull()
  // The clock is right now: the wait is what the course asks.
  const { body: { postTest: { nextAttemptAt, results } } } = await fail()
  expect(Date.parse(nextAttemptAt) - Date.now()).toBeLessThanOrEqual(600_000)
  expect(Math.abs(Date.parse(results[1].at) - Date.now())).toBeLessThan(60_000)
  shift = 9 * 60_000
  expect(await send({ kind: 'start-attempt' })).toMatchObject({ status: 409, body: { code: 'too-early' } })
  shift = 10 * 60_000 + 1000
  expect(await send({ kind: 'start-attempt' })).toMatchObject({ status: 200 })
  // The records are in their order, and say beside what the clock said.
  const { id } = await store.db.selectFrom('enrolment').select('id').where('course', '=', 'timed').executeTakeFirstOrThrow()
  const times = (await store.db.selectFrom('record').select('at').where('chain', '=', id).orderBy('seq').execute()).map(row => row.at)
  expect(times).toEqual([...times].sort())
  expect((await verifyLedger(store.db)).broken.filter(({ chain }) => chain === id)).toEqual([])
})

it('whoever has begun a version is graded by its keys, though the present one has others', async () => {
  const { store } = service.service
  const [version, next] = (['one', 'two'] as const).map((version): CourseBundle => ({
    ...bundle,
    name: 'rebuilt',
    version,
    quizzes: bundle.quizzes.map(quiz => quiz.kind !== 'post-test' || version === 'one' ? quiz : { ...quiz, items: quiz.items.map(item => 'options' in item ? { ...item, options: item.options.map(option => ({ ...option, key: !option.key })) } as typeof item : item) }),
  })) as [CourseBundle, CourseBundle]
  for (const each of [version, next])
    await keepCourseVersion(store.writer, each, new Date().toISOString())
  const offer = (present: CourseBundle) => {
    service.service.courses = new Map([...service.service.courses, [present.name, present]])
  }
  const submit = async (client: Client) => (await client.post('/api/courses/rebuilt/commands', { kind: 'submit-attempt' })).body
  offer(version)
  const ann = await service.signIn()
  await takeCourse(ann, version, { profile, until: 'all answered' })
  offer(next)
  expect(await submit(ann)).toMatchObject({ version: 'one', postTest: { results: [{ passed: true }] } })
  // Answers that were right by the keys of before are wrong by those of now.
  const ben = await service.signIn()
  await takeCourse(ben, { ...version, version: 'two' }, { profile, until: 'all answered' })
  expect(await submit(ben)).toMatchObject({ version: 'two', postTest: { results: [{ passed: false }] } })
})

it('a course of New York ends when its last day ends there, and who finishes on New Year’s Eve has that day on the certificate, whenever they claim', async () => {
  const { store } = service.service
  const zoned: CourseBundle = { ...bundle, name: 'zoned', version: 'zoned', meta: { ...bundle.meta, released: '2026-12-01', expires: '2026-12-31', provider: { ...bundle.meta.provider, timezone: 'America/New_York' } } }
  const plain: CourseBundle = { ...zoned, name: 'plain', version: 'plain', meta: { ...zoned.meta, expires: '2027-01-31', provider: bundle.meta.provider } }
  for (const other of [zoned, plain])
    await keepCourseVersion(store.writer, other, new Date().toISOString())
  service.service.courses = new Map([...service.service.courses, [zoned.name, zoned], [plain.name, plain]])
  const at = (time: string) => {
    shift = Date.parse(time) - Date.now()
  }
  const term = async (client: Client, name: string) => (await client.get(`/api/courses/${name}/journey`)).body.term
  const ann = await service.signIn()
  at('2027-01-01T00:30:00Z')
  const certificate = await takeCourse(ann, zoned, { profile })
  const { body } = await ann.get(`/api/certificates/${certificate}`)
  expect(body).toMatchObject({ completed: '2026-12-31', completedIn: 'America/New_York', signature: true })
  expect(new TextDecoder('latin1').decode(await (await service.app.request(`${BASE_URL}/verify/${certificate}`)).arrayBuffer())).toContain('(America/New_York)')
  at('2027-01-01T04:59:00Z')
  expect(await term(ann, 'zoned')).toEqual({ released: '2026-12-01', expires: '2026-12-31', timezone: 'America/New_York', state: 'open' })
  at('2027-01-01T05:01:00Z')
  expect(await term(ann, 'zoned')).toMatchObject({ state: 'ended' })
  expect(await ann.post('/api/courses/zoned/commands', { kind: 'start-attempt' })).toMatchObject({ status: 409, body: { code: 'not-open', title: expect.stringContaining('ended on 2026-12-31 (America/New_York)') } })
  // Without a zone the days are those of UTC, and the certificate says so; the day is that of the evaluation, not of the claim.
  const ben = await service.signIn()
  at('2026-12-31T23:30:00Z')
  const later = await takeCourse(ben, plain, { profile, onStep: async (step) => {
    if (step === 'evaluated')
      at('2027-01-02T10:00:00Z')
  } })
  expect((await ben.get(`/api/certificates/${later}`)).body).toMatchObject({ completed: '2026-12-31', completedIn: 'UTC', issuedAt: expect.stringMatching(/^2027-01-02/) })
}, 30_000)
