import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Profile } from '../../server/learners/profile.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { Client, TestService } from './support/credit-service.ts'
import type { TestStore } from './support/stores.ts'
import { Buffer } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeProfile } from '../../server/learners/profiles.ts'
import { sealAllRecords } from '../../server/ledger/seal.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { eraseLearner } from '../../server/privacy/erase-learner.ts'
import { keepHouse } from '../../server/privacy/housekeeping.ts'
import { defaultRetention } from '../../server/privacy/retention.ts'
import { grantRole } from '../../server/roles/role-grants.ts'
import { codeRequestKeys } from '../../server/sign-in/limit-codes.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { BASE_URL, createClient, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

const profile = { givenName: 'Ophelia', familyName: 'Quartermaine', credentials: 'M.D.', profession: 'physician', npi: '1234567893', licences: [{ state: 'NJ', number: 'LICENCE-77' }], boards: ['Board of Boards'], birthMonthDay: '04-30' }
const WORDS = 'I shall start low and go slow'

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
] as const)('personal data on %s', (kind, start) => {
  let testStore: TestStore
  let store: Store
  let bundle: CourseBundle
  let service: TestService
  let clock = new Date()

  const course = '/api/courses/low-dose-naltrexone'
  const now = () => clock.toISOString()

  beforeAll(async () => {
    testStore = await start()
    const db = testStore.open()
    store = { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
    const whole = await realBundle()
    const short = shortBundle(whole)
    // The whole evaluation, which asks for words.
    bundle = { ...short, quizzes: short.quizzes.map(quiz => quiz.kind === 'evaluation' ? whole.quizzes.find(({ kind }) => kind === 'evaluation')! : quiz) }
    service = await startService(store, [bundle], now)
  }, 60_000)
  afterAll(() => testStore?.close())

  const address = () => `ophelia-${randomUUID()}@example.org`

  async function remove(client: Client, body: unknown, key: string = randomUUID()): Promise<{ status: number, body: any, headers: Headers }> {
    const response = await service.app.request(`${BASE_URL}/api/me`, { method: 'DELETE', headers: { 'origin': BASE_URL, 'cookie': client.cookie!, 'content-type': 'application/json', 'idempotency-key': key }, body: JSON.stringify(body) })
    return { status: response.status, body: await response.json(), headers: response.headers }
  }

  async function learnerOf(email: string): Promise<string> {
    const { rows } = await sql<{ id: string }>`select "id" from "user" where "email" = ${email}`.execute(store.db)
    return rows[0]!.id
  }

  /** Everything that is in any table of the database, as text. */
  async function everything(): Promise<string> {
    const tables = await store.db.introspection.getTables()
    const rows = await Promise.all(tables.filter(({ name }) => name !== 'course_version').map(({ name }) => sql`select * from ${sql.table(name)}`.execute(store.db)))
    return JSON.stringify(rows.map(({ rows }) => rows), (_, value) => typeof value === 'bigint' ? String(value) : value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)
  }

  async function claimed(email: string): Promise<{ client: Client, certificate: string, learner: string }> {
    const client = await service.signIn(email)
    const certificate = await takeCourse(client, bundle, { profile, words: WORDS })
    return { client, certificate, learner: await learnerOf(email) }
  }

  async function midway(email: string): Promise<{ client: Client, learner: string }> {
    const client = await service.signIn(email)
    await takeCourse(client, bundle, { profile, until: 'all answered' })
    return { client, learner: await learnerOf(email) }
  }

  const keep = (dryRun = false) => keepHouse(store, defaultRetention, { now: now(), dryRun })

  async function at<T>(time: Date, action: () => Promise<T>): Promise<T> {
    const before = clock
    clock = time
    try {
      return await action()
    }
    finally {
      clock = before
    }
  }

  async function signInAs(role: 'office' | 'admin', at = service): Promise<Client> {
    const email = address()
    await grantRole(store.writer, email, role, { actor: 'command line', now: now(), mayLeaveNoAdmin: true })
    return at.signIn(email)
  }

  async function inYears<T>(years: number, action: () => Promise<T>): Promise<T> {
    const before = clock
    clock = new Date(clock)
    clock.setUTCFullYear(clock.getUTCFullYear() + years)
    clock.setUTCDate(clock.getUTCDate() + 1)
    try {
      return await action()
    }
    finally {
      clock = before
    }
  }

  const enrolmentOf = async (learner: string) => (await store.db.selectFrom('enrolment').selectAll().where('learner', '=', learner).executeTakeFirst())

  it('are exported whole, to nobody but their owner', async () => {
    const email = address()
    const { client, certificate } = await claimed(email)
    const { status, body } = await client.get('/api/me/export')
    expect(status).toBe(200)
    expect(body).toMatchObject({ account: { email, role: 'learner', signsInWith: ['code by mail'] }, sessions: [{ expiresAt: expect.any(String) }], profile, courses: [{ course: bundle.name, certificates: [{ id: certificate, certified: { credits: 0.75 } }] }] })
    const kinds = body.courses[0].records.map((record: { kind: string }) => record.kind)
    expect(kinds).toEqual(expect.arrayContaining(['enrolled', 'pre-test-answered', 'answered', 'attempt-submitted', 'evaluated', 'claimed', 'certificate-issued']))
    const text = JSON.stringify(body)
    expect(text).toContain(WORDS)
    // Points of single questions would tell the key to whoever has attempts left.
    expect(body.courses[0].records.find((record: { kind: string }) => record.kind === 'attempt-submitted').body).toEqual({ attempt: 1, points: 2, maxPoints: 2, passed: true })
    expect(await createClient(service.app).get('/api/me/export')).toMatchObject({ status: 401 })
    const other = await service.signIn()
    expect(JSON.stringify((await other.get('/api/me/export')).body)).not.toContain('Ophelia')
  })

  it('are not erased without the address typed', async () => {
    const email = address()
    const { client } = await midway(email)
    expect(await remove(client, { email: 'someone@example.org' })).toMatchObject({ status: 409, body: { code: 'not-confirmed' } })
    expect(await remove(client, {})).toMatchObject({ status: 400 })
    expect((await client.get('/api/me')).body.email).toBe(email)
  })

  it('of a learner without credit are erased wholly; the chain stays and holds', async () => {
    const email = address()
    const { client, learner } = await midway(email)
    const { id } = (await enrolmentOf(learner))!
    await sealAllRecords(store, now)
    const { status, body, headers } = await remove(client, { email: email.toUpperCase() })
    expect([status, body]).toEqual([200, { learner, askedAt: now(), finishedAt: now(), says: expect.stringContaining('everything'), kept: [], forReport: false }])
    expect(headers.get('clear-site-data')).toBe('"cookies", "storage"')
    expect(await client.get('/api/me')).toMatchObject({ status: 401 })
    const left = await everything()
    expect(left).not.toContain(email)
    const rows = await store.db.selectFrom('record').select(['kind', 'body']).where('chain', '=', id).orderBy('seq').execute()
    expect(rows.filter(row => row.body !== '').map(row => row.kind)).toEqual(['bodies-erased'])
    expect(JSON.parse(rows.at(-1)!.body)).toEqual({ records: [[1, rows.length - 1]], actor: 'learner', reason: 'asked for by the learner' })
    expect((await verifyLedger(store.db)).broken).toEqual([])
    // The only place where the random id is left is who was erased, and the audit log.
    expect(await store.db.selectFrom('profile').selectAll().where('learner', '=', learner).execute()).toEqual([])
  })

  it('are erased once, and the answer that was lost is given again', async () => {
    const email = address()
    const { client } = await midway(email)
    const key = randomUUID()
    const [first, second] = [await remove(client, { email }, key), await remove(client, { email }, key)]
    expect(second.status).toBe(200)
    expect(second.body).toEqual(first.body)
    expect(await remove(client, { email })).toMatchObject({ status: 401 })
  })

  it('come back as nobody’s when the same person signs up again', async () => {
    const email = address()
    const { client, learner } = await claimed(email)
    await remove(client, { email })
    const again = await service.signIn(email)
    expect((await again.get('/api/me')).body).toMatchObject({ email, profile: null })
    expect(await learnerOf(email)).not.toBe(learner)
    await takeCourse(again, bundle, { profile })
  })

  it('of a learner with credit stay as far as the credit needs them, until its time is over', async () => {
    const email = address()
    const { client, certificate, learner } = await claimed(email)
    const { body } = await remove(client, { email })
    const until = new Date(clock)
    until.setUTCFullYear(until.getUTCFullYear() + 6)
    expect(body).toMatchObject({ finishedAt: null, kept: [{ course: bundle.name, until: until.toISOString().slice(0, 10) }], says: expect.stringContaining('6 years') })

    const enrolment = (await enrolmentOf(learner))!
    const records = await store.db.selectFrom('record').selectAll().where('chain', '=', enrolment.id).execute()
    const left = JSON.stringify([records, await store.db.selectFrom('profile').selectAll().where('learner', '=', learner).execute(), await store.db.selectFrom('evaluation').selectAll().where('enrolment', '=', enrolment.id).execute(), await store.db.selectFrom('first_attempt').selectAll().where('enrolment', '=', enrolment.id).execute()])
    for (const gone of [email, WORDS, '1234567893', 'LICENCE-77', 'Board of Boards', '04-30'])
      expect(left, gone).not.toContain(gone)
    expect(left).toContain('Quartermaine')
    const anybody = createClient(service.app)
    expect(await anybody.get(`/api/certificates/${certificate}`)).toMatchObject({ status: 200, body: { status: 'valid', signature: true, credits: 0.75, learner: 'Ophelia Quartermaine, M.D.' } })
    expect((await verifyLedger(store.db)).broken).toEqual([])

    // A year before the end nothing happens; a day after it the rest goes, in whichever process comes first.
    await inYears(5, async () => expect(await keep()).toMatchObject({ finished: 0 }))
    await inYears(6, async () => {
      expect(await keep(true)).toMatchObject({ finished: expect.any(Number) })
      expect((await anybody.get(`/api/certificates/${certificate}`)).status).toBe(200)
      const other = { ...store, writer: createWriter(testStore.open(), { lanes: testStore.lanes }) }
      await Promise.all([keep(), keepHouse(other, defaultRetention, { now: now() })])
      expect(await store.db.selectFrom('erasure').select(['finished_at', 'keep_until']).where('learner', '=', learner).executeTakeFirst()).toEqual({ finished_at: now(), keep_until: null })
      expect(await anybody.get(`/api/certificates/${certificate}`)).toMatchObject({ status: 410, body: { code: 'certificate-erased' } })
      const page = await anybody.get(`/verify/${certificate}`)
      expect(page).toMatchObject({ status: 410, body: expect.stringContaining('was issued here, and can no longer be confirmed') })
      expect(await enrolmentOf(learner)).toBeUndefined()
      const rows = await store.db.selectFrom('record').select(['kind', 'body']).where('chain', '=', enrolment.id).execute()
      expect(rows.filter(row => row.body !== '' && row.kind !== 'bodies-erased').map(row => row.kind).sort()).toEqual(['certificate-issued', 'claimed'])
      expect(JSON.stringify(rows)).not.toContain('Quartermaine')
      await sealAllRecords(store, now)
      expect((await verifyLedger(store.db)).broken).toEqual([])
      expect((await keep()).finished).toBe(0)
    })
  })

  it('that a report to boards needs stay with accredited credit until it is reported, and nobody sees them', async () => {
    const accredited: CourseBundle = { ...bundle, name: 'accredited', version: 'accredited-1', meta: { ...bundle.meta, accreditation: 'accme', credits: { ...bundle.meta.credits, type: '*AMA PRA Category 1 Credit(s)*™' }, provider: { ...bundle.meta.provider, name: 'General Hospital' } } }
    const own = await startService(store, [accredited, bundle], now, { key: service.service.key })
    const [email, office] = [address(), address()]
    const client = await own.signIn(email)
    const certificate = await takeCourse(client, accredited, { profile, words: WORDS })
    const learner = await learnerOf(email)
    await grantRole(store.writer, office, 'office', { actor: 'command line', now: now(), mayLeaveNoAdmin: true })
    const officer = await own.signIn(office)
    const officeCourse = '/api/office/courses/accredited'
    const numbers = { provider: '1234567', module: '123456789' }
    const pars = async (query: string) => (await officer.get(`${officeCourse}/pars.json?${query}`)).body
    const before = await pars('provider=1234567&module=123456789')
    expect(before).toHaveLength(1)

    const { body } = await remove(client, { email })
    expect(body).toMatchObject({ forReport: true, says: expect.stringContaining('not reported to boards yet'), kept: [{ course: 'accredited' }] })
    const { id } = (await store.db.selectFrom('enrolment').select('id').where('learner', '=', learner).executeTakeFirst())!
    const hidden = /1234567893|LICENCE-77|04-30|Board of Boards/
    for (const path of [`${officeCourse}/roster`, `${officeCourse}/roster.csv`, `${officeCourse}/roster?search=1234567893`, `/api/office/enrolments/${id}`, `/api/office/learners/${learner}/export`, `${officeCourse}/pars/problems`, `/api/certificates/${certificate}`]) {
      const answer = await officer.get(path)
      expect([path, answer.status]).toEqual([path, 200])
      expect(JSON.stringify(answer.body), path).not.toMatch(hidden)
    }
    expect((await officer.get(`${officeCourse}/roster?search=1234567893`)).body.rows).toEqual([])

    // What is reported is what would have been: the same person, the same day.
    const made = (await officer.post(`${officeCourse}/pars/exports`, numbers)).body
    expect(made).toMatchObject({ added: 1, deleted: 0 })
    expect(await pars(`export=${made.export}`)).toEqual(before)
    const stored = async () => JSON.stringify(await store.db.selectFrom('profile').selectAll().where('learner', '=', learner).execute())
    expect(await stored()).not.toMatch(hidden)
    expect(await stored()).toContain('Quartermaine')

    // Corrected later, it is reported as the report before had it.
    expect((await officer.post(`/api/office/enrolments/${id}/corrections`, { kind: 'correct-claim', credits: 0.5, reason: 'Left at half time' })).status).toBe(200)
    expect((await officer.get(`${officeCourse}/pars/problems`)).body.rows).toEqual([])
    const next = (await officer.post(`${officeCourse}/pars/exports`, numbers)).body
    expect(next).toMatchObject({ added: 1, deleted: 1 })
    const [, added] = await pars(`export=${next.export}`)
    expect(added).toEqual({ ...before[0], CreditCertificate: before[0].CreditCertificate.map((credit: any) => ({ ...credit, CreditReceived: { ...credit.CreditReceived, numberOfCredits: 0.5 } })) })
    await inYears(6, async () => {
      await keep()
      expect(await store.db.selectFrom('profile').selectAll().where('learner', '=', learner).execute()).toEqual([])
      expect(JSON.stringify(await store.db.selectFrom('pars_record').selectAll().where('enrolment', '=', id).execute())).not.toMatch(hidden)
    })
  })

  it('that a report needs go with the time for keeping them, reported or not', async () => {
    const accredited: CourseBundle = { ...bundle, name: 'accredited', version: 'accredited-1', meta: { ...bundle.meta, accreditation: 'accme', credits: { ...bundle.meta.credits, type: '*AMA PRA Category 1 Credit(s)*™' }, provider: { ...bundle.meta.provider, name: 'General Hospital' } } }
    const own = await startService(store, [accredited], now, { key: service.service.key })
    const email = address()
    const client = await own.signIn(email)
    await takeCourse(client, accredited, { profile: { ...profile, npi: undefined, licences: [{ state: 'NJ', number: 'NEVER-REPORTED' }] } })
    await remove(client, { email })
    expect(await everything()).toContain('NEVER-REPORTED')
    await inYears(6, async () => {
      await keep()
      expect(await everything()).not.toContain('NEVER-REPORTED')
    })
  })

  it('are exported and erased by the office, which says why; by nobody else', async () => {
    const [email, office] = [address(), address()]
    const { client, learner, certificate } = await claimed(email)
    expect(await client.post(`/api/office/learners/${learner}/erasure`, { reason: 'because' })).toMatchObject({ status: 403 })
    await grantRole(store.writer, office, 'office', { actor: 'command line', now: now(), mayLeaveNoAdmin: true })
    const officer = await service.signIn(office)
    expect((await officer.get(`/api/office/learners/${learner}/export`)).body).toMatchObject({ learner, account: { email }, courses: [{ certificates: [{ id: certificate }] }] })
    expect((await client.get('/api/me/export')).body.audit).toEqual(expect.arrayContaining([expect.objectContaining({ action: 'exported learner', by: 'the office' })]))
    expect(JSON.stringify((await client.get('/api/me/export')).body)).not.toContain(office)
    expect(await officer.post(`/api/office/learners/${learner}/erasure`, { reason: '' })).toMatchObject({ status: 400 })
    expect(await officer.post('/api/office/learners/nobody/erasure', { reason: 'asked by letter' })).toMatchObject({ status: 404, body: { code: 'no-such-learner' } })
    const key = randomUUID()
    const first = await officer.post(`/api/office/learners/${learner}/erasure`, { reason: 'asked by letter' }, key)
    expect(first).toMatchObject({ status: 200, body: { learner, kept: [{ course: bundle.name }] } })
    expect(await officer.post(`/api/office/learners/${learner}/erasure`, { reason: 'asked by letter' }, key)).toEqual(first)
    expect(await client.get('/api/me')).toMatchObject({ status: 401 })
    expect(await store.db.selectFrom('audit').select(['actor', 'action', 'reason']).where('subject', '=', `learner:${learner}`).where('action', '=', 'erased learner').execute()).toEqual([{ actor: office, action: 'erased learner', reason: 'asked by letter' }])
    // Who is found by name in the roster is found still, but no longer by address.
    const search = async (text: string) => (await officer.get(`/api/office/courses/${bundle.name}/roster?search=${encodeURIComponent(text)}`)).body
    expect(JSON.stringify(await search(email))).not.toContain(learner)
  })

  it('are exported by the office without what was answered in the evaluation: it was given without a name', async () => {
    const [email, office] = [address(), address()]
    const { client, learner } = await claimed(email)
    await grantRole(store.writer, office, 'office', { actor: 'command line', now: now(), mayLeaveNoAdmin: true })
    const { status, body } = await (await service.signIn(office)).get(`/api/office/learners/${learner}/export`)
    expect(status).toBe(200)
    expect(JSON.stringify(body)).not.toContain(WORDS)
    expect(body.courses[0].records.find((record: { kind: string }) => record.kind === 'evaluated').body).toBeNull()
    expect(JSON.stringify((await client.get('/api/me/export')).body)).toContain(WORDS)
  })

  it('of the office’s own people are erased by an administrator: the office takes nobody’s role away', async () => {
    const [office, admin, otherAdmin] = [address(), address(), address()]
    for (const [email, role] of [[office, 'office'], [admin, 'admin'], [otherAdmin, 'admin']] as const)
      await grantRole(store.writer, email, role, { actor: 'command line', now: now(), mayLeaveNoAdmin: true })
    const [officer, administrator] = [await service.signIn(office), await service.signIn(admin)]
    await service.signIn(otherAdmin)
    const path = `/api/office/learners/${await learnerOf(otherAdmin)}/erasure`
    expect(await officer.post(path, { reason: 'asked by letter' })).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
    expect((await administrator.get('/api/admin/roles?limit=200')).body.rows).toContainEqual(expect.objectContaining({ address: otherAdmin, role: 'admin' }))
    expect(await administrator.post(path, { reason: 'asked by letter' })).toMatchObject({ status: 200 })
  })

  it('do not come back with a profile that was on its way while they were erased', async () => {
    const email = address()
    const { client, learner } = await claimed(email)
    expect((await remove(client, { email })).body.kept).toHaveLength(1)
    // The session was good when the request came; the write waited.
    await writeProfile(store.writer, { id: learner, email }, profile as Profile, now())
    const row = await store.db.selectFrom('profile').selectAll().where('learner', '=', learner).executeTakeFirst()
    expect(JSON.stringify(row)).not.toMatch(/1234567893|LICENCE-77|04-30/)
    expect(row!.email).toBeNull()
  })

  it('of the last two administrators are not erased at the same time', async () => {
    await store.db.deleteFrom('role_grant').execute()
    const learners: string[] = []
    for (const email of [address(), address()]) {
      await service.signIn(email)
      await grantRole(store.writer, email, 'admin', { actor: 'command line', now: now(), mayLeaveNoAdmin: true })
      learners.push(await learnerOf(email))
    }
    const erase = (learner: string, wait = 0) => createWriter(store.db, { lanes: 1 }).write(learner, async (transaction) => {
      const outcome = await eraseLearner(transaction, learner, { actor: 'learner', reason: 'asked for', request: null, now: now(), creditYears: 6 })
      await new Promise(resolve => setTimeout(resolve, wait))
      return outcome
    })
    const outcomes = await Promise.all([erase(learners[0]!, 300), erase(learners[1]!, 300)])
    expect(outcomes.filter(outcome => 'erasure' in outcome)).toHaveLength(1)
    expect(await store.db.selectFrom('role_grant').select('address').where('role', '=', 'admin').execute()).toHaveLength(1)
  })

  it('of a revoked certificate go as well; that it is not valid stays known', async () => {
    const [email, office] = [address(), address()]
    const { client, learner, certificate } = await claimed(email)
    await grantRole(store.writer, office, 'office', { actor: 'command line', now: now(), mayLeaveNoAdmin: true })
    const officer = await service.signIn(office)
    const { id } = (await enrolmentOf(learner))!
    expect((await officer.post(`/api/office/enrolments/${id}/corrections`, { kind: 'revoke-certificate', certificate, reason: 'Somebody else took the test' })).status).toBe(200)
    // The credit is gone, and yet its time has to be over.
    expect((await remove(client, { email })).body.kept).toHaveLength(1)
    await inYears(6, async () => {
      await keep()
      const anybody = createClient(service.app)
      expect(await anybody.get(`/verify/${certificate}`)).toMatchObject({ status: 410, body: expect.stringMatching(/revoked on .* It is not valid/) })
      expect((await anybody.get(`/api/certificates/${certificate}`)).body.title).toContain('not valid')
    })
  })

  it('are erased while the learner goes on in another tab: nothing is left behind', async () => {
    const email = address()
    const { client, learner } = await midway(email)
    await Promise.all([
      remove(client, { email }),
      ...Array.from({ length: 5 }, (_, slide) => client.post(`${course}/commands`, { kind: 'progress', slides: [slide + 1], seconds: 1 })),
      client.put('/api/me/profile', profile),
    ])
    await keep()
    expect(await enrolmentOf(learner)).toBeUndefined()
    expect(await store.db.selectFrom('profile').selectAll().where('learner', '=', learner).execute()).toEqual([])
    expect((await verifyLedger(store.db)).broken).toEqual([])
  })

  it('that nobody needs go by themselves: journeys without credit, accounts that nobody uses', async () => {
    const [unfinished, finished] = [address(), address()]
    const { learner: idle } = await midway(unfinished)
    const { learner: credited, certificate } = await claimed(finished)
    const chain = (await enrolmentOf(idle))!.id
    await inYears(2, async () => {
      await keep()
      expect(await enrolmentOf(idle)).toBeDefined()
    })
    await inYears(3, async () => {
      expect(await keep(true)).toMatchObject({ unfinished: expect.any(Number), idle: expect.any(Number) })
      expect(await enrolmentOf(idle)).toBeDefined()
      await keep()
      expect(await enrolmentOf(idle)).toBeUndefined()
      expect((await everything()).includes(unfinished)).toBe(false)
      // Credit is kept with the account, though nobody signed in.
      expect(await enrolmentOf(credited)).toBeDefined()
      expect((await everything()).includes(finished)).toBe(true)
    })
    await inYears(6, async () => {
      await keep()
      expect((await everything()).includes(finished)).toBe(false)
      expect(await createClient(service.app).get(`/verify/${certificate}`)).toMatchObject({ status: 410 })
      expect(await store.db.selectFrom('record').select('seq').where('chain', '=', chain).execute()).not.toEqual([])
      await sealAllRecords(store, now)
      expect((await verifyLedger(store.db)).broken).toEqual([])
    })
  })

  it('of an account that is used stay, credit and all, for as long as it is used', async () => {
    const email = address()
    const { learner, certificate } = await claimed(email)
    await inYears(6, async () => {
      await service.signIn(email)
      // The library's own clock is that of the computer.
      const week = new Date(clock.getTime() + 7 * 86_400_000).toISOString()
      await sql`update "session" set "updatedAt" = ${now()}, "expiresAt" = ${week} where "userId" = ${learner}`.execute(store.db)
      await keep()
      expect(await enrolmentOf(learner)).toBeDefined()
      expect(await createClient(service.app).get(`/verify/${certificate}`)).toMatchObject({ status: 200 })
    })
    // The session has ended, and what was expired was removed: the account remembers when it was used.
    await inYears(7, async () => {
      await service.service.signIn.sweep(now())
      await keep()
      expect(await enrolmentOf(learner)).toBeDefined()
    })
  })

  it('of a learner with credit are nowhere once the time is over: no name, no identifier, no file, no report', async () => {
    const email = address()
    const person = { ...profile, familyName: `Zoltánffy-${randomUUID().slice(0, 8)}`, npi: '1245319599', licences: [{ state: 'NJ', number: `L-${randomUUID().slice(0, 8)}` }] }
    // Accredited, so that there is something to report.
    const accredited: CourseBundle = { ...bundle, name: 'accredited', version: 'accredited-1', meta: { ...bundle.meta, accreditation: 'accme', credits: { ...bundle.meta.credits, type: '*AMA PRA Category 1 Credit(s)*™' }, provider: { ...bundle.meta.provider, name: 'General Hospital' } } }
    const own = await startService(store, [accredited], now, { key: service.service.key })
    const client = await own.signIn(email)
    const certificate = await takeCourse(client, accredited, { profile: person, words: WORDS })
    const learner = await learnerOf(email)
    expect(await client.post(`/api/certificates/${certificate}/mail`, {})).toMatchObject({ status: 200 })
    const provider = randomUUID()
    await sql`insert into "account" ("id", "accountId", "providerId", "userId", "createdAt", "updatedAt") values (${randomUUID()}, ${provider}, 'oidc', ${learner}, ${now()}, ${now()})`.execute(store.db)
    const officer = await signInAs('office', own)
    expect(await officer.post('/api/office/courses/accredited/pars/exports', { provider: '1234567', module: '123456789' })).toMatchObject({ status: 200 })
    const { credential } = await store.db.selectFrom('certificate').select('credential').where('id', '=', certificate).executeTakeFirstOrThrow()
    const words = [email, provider, person.familyName, person.npi, person.licences[0]!.number, credential]
    const before = await everything()
    expect(words.filter(word => !before.includes(word))).toEqual([])
    const counted = () => Promise.all([
      store.db.selectFrom('certificate_mail').select('request').where('request', 'like', `${learner}/%`).execute(),
      store.db.selectFrom('code_request').select('address').where('address', 'in', codeRequestKeys(email)).execute(),
    ])
    expect((await counted()).map(rows => rows.length)).toEqual([1, 2])
    expect((await remove(client, { email })).body.kept).toHaveLength(1)
    expect(await counted()).toEqual([[], []])
    await inYears(6, async () => {
      await keep()
      const after = await everything()
      expect(words.filter(word => after.includes(word))).toEqual([])
    })
  })

  it('of credit stay through the last day, and go the day after', async () => {
    const asked = await claimed(address())
    const stays = await claimed(address())
    const { body } = await remove(asked.client, { email: (await asked.client.get('/api/me')).body.email })
    const { until } = body.kept[0]
    const day = (days: number) => new Date(Date.parse(until) + days * 86_400_000 + 43_200_000)
    const finished = async () => (await store.db.selectFrom('erasure').select('finished_at').where('learner', '=', asked.learner).executeTakeFirstOrThrow()).finished_at !== null
    const erase = (learner: string) => store.writer.write(learner, transaction => eraseLearner(transaction, learner, { actor: 'learner', reason: 'asked for', request: null, now: now(), creditYears: 6 }))
    for (const days of [-1, 0]) {
      await at(day(days), async () => {
        expect((await keep(true)).finished, `${days}`).toBe(0)
        await keep()
        expect(await finished(), `${days}`).toBe(false)
      })
    }
    // Who asks for it on the last day: the credit is kept for that day.
    await at(day(0), async () => expect(await erase(stays.learner)).toMatchObject({ erasure: { kept: [{ until }] } }))
    await at(day(1), async () => {
      expect((await keep(true)).finished).toBeGreaterThanOrEqual(2)
      await keep()
      expect(await finished()).toBe(true)
      expect(await enrolmentOf(stays.learner)).toBeUndefined()
    })
  })

  it('of credit that was corrected stay for as long from the correction on', async () => {
    const { learner, certificate } = await claimed(address())
    const { id } = (await enrolmentOf(learner))!
    await inYears(5, async () => {
      const officer = await signInAs('office')
      expect(await officer.post(`/api/office/enrolments/${id}/corrections`, { kind: 'revoke-certificate', certificate, reason: 'Somebody else took the test' })).toMatchObject({ status: 200 })
      const outcome = await store.writer.write(learner, transaction => eraseLearner(transaction, learner, { actor: 'learner', reason: 'asked for', request: null, now: now(), creditYears: 6 }))
      expect(outcome).toMatchObject({ erasure: { kept: [{ until: expect.stringMatching(new RegExp(`^${clock.getUTCFullYear() + 6}-`)) }] } })
    })
    await inYears(7, async () => {
      await keep()
      expect(await createClient(service.app).get(`/verify/${certificate}`)).toMatchObject({ status: 200 })
    })
    await inYears(12, async () => {
      await keep()
      expect(await createClient(service.app).get(`/verify/${certificate}`)).toMatchObject({ status: 410 })
    })
  })

  it('of the office’s people, and of who saved a profile lately, are of no idle account', async () => {
    const [office, saved, idle] = [address(), address(), address()]
    for (const email of [office, saved, idle])
      await service.signIn(email)
    await grantRole(store.writer, office, 'office', { actor: 'command line', now: now(), mayLeaveNoAdmin: true })
    const learners = await Promise.all([office, saved, idle].map(learnerOf))
    await inYears(2, () => writeProfile(store.writer, { id: learners[1]!, email: saved }, profile as Profile, now()))
    await inYears(4, async () => {
      await keep()
      const { rows } = await sql<{ email: string }>`select "email" from "user" where "email" in (${office}, ${saved}, ${idle})`.execute(store.db)
      expect(rows.map(({ email }) => email).sort()).toEqual([office, saved].sort())
    })
  })

  it('of a journey without credit go after three years, though the account is used', async () => {
    const email = address()
    const { learner } = await midway(email)
    await inYears(3, async () => {
      const week = new Date(clock.getTime() + 7 * 86_400_000).toISOString()
      await sql`update "session" set "updatedAt" = ${now()}, "expiresAt" = ${week} where "userId" = ${learner}`.execute(store.db)
      await keep()
      expect(await enrolmentOf(learner)).toBeUndefined()
      expect(await learnerOf(email)).toBe(learner)
    })
  })

  it('in any table that there is are thought of', async () => {
    const handled = ['profile', 'enrolment', 'record', 'certificate', 'certificate_mail', 'certificate_mail_count', 'audit', 'code_request', 'role_grant', 'roster_term', 'first_attempt', 'evaluation', 'evaluation_draft', 'evaluation_words', 'pars_record', 'erasure', 'user', 'session', 'account', 'verification', 'rateLimit', 'verify_miss']
    const impersonal = ['course_version', 'unsealed', 'counter', 'uncounted', 'signing_key', 'pars_export', 'kysely_migration', 'kysely_migration_lock']
    const tables = (await store.db.introspection.getTables()).map(({ name }) => name)
    // A new table: does it hold anything of a person? Then erase and export it in server/privacy/, and name it here.
    expect(tables.filter(name => ![...handled, ...impersonal].includes(name))).toEqual([])
  })
})
