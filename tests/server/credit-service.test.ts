import type { Item } from '../../scripts/quizzes/quiz-model.ts'
import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Json } from '../../server/ledger/canonical-json.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { Client, TestService } from './support/credit-service.ts'
import type { TestStore } from './support/stores.ts'
import { Buffer } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attemptItems } from '../../scripts/quizzes/arrange-quiz.ts'
import { quizOf } from '../../server/courses/course-bundle.ts'
import { policyOf } from '../../server/courses/course-policy.ts'
import { MOST_RECORDS } from '../../server/journey/enrolments.ts'
import { append, readLinks } from '../../server/ledger/records.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { rightResponse, wrongResponse } from '../e2e/post-test-driver.ts'
import { BASE_URL, createClient, realBundle, startService } from './support/credit-service.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
] as const)('the credit service on %s', (kind, start) => {
  let testStore: TestStore
  let store: Store
  let bundle: CourseBundle
  let service: TestService
  const course = '/api/courses/low-dose-naltrexone'

  beforeAll(async () => {
    testStore = await start()
    const db = testStore.open()
    store = { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
    bundle = await realBundle()
    service = await startService(store, [bundle])
  }, 60_000)
  afterAll(() => testStore?.close())

  const command = (client: Client, body: unknown, key?: string) => client.post(`${course}/commands`, body, key)
  const stepsDone = (body: { steps: { name: string, state: string }[] }) => body.steps.filter(step => step.state === 'done').map(step => step.name)

  async function toEnrolment(): Promise<Client> {
    const client = await service.signIn()
    await client.put('/api/me/profile', { givenName: 'Ann', familyName: 'Müller', credentials: 'M.D.', profession: 'physician' })
    await client.post(`${course}/enrolment`)
    return client
  }

  async function toPostTest(): Promise<Client> {
    const client = await toEnrolment()
    await command(client, { kind: 'acknowledge', frontMatter: bundle.frontMatter })
    for (const item of policyOf(bundle).preTest!)
      await command(client, { kind: 'answer-pre-test', item, response: rightResponse(quizOf(bundle, 'pre-test')!.items.find(({ id }) => id === item)!) })
    await command(client, { kind: 'finish-pre-test' })
    const { status, body } = await command(client, { kind: 'progress', slides: Array.from({ length: bundle.slides }, (_, index) => index + 1), seconds: 3600 })
    expect([status, stepsDone(body)]).toEqual([200, ['front-matter', 'pre-test', 'lecture']])
    return client
  }

  it('takes a learner from sign-in to a claim, every answer saved when given', async () => {
    const client = await toPostTest()
    const { body: { postTest: { open } } } = await command(client, { kind: 'start-attempt' })
    const items = attemptItems(quizOf(bundle, 'post-test')!, open.seed)
    for (const [index, item] of items.entries()) {
      await command(client, { kind: 'answer', item: item.id, response: rightResponse(item) })
      // What another device sees at this moment.
      const { body } = await client.get(`${course}/journey`)
      expect(Object.keys(body.postTest.open.responses)).toHaveLength(index + 1)
    }
    const { body: passed } = await command(client, { kind: 'submit-attempt' })
    expect(passed.postTest.results).toEqual([expect.objectContaining({ attempt: 1, passed: true, points: 12, maxPoints: 12 })])
    const evaluation = quizOf(bundle, 'evaluation')!
    const asked = evaluation.items.filter(item => item.type !== 'free-text' && item.type !== 'commitment')
    const responses = Object.fromEntries(asked.map(item => [item.id, item.type === 'multiple' ? [0] : 0]))
    expect((await command(client, { kind: 'evaluate', responses })).status).toBe(200)
    const { body: claimed } = await command(client, { kind: 'claim', credits: 0.75 })
    expect(claimed.claim).toMatchObject({ credits: 0.75 })
    expect(claimed.certificates).toHaveLength(1)
    const [{ id }] = claimed.certificates
    const anybody = createClient(service.app)
    expect((await anybody.get(`/api/certificates/${id}`)).body).toMatchObject({ status: 'valid', signature: true, learner: 'Ann Müller, M.D.', credits: 0.75, accredited: false, statements: [expect.stringContaining('Not accredited')] })
    // A name that changes later changes no certificate.
    await client.put('/api/me/profile', { givenName: 'Anna', familyName: 'Müller', profession: 'physician' })
    expect((await anybody.get(`/api/certificates/${id}`)).body.learner).toBe('Ann Müller, M.D.')
    expect(claimed.steps.every((step: { state: string }) => step.state === 'done')).toBe(true)
  })

  it('tells what is wrong and how it goes on when asked out of order', async () => {
    const stranger = await service.signIn()
    expect(await stranger.get(`${course}/journey`)).toMatchObject({ status: 404, body: { code: 'not-enrolled' } })
    expect(await command(stranger, { kind: 'claim', credits: 1 })).toMatchObject({ status: 404, body: { code: 'not-enrolled' } })
    expect(await stranger.post(`${course}/enrolment`)).toMatchObject({ status: 409, body: { code: 'profile-missing' } })
    const client = await toEnrolment()
    expect(await command(client, { kind: 'claim', credits: 1 })).toMatchObject({ status: 409, body: { code: 'step-not-reached', title: 'This comes after: reading the disclosures and front matter.' } })
    expect(await client.post('/api/courses/other/enrolment')).toMatchObject({ status: 404, body: { code: 'no-such-course' } })
  })

  it('credits once what is asked twice', async () => {
    const client = await toPostTest()
    const key = randomUUID()
    const [first, second] = await Promise.all([command(client, { kind: 'start-attempt' }, key), command(client, { kind: 'start-attempt' }, key)])
    expect(first.body.postTest.open).toEqual(second.body.postTest.open)
    expect(second.body.postTest.open.attempt).toBe(1)
    expect((await command(client, { kind: 'start-attempt' })).body.code).toBe('attempt-open')
  })

  it('refuses another command under a key that was used, and answers the same one again', async () => {
    const client = await toEnrolment()
    const key = randomUUID()
    const acknowledge = { kind: 'acknowledge', frontMatter: bundle.frontMatter }
    expect((await command(client, acknowledge, key)).status).toBe(200)
    const [one, other] = quizOf(bundle, 'pre-test')!.items
    const answer = (item: Item, response = rightResponse(item)) => ({ kind: 'answer-pre-test', item: item.id, response })
    for (const body of [answer(one!), { kind: 'claim', credits: 99 }, { ...acknowledge, frontMatter: 'other' }])
      expect(await command(client, body, key)).toMatchObject({ status: 409, body: { code: 'key-used' } })
    expect((await command(client, acknowledge, key)).status).toBe(200)
    const second = randomUUID()
    expect((await command(client, answer(one!), second)).status).toBe(200)
    for (const body of [answer(other!), answer(one!, wrongResponse(one!))])
      expect(await command(client, body, second)).toMatchObject({ status: 409, body: { code: 'key-used' } })
    expect((await command(client, answer(one!), second)).body.preTest.responses).toEqual({ [one!.id]: rightResponse(one!) })
  })

  it('answers every step of a journey again, when the same request comes again', async () => {
    const client = await service.signIn()
    const asked: { body: any, key: string }[] = []
    const recording = { ...client, post: (path: string, body?: any, key: string = randomUUID()) => {
      if (path.endsWith('/commands'))
        asked.push({ body, key })
      return client.post(path, body, key)
    } }
    await takeCourse(recording, bundle, { profile: { givenName: 'Ann', familyName: 'Again', profession: 'nurse' }, words: 'some words' })
    const end = (await client.get(`${course}/journey`)).body
    for (const { body, key } of asked)
      expect(await command(client, body, key)).toEqual({ status: 200, body: end })
    for (const { body, key } of asked)
      expect(await command(client, body.kind === 'claim' ? { ...body, credits: 0.5 } : { kind: 'claim', credits: 0.75 }, key)).toMatchObject({ status: 409, body: { code: 'key-used' } })
  })

  it('shows nobody another person’s journey', async () => {
    const ann = await toPostTest()
    await command(ann, { kind: 'start-attempt' })
    const ben = await toEnrolment()
    expect((await ben.get(`${course}/journey`)).body.steps[0].state).toBe('current')
  })

  it.each(['GET /api/me', 'PUT /api/me/profile', 'POST /api/courses/low-dose-naltrexone/enrolment', 'GET /api/courses/low-dose-naltrexone/journey', 'POST /api/courses/low-dose-naltrexone/commands'])('answers %s only to who is signed in', async (route) => {
    const [method, path] = route.split(' ') as ['GET' | 'PUT' | 'POST', string]
    const anonymous = createClient(service.app)
    expect(await anonymous[method.toLowerCase() as 'get'](path)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
    const forged = createClient(service.app, 'lectern.session_token=forged.forged')
    expect(await forged[method.toLowerCase() as 'get'](path)).toMatchObject({ status: 401 })
  })

  it('holds no key and no rationale in any answer', async () => {
    const client = await toPostTest()
    await command(client, { kind: 'start-attempt' })
    const answers = JSON.stringify([await client.get(`${course}/journey`), await client.get('/api/courses'), await client.get('/api/openapi.json')])
    for (const quiz of bundle.quizzes) {
      for (const { rationale } of quiz.items) {
        if (rationale)
          expect(answers).not.toContain(rationale.text.slice(0, 30))
      }
    }
    expect(answers).not.toContain('"key":')
  })

  it.each([
    ['no body', undefined],
    ['no kind', {}],
    ['an unknown kind', { kind: 'pass' }],
    ['a field too many', { kind: 'submit-attempt', passed: true }],
    ['a wrong type', { kind: 'claim', credits: '1' }],
    ['an endless list', { kind: 'progress', slides: Array.from({ length: 6000 }).fill(1), seconds: 1 }],
    ['far too much', { kind: 'answer', item: 'x', response: 'x'.repeat(300_000) }],
  ])('refuses %s with a reason', async (_, body) => {
    const client = await toEnrolment()
    const { status, body: answer } = await command(client, body)
    expect([400, 413]).toContain(status)
    expect(answer.title).toBeTruthy()
    expect(JSON.stringify(answer)).not.toMatch(/\bat .*\.ts/)
  })

  it('takes only so many changes of answers, so that nobody fills the disk; what is answered can still be handed in', async () => {
    const client = await toEnrolment()
    await command(client, { kind: 'acknowledge', frontMatter: bundle.frontMatter })
    const items = policyOf(bundle).preTest!
    const answers = items.map(item => ({ kind: 'answer-pre-test', item, response: rightResponse(quizOf(bundle, 'pre-test')!.items.find(({ id }) => id === item)!) }))
    for (const answer of answers)
      expect((await command(client, answer)).status).toBe(200)
    const { id } = await store.db.selectFrom('enrolment').select('id').where('learner', '=', (await client.get('/api/me')).body.id).executeTakeFirstOrThrow()
    let last = (await readLinks(store.db, id)).at(-1)!
    while (last.seq < MOST_RECORDS) {
      const entries = Array.from({ length: Math.min(500, MOST_RECORDS - last.seq) }, () => ({ kind: 'pre-test-answered', body: { item: items[0]!, response: answers[0]!.response as Json } }))
      const { at } = last
      last = (await store.db.transaction().execute(transaction => append(transaction, last, { chain: id, course: bundle.name, entries, at, request: null }))).at(-1)!
    }
    expect(await command(client, answers[0])).toMatchObject({ status: 409, body: { code: 'too-many-records' } })
    expect(await command(client, { kind: 'finish-pre-test' })).toMatchObject({ status: 200 })
  })

  it('refuses a command without an idempotency key', async () => {
    const client = await service.signIn()
    expect(await client.post(`${course}/commands`, { kind: 'finish-pre-test' }, 'no-uuid')).toMatchObject({ status: 400, body: { fields: { 'idempotency-key': expect.any(String) } } })
  })

  it('refuses what another site asks for', async () => {
    const response = await service.app.request('http://cme.test/api/me/profile', { method: 'PUT', headers: { 'content-type': 'application/x-www-form-urlencoded', 'origin': 'http://evil.test' }, body: 'a=b' })
    expect(response.status).toBe(403)
  })

  it('sends an address no more than five codes in a quarter of an hour, however it is written', async () => {
    const anonymous = createClient(service.app)
    const ask = (email: string) => anonymous.post('/api/auth/email-otp/send-verification-otp', { email, type: 'sign-in' }).then(({ status }) => status)
    expect(await Promise.all([1, 2, 3, 4, 5].map(() => ask('flooded@example.org')))).toEqual([200, 200, 200, 200, 200])
    expect(await ask(' Flooded@EXAMPLE.org')).toBe(429)
    expect(await ask('other@example.org')).toBe(200)
  })

  it('gives a code three guesses', async () => {
    const anonymous = createClient(service.app)
    await anonymous.post('/api/auth/email-otp/send-verification-otp', { email: 'guessed@example.org', type: 'sign-in' })
    const right = service.codes.get('guessed@example.org')!
    for (const guess of ['000000', '000001', '000002'].map(guess => guess === right ? '999999' : guess))
      expect((await anonymous.post('/api/auth/sign-in/email-otp', { email: 'guessed@example.org', otp: guess })).status).toBe(400)
    expect((await anonymous.post('/api/auth/sign-in/email-otp', { email: 'guessed@example.org', otp: right })).status).toBeGreaterThanOrEqual(400)
  })

  it('keeps a profile, and refuses a wrong NPI by name', async () => {
    const client = await service.signIn('ann@example.org')
    for (const [field, wrong] of [['givenName', 'Ann\u202EnaiD'], ['familyName', '\u3164'], ['familyName', '…'], ['credentials', 'M.D.\u2067'], ['boards', ['A\u200Bboard']]] as const)
      expect(await client.put('/api/me/profile', { givenName: 'Ann', familyName: 'Müller', profession: 'physician', [field]: wrong })).toMatchObject({ status: 400, body: { code: 'unfit-request' } })
    const profile = { givenName: 'Ann', familyName: 'Müller-Ōta 李', latinName: { givenName: 'Ann', familyName: 'Müller-Ota Li' }, profession: 'physician', npi: '1234567893', licences: [{ state: 'NJ', number: '25MA1' }], boards: [] }
    expect(await client.put('/api/me/profile', { ...profile, npi: '1234567890' })).toMatchObject({ status: 400, body: { fields: { npi: expect.stringContaining('National Provider Identifier') } } })
    expect((await client.get('/api/me')).body).toEqual({ id: expect.any(String), email: 'ann@example.org', role: 'learner', profile: null, printedName: null, profileVersion: 'none' })
    expect((await client.put('/api/me/profile', profile)).status).toBe(200)
    expect((await client.get('/api/me')).body).toEqual({ id: expect.any(String), email: 'ann@example.org', role: 'learner', profile, printedName: 'Ann Müller-Ota Li', profileVersion: expect.stringMatching(/^[0-9a-f]{32}$/) })
  })

  it('saves no change of a profile that was late, and the same one twice', async () => {
    const client = await service.signIn()
    const profile = (givenName: string) => ({ givenName, familyName: 'Ito', profession: 'nurse', licences: [], boards: [] })
    const put = async (body: object, seen: string) => {
      const response = await service.app.request(`${BASE_URL}/api/me/profile`, { method: 'PUT', headers: { 'origin': BASE_URL, 'cookie': client.cookie!, 'content-type': 'application/json', 'if-match': seen }, body: JSON.stringify(body) })
      return { status: response.status, body: await response.json() as any }
    }
    const version = async () => (await client.get('/api/me')).body.profileVersion as string
    expect((await put(profile('Ann'), 'none')).status).toBe(200)
    const first = await version()
    expect((await put(profile('Anna'), first)).status).toBe(200)
    expect((await put(profile('Anna'), first)).status).toBe(200)
    expect(await put(profile('Annie'), first)).toMatchObject({ status: 409, body: { code: 'profile-changed' } })
    expect((await client.get('/api/me')).body.profile.givenName).toBe('Anna')
    expect((await put(profile('Annie'), await version())).status).toBe(200)
    // A page of the release before does not say what it changes.
    expect((await client.put('/api/me/profile', profile('Ann'))).status).toBe(200)
  })

  it('logs neither addresses nor answers', () => {
    expect(service.log.length).toBeGreaterThan(50)
    expect(JSON.stringify(service.log)).not.toMatch(/@|Müller|25MA1/)
    expect(service.log.filter(entry => entry.level === 'error')).toEqual([])
  })

  it('asks for a name in Latin letters where certificates cannot be printed otherwise', async () => {
    const client = await service.signIn()
    const profile = { givenName: '太郎', familyName: '山田', profession: 'physician' }
    expect(await client.put('/api/me/profile', profile)).toMatchObject({ status: 400, body: { code: 'unfit-request', fields: { latinName: 'is needed, in Latin letters' } } })
    expect(await client.put('/api/me/profile', { ...profile, latinName: { givenName: '太郎', familyName: 'Yamada' } })).toMatchObject({ status: 400, body: { fields: { 'latinName.givenName': 'must be in Latin letters' } } })
    expect(await client.put('/api/me/profile', { ...profile, latinName: { givenName: 'Taro', familyName: 'Yamada' } })).toMatchObject({ status: 200 })
  })

  it('refuses what no certificate can bear, and says which character it is', async () => {
    const client = await service.signIn()
    const profile = { givenName: 'Nina', familyName: 'Nurse', profession: 'nurse', credentials: 'RN' }
    for (const [field, wrong, told] of [['familyName', 'Nurse 🩺', '🩺'], ['familyName', 'Nurse 👩‍⚕️', '👩‍⚕️'], ['givenName', '<b>Nina</b>', '< >'], ['credentials', 'RN ★', '★']] as const)
      expect(await client.put('/api/me/profile', { ...profile, [field]: wrong })).toMatchObject({ status: 400, body: { code: 'unfit-request', fields: { [field]: `has ${told}, which a certificate cannot bear` } } })
    expect(await client.put('/api/me/profile', { ...profile, familyName: 'Nurse 太' })).toMatchObject({ status: 400, body: { fields: { latinName: 'is needed, in Latin letters' }, characters: ['太'] } })
    expect((await client.get('/api/me')).body.profile).toBeNull()
    // Accents that are typed for apostrophes are names.
    expect((await client.put('/api/me/profile', { ...profile, familyName: 'O´Brien-D`Arcy' })).status).toBe(200)
    expect((await client.get('/api/me')).body.printedName).toBe('Nina O´Brien-D`Arcy, RN')
  })

  it.each(['x\0y', '\0', 'a/\0', '', '\uD800', 'x'.repeat(5000), ' or 1=1'])('reads a file of a key that is called %j as one of nobody', async (kid) => {
    const credential = `${[{ alg: 'EdDSA', kid }, {}].map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.${'A'.repeat(86)}`
    const body = new FormData()
    body.set('file', new File([`%PDF-1.7\nstream\n${credential}\nendstream`], 'certificate.pdf'))
    const response = await service.app.request(`${BASE_URL}/verify/`, { method: 'POST', headers: { origin: BASE_URL }, body })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('<main>')
  })

  it('stops answering whoever tries numbers, and answers everybody who has one', async () => {
    const from = (address: string, path: string) => service.app.request(BASE_URL + path, { headers: { 'x-forwarded-for': address } })
    const row = await store.db.selectFrom('certificate').select('id').executeTakeFirstOrThrow()
    // 300: what docs/security.md says.
    for (let miss = 0; miss < 300; miss++)
      expect((await from('192.0.2.7', `${miss % 2 ? '/verify' : '/api/certificates'}/${randomUUID()}`)).status).toBe(404)
    for (const path of ['/verify/', '/api/certificates/'].map(path => path + randomUUID())) {
      const refused = await from('192.0.2.7', path)
      expect([refused.status, refused.headers.get('retry-after')], path).toEqual([429, '900'])
    }
    // A hospital has one address: who has a certificate is answered whatever others in it try, and a file can be sent.
    for (const path of [`/verify/${row.id}`, `/api/certificates/${row.id}`, `/api/certificates/${row.id}/pdf`, '/verify/', '/verify/?lang=es'])
      expect((await from('192.0.2.7', path)).status, path).toBe(200)
    expect((await from('192.0.2.8', `/verify/${randomUUID()}`)).status).toBe(404)
    // What is no number is answered as what is not there.
    expect(await (await from('192.0.2.8', '/verify/x')).text()).toBe(await (await from('192.0.2.8', `/verify/${randomUUID()}`)).text())
  })

  it('shows when the record of a certificate was changed', async () => {
    const row = await store.db.selectFrom('certificate').selectAll().executeTakeFirstOrThrow()
    const signature = async () => (await createClient(service.app).get(`/api/certificates/${row.id}`)).body.signature
    expect(await signature()).toBe(true)
    await store.db.updateTable('certificate').set({ snapshot: row.snapshot.replace('0.75', '0.5') }).where('id', '=', row.id).execute()
    expect(await signature()).toBe(false)
    await store.db.updateTable('certificate').set({ snapshot: row.snapshot }).where('id', '=', row.id).execute()
  })

  it('knows no certificate that is not in the records', async () => {
    const row = await store.db.selectFrom('certificate').selectAll().executeTakeFirstOrThrow()
    await store.db.insertInto('certificate').values({ ...row, id: 'forged' }).execute()
    expect((await createClient(service.app).get('/api/certificates/forged')).status).toBe(404)
    expect((await createClient(service.app).get(`/api/certificates/${randomUUID()}`)).status).toBe(404)
    await store.db.deleteFrom('certificate').where('id', '=', 'forged').execute()
  })
})
