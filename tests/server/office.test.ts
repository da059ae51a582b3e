import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { EnrolmentRecord } from '../../server/http/routes/office/enrolment.ts'
import type { Roster } from '../../server/http/routes/office/roster.ts'
import type { GrantedRole } from '../../server/roles/role.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { Client, TestService } from './support/credit-service.ts'
import type { TestStore } from './support/stores.ts'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policyOf } from '../../server/courses/course-policy.ts'
import { keepCourseVersion } from '../../server/courses/course-versions.ts'
import { enrol } from '../../server/journey/enrolments.ts'
import { writeProfile } from '../../server/learners/profiles.ts'
import { sealRecords } from '../../server/ledger/seal.ts'
import { verifyLedger } from '../../server/ledger/verify-ledger.ts'
import { rebuildLists } from '../../server/office/rebuild-lists.ts'
import { grantRole } from '../../server/roles/role-grants.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { createClient, realBundle, shortBundle, startService } from './support/credit-service.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

const COURSE = 'low-dose-naltrexone'
const reason = 'The learner left at half time'

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
] as const)('the office on %s', (kind, start) => {
  let testStore: TestStore
  let store: Store
  let bundle: CourseBundle
  let service: TestService
  let office: Client
  let officeEmail: string
  let admin: Client

  beforeAll(async () => {
    testStore = await start()
    const db = testStore.open()
    store = { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
    const whole = await realBundle()
    const short = shortBundle(whole)
    // The whole evaluation, which asks for words.
    bundle = { ...short, quizzes: short.quizzes.map(quiz => quiz.kind === 'evaluation' ? whole.quizzes.find(({ kind }) => kind === 'evaluation')! : quiz), meta: { ...short.meta, assessment: { ...short.meta.assessment, attempts: 1, retakeDelay: 'none' } } }
    service = await startService(store, [bundle])
    ;({ client: office, email: officeEmail } = await signInAs('office'))
    ;({ client: admin } = await signInAs('admin'))
  }, 60_000)
  afterAll(() => testStore?.close())

  async function signInAs(role: GrantedRole): Promise<{ client: Client, email: string }> {
    const email = `${role}-${randomUUID()}@example.org`
    await grantRole(store.writer, email, role, { actor: 'command line', now: service.service.now(), mayLeaveNoAdmin: true })
    return { client: await service.signIn(email), email }
  }

  async function countEvaluations(): Promise<number> {
    const { n } = await store.db.selectFrom('evaluation').select(({ fn }) => fn.countAll().as('n')).executeTakeFirstOrThrow()
    return Number(n)
  }

  /** Somebody who has gone as far as a certificate. */
  async function certified(profile: object = { givenName: 'Ann', familyName: `Müller ${randomUUID().slice(0, 8)}`, profession: 'physician' }): Promise<{ client: Client, certificate: string, enrolment: string }> {
    const client = await service.signIn()
    const certificate = await takeCourse(client, bundle, { profile, words: '=HYPERLINK("http://evil.test")' })
    const { enrolment } = await store.db.selectFrom('certificate').select('enrolment').where('id', '=', certificate).executeTakeFirstOrThrow()
    return { client, certificate, enrolment }
  }

  const correct = (enrolment: string, correction: object, { key, by = office, seen }: { key?: string, by?: Client, seen?: number } = {}) => by.post(`/api/office/enrolments/${enrolment}/corrections${seen === undefined ? '' : `?seen=${seen}`}`, correction, key)
  const recordOf = async (enrolment: string): Promise<EnrolmentRecord> => (await office.get(`/api/office/enrolments/${enrolment}`)).body
  const statusOf = async (certificate: string) => (await createClient(service.app).get(`/api/certificates/${certificate}`)).body

  async function wholeRoster(query = '', by = office): Promise<Roster['rows']> {
    const rows: Roster['rows'] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { status, body }: { status: number, body: Roster } = await by.get(`/api/office/courses/${COURSE}/roster?limit=3&${query}${cursor && `&cursor=${cursor}`}`)
      expect(status).toBe(200)
      rows.push(...body.rows)
      cursor = body.nextCursor
    }
    return rows
  }

  describe('roles', () => {
    it('are learner, office or admin, and what one is stands in /api/me', async () => {
      expect((await (await service.signIn()).get('/api/me')).body.role).toBe('learner')
      expect((await office.get('/api/me')).body.role).toBe('office')
      expect((await admin.get('/api/me')).body.role).toBe('admin')
    })

    it('belong to an address, however it is written, and hold at once', async () => {
      const email = `ben-${randomUUID()}@example.org`
      const ben = await service.signIn(email)
      expect((await ben.get('/api/office/courses')).status).toBe(403)
      expect((await admin.put(`/api/admin/roles/${encodeURIComponent(` ${email.toUpperCase()} `)}`, { role: 'office' })).body).toEqual({ address: email.toLowerCase(), role: 'office', changed: true })
      expect((await ben.get('/api/office/courses')).status).toBe(200)
      expect((await ben.get('/api/admin/roles')).status).toBe(403)
      const response = await service.app.request(`http://cme.test/api/admin/roles/${email}`, { method: 'DELETE', headers: { origin: 'http://cme.test', cookie: admin.cookie! } })
      expect(await response.json()).toEqual({ address: email.toLowerCase(), role: 'learner', changed: true })
      expect((await ben.get('/api/office/courses')).status).toBe(403)
      const { body: { rows } } = await admin.get(`/api/office/audit?subject=${encodeURIComponent(`address:${email.toLowerCase()}`)}`)
      expect(rows.map(({ action }: { action: string }) => action)).toEqual(['revoked role office', 'granted role office'])
    })

    it('count only for an address that was verified', async () => {
      const { client, email } = await signInAs('office')
      await (store.db as any).updateTable('user').set({ emailVerified: kind === 'SQLite' ? 0 : false }).where('email', '=', email).execute()
      expect((await client.get('/api/office/courses')).status).toBe(403)
    })

    it('leave one administrator, though two take each other’s role at the same time', async () => {
      await store.db.deleteFrom('role_grant').where('role', '=', 'admin').execute()
      const [ann, ben] = [await signInAs('admin'), await signInAs('admin')]
      const revoke = (who: string, by: Client) => service.app.request(`http://cme.test/api/admin/roles/${who}`, { method: 'DELETE', headers: { origin: 'http://cme.test', cookie: by.cookie! } })
      const answers = await Promise.all([revoke(ann.email, ben.client), revoke(ben.email, ann.client)])
      expect(answers.map(({ status }) => status).filter(status => status === 200)).toHaveLength(1)
      const left = await store.db.selectFrom('role_grant').select('address').where('role', '=', 'admin').execute()
      expect(left).toHaveLength(1)
      const last = left[0]!.address === ann.email ? ann : ben
      expect(await (await revoke(last.email, last.client)).json()).toMatchObject({ code: 'last-admin' })
      expect((await last.client.put(`/api/admin/roles/${last.email}`, { role: 'office' })).body).toMatchObject({ code: 'last-admin' })
      admin = last.client
    })
  })

  describe('corrections', () => {
    it('are nobody’s own: another person of the office makes them', async () => {
      const { client, enrolment } = await certified()
      const { email } = (await client.get('/api/me')).body
      await grantRole(store.writer, email, 'office', { actor: 'command line', now: service.service.now(), mayLeaveNoAdmin: true })
      expect(await correct(enrolment, { kind: 'correct-claim', credits: 0.5, reason }, { by: client })).toMatchObject({ status: 409, body: { code: 'own-record' } })
      expect((await client.get(`/api/office/enrolments/${enrolment}`)).body.possible).toEqual([])
      expect((await correct(enrolment, { kind: 'correct-claim', credits: 0.5, reason })).status).toBe(200)
    })

    it('put another credit on a new certificate, which takes the place of the old one', async () => {
      const { client, certificate, enrolment } = await certified()
      const { status, body } = await correct(enrolment, { kind: 'correct-claim', credits: 0.5, reason })
      expect([status, body.claim.credits]).toEqual([200, 0.5])
      const [old, valid] = (body as EnrolmentRecord).certificates
      expect([old, valid]).toMatchObject([{ id: certificate, status: 'superseded', credits: 0.75 }, { status: 'valid', credits: 0.5 }])
      expect(await statusOf(valid!.id)).toMatchObject({ status: 'valid', signature: true, credits: 0.5 })
      expect(await statusOf(certificate)).toMatchObject({ status: 'superseded', supersededBy: valid!.id, credits: 0.75 })
      expect((await client.get(`/api/courses/${COURSE}/journey`)).body).toMatchObject({ claim: { credits: 0.5 } })
      expect(body.corrections).toEqual([expect.objectContaining({ kind: 'claim-corrected', credits: 0.5, reason, actor: officeEmail })])
      expect((await office.get(`/api/office/audit?subject=enrolment:${enrolment}`)).body.rows[0]).toMatchObject({ action: 'correct-claim', actor: officeEmail, reason })
    })

    it('keep the name when the claim is corrected, and take today’s when the certificate is reissued', async () => {
      const { client, enrolment } = await certified({ givenName: 'Ann', familyName: 'Maiden', profession: 'physician' })
      await client.put('/api/me/profile', { givenName: 'Ann', familyName: 'Married', profession: 'physician' })
      const names = async () => (await recordOf(enrolment)).certificates.map(({ name, status }) => [name, status])
      await correct(enrolment, { kind: 'correct-claim', credits: 0.25, reason })
      expect(await names()).toEqual([['Ann Maiden', 'superseded'], ['Ann Maiden', 'valid']])
      await correct(enrolment, { kind: 'reissue-certificate', reason: 'A new name after the wedding' })
      expect(await names()).toEqual([['Ann Maiden', 'superseded'], ['Ann Maiden', 'superseded'], ['Ann Married', 'valid']])
    })

    it('revoke a certificate with its credit, and give it again when that was wrong', async () => {
      const { client, certificate, enrolment } = await certified()
      const credited = async () => (await client.get('/api/me/transcript')).body.courses[0].credits
      expect(await credited()).toBe(0.75)
      const { body } = await correct(enrolment, { kind: 'revoke-certificate', certificate, reason })
      expect(body).toMatchObject({ certificates: [{ status: 'revoked' }], possible: ['reissue-certificate'] })
      expect(await statusOf(certificate)).toMatchObject({ status: 'revoked' })
      const row = () => store.db.selectFrom('enrolment').select(['credits', 'certificate']).where('id', '=', enrolment).executeTakeFirstOrThrow()
      expect(await row()).toEqual({ credits: null, certificate: null })
      expect(await credited()).toBeNull()
      const { body: again } = await correct(enrolment, { kind: 'reissue-certificate', reason })
      expect(again.certificates.map(({ status }: { status: string }) => status)).toEqual(['revoked', 'valid'])
      expect(await row()).toEqual({ credits: 75, certificate: again.certificates[1].id })
      expect(await credited()).toBe(0.75)
      expect(await statusOf(certificate)).toMatchObject({ status: 'revoked' })
    })

    it('grant an attempt to who has used all', async () => {
      const client = await service.signIn()
      await expect(takeCourse(client, bundle, { profile: { givenName: 'Cas', familyName: 'Late', profession: 'nurse' }, failsFirst: true })).rejects.toThrow('attempts-used-up')
      const [{ enrolment }] = await wholeRoster('search=Cas+Late') as [Roster['rows'][number]]
      expect(await recordOf(enrolment)).toMatchObject({ attemptsAllowed: 1, possible: ['grant-attempts'] })
      const command = () => client.post(`/api/courses/${COURSE}/commands`, { kind: 'start-attempt' })
      expect((await command()).body.code).toBe('attempts-used-up')
      expect((await correct(enrolment, { kind: 'grant-attempts', attempts: 1, reason: 'The network failed' })).body).toMatchObject({ attemptsAllowed: 2 })
      expect(await command()).toMatchObject({ status: 200, body: { postTest: { attemptsAllowed: 2, open: { attempt: 2 } } } })
    })

    it('are made once, however often the same request comes', async () => {
      const { enrolment } = await certified()
      const key = randomUUID()
      const answers = await Promise.all([1, 2, 3].map(() => correct(enrolment, { kind: 'reissue-certificate', reason }, { key })))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
      expect((await recordOf(enrolment)).certificates).toHaveLength(2)
      expect((await office.get(`/api/office/audit?subject=enrolment:${enrolment}`)).body.rows.filter(({ action }: { action: string }) => action === 'reissue-certificate')).toHaveLength(1)
      // The key of another wish must not make this one seem done.
      expect(await correct(enrolment, { kind: 'correct-claim', credits: 0.25, reason }, { key })).toMatchObject({ status: 409, body: { code: 'key-used' } })
      expect(await correct(enrolment, { kind: 'reissue-certificate', reason: 'Another reason' }, { key })).toMatchObject({ status: 409, body: { code: 'key-used' } })
    })

    it('of two offices follow one another, and leave one certificate valid', async () => {
      const { enrolment } = await certified()
      const { client: other } = await signInAs('office')
      const answers = await Promise.all([0.25, 0.5, 1, 0.25, 0.5, 1].map((credits, index) => correct(enrolment, { kind: 'correct-claim', credits, reason }, { by: index % 2 ? office : other })))
      expect(answers.every(({ status, body }) => status === 200 || body.code === 'unchanged')).toBe(true)
      const { certificates, claim } = await recordOf(enrolment)
      expect(certificates.filter(({ status }) => status === 'valid')).toEqual([expect.objectContaining({ credits: claim!.credits })])
      expect(certificates).toHaveLength(1 + answers.filter(({ status }) => status === 200).length)
    })

    it('of who has not seen the other’s are refused', async () => {
      const { enrolment } = await certified()
      const answers = await Promise.all([0.25, 0.5].map(credits => correct(enrolment, { kind: 'correct-claim', credits, reason }, { seen: 0 })))
      expect(answers.map(({ status, body }) => status === 200 ? 'done' : body.code).sort()).toEqual(['changed-meanwhile', 'done'])
    })

    it.each([
      [{ kind: 'correct-claim', credits: 0.6, reason }, 409, 'unfit-claim'],
      [{ kind: 'correct-claim', credits: 1.25, reason }, 409, 'unfit-claim'],
      [{ kind: 'correct-claim', credits: 0.75, reason }, 409, 'unchanged'],
      [{ kind: 'revoke-certificate', certificate: 'other', reason }, 409, 'no-such-certificate'],
      [{ kind: 'grant-attempts', attempts: 1, reason }, 409, 'already-done'],
      [{ kind: 'reissue-certificate' }, 400, 'unfit-request'],
      [{ kind: 'reissue-certificate', reason: ' abc ' }, 400, 'unfit-request'],
      [{ kind: 'delete-record', reason }, 400, 'unfit-request'],
      [{ kind: 'reissue-certificate', reason, actor: 'somebody else' }, 400, 'unfit-request'],
    ])('refuse %j with %d %s', async (correction, status, code) => {
      const [{ enrolment }] = (await wholeRoster('search=Ann+Maiden')).length ? await wholeRoster('search=Ann+Maiden') as [Roster['rows'][number]] : [await certified({ givenName: 'Ann', familyName: 'Maiden', profession: 'physician' })]
      const before = await recordOf(enrolment)
      expect(await correct(enrolment, correction)).toMatchObject({ status, body: { code, title: expect.any(String) } })
      expect((await recordOf(enrolment)).records).toEqual(before.records)
    })

    it('know no enrolment that is not there', async () => {
      expect(await correct(randomUUID(), { kind: 'reissue-certificate', reason })).toMatchObject({ status: 404, body: { code: 'no-such-enrolment' } })
    })

    it('are records that verify with all others', async () => {
      expect(await sealRecords(store.writer, COURSE, service.service.now())).toBeGreaterThan(0)
      expect((await verifyLedger(store.db)).broken).toEqual([])
    })
  })

  describe('a learner’s record', () => {
    it('shows what was asked, answered and right, and no answer to the evaluation', async () => {
      const { enrolment } = await certified()
      const { status, body } = await office.get(`/api/office/enrolments/${enrolment}`)
      expect(status).toBe(200)
      const [attempt] = (body as EnrolmentRecord).attempts
      expect(attempt).toMatchObject({ passed: true, points: 2, maxPoints: 2 })
      for (const { answered, rightAnswer, points } of attempt!.items)
        expect([answered, points]).toEqual([rightAnswer, 1])
      expect(body.records.map(({ kind }: { kind: string }) => kind)).toContain('evaluated')
      expect((await store.db.selectFrom('evaluation').select('responses').where('enrolment', '=', enrolment).executeTakeFirstOrThrow()).responses).toContain('HYPERLINK')
      expect(JSON.stringify(body)).not.toContain('HYPERLINK')
      // Nor when: what was written at that time would be theirs.
      expect(body.evaluatedAt).toMatch(/^\d{4}-\d\d-\d\d$/)
      expect(body.records.find(({ kind }: { kind: string }) => kind === 'evaluated').at).toBe(body.evaluatedAt)
      expect((await office.get(`/api/office/audit?subject=enrolment:${enrolment}`)).body.rows).toEqual([expect.objectContaining({ action: 'read record', actor: officeEmail })])
    })

    it('holds back what is right while an attempt is open', async () => {
      const client = await service.signIn()
      const stop = takeCourse(client, bundle, { profile: { givenName: 'Dora', familyName: 'Open', profession: 'nurse' }, onStep: async step => step === 'all answered' ? Promise.reject(new Error('stop')) : undefined })
      await expect(stop).rejects.toThrow('stop')
      const [{ enrolment }] = await wholeRoster('search=dora') as [Roster['rows'][number]]
      const { attempts: [open] } = await recordOf(enrolment)
      expect(open!.items).toHaveLength(2)
      expect(open!.items.every(({ answered, rightAnswer, points }) => answered !== null && rightAnswer === null && points === null)).toBe(true)
    })
  })

  describe('the roster', () => {
    async function enrolSomebody(profile: { givenName: string, familyName: string, profession?: 'physician' | 'nurse', npi?: string }, email = `${randomUUID()}@example.org`): Promise<string> {
      const learner = randomUUID()
      await writeProfile(store.writer, { id: learner, email }, { profession: 'physician', licences: [], boards: [], ...profile }, service.service.now())
      const outcome = await enrol(store.writer, learner, policyOf(bundle), { now: service.service.now(), id: randomUUID() })
      return 'enrolment' in outcome ? outcome.enrolment.id : ''
    }

    it('finds by the beginning of any name, of the address and of the NPI, whatever the accents', async () => {
      const enrolment = await enrolSomebody({ givenName: 'Zoë María', familyName: 'de la Peña-Ōta', npi: '1234567893' }, 'Peña.Zoe@example.org')
      for (const search of ['zoe', 'ZOË M', 'Pena', 'de la', 'la peña', 'maria de', 'peña-ota zoe', 'pena.zoe@', '123456'])
        expect([search, (await wholeRoster(`search=${encodeURIComponent(search)}`)).map(row => row.enrolment)]).toEqual([search, [enrolment]])
      for (const search of ['oe', 'ena', '234', '%', '_', 'zoe\'--'])
        expect([search, await wholeRoster(`search=${encodeURIComponent(search)}`)]).toEqual([search, []])
    })

    it('finds under the new name who changes it, in every course', async () => {
      const { client, enrolment } = await certified({ givenName: 'Eva', familyName: 'Beforehand', profession: 'physician' })
      await client.put('/api/me/profile', { givenName: 'Eva', familyName: 'Afterwards', profession: 'nurse' })
      expect(await wholeRoster('search=beforehand')).toEqual([])
      expect(await wholeRoster('search=afterwards&profession=nurse')).toEqual([expect.objectContaining({ enrolment, familyName: 'Afterwards' })])
    })

    it('lists once who is found twice', async () => {
      const enrolment = await enrolSomebody({ givenName: 'Quincy', familyName: 'Quimby-Quill' }, 'quincy@example.org')
      await enrolSomebody({ givenName: 'Quentin', familyName: 'Quirk' })
      const found = await wholeRoster('search=qui')
      expect(found.filter(row => row.enrolment === enrolment)).toHaveLength(1)
      expect(found).toHaveLength(2)
    })

    it('narrows down by step, passing, profession and day', async () => {
      const all = await wholeRoster()
      expect(await wholeRoster('step=done')).toEqual(all.filter(row => row.step === 'done'))
      expect(await wholeRoster('passed=true')).toEqual(all.filter(row => row.passedAt !== null))
      expect(await wholeRoster('passed=false&profession=nurse')).toEqual(all.filter(row => row.passedAt === null && row.profession === 'nurse'))
      const today = service.service.now().slice(0, 10)
      expect(await wholeRoster(`from=${today}&to=${today}`)).toEqual(all.filter(row => row.enrolledAt.startsWith(today)))
      expect(await wholeRoster('to=2020-01-01')).toEqual([])
    })

    it('is complete, and lists nobody twice, though learners enrol while it is read', async () => {
      const before = (await wholeRoster()).map(row => row.enrolment)
      const [rows, found] = await Promise.all([wholeRoster(), wholeRoster('search=ann'), ...Array.from({ length: 20 }, (_, index) => enrolSomebody({ givenName: 'Ann', familyName: `Newcomer ${index}` }))])
      const listed = (rows as Roster['rows']).map(row => row.enrolment)
      expect(new Set(listed).size).toBe(listed.length)
      expect(before.filter(enrolment => !listed.includes(enrolment))).toEqual([])
      const names = (found as Roster['rows']).map(row => row.enrolment)
      expect(new Set(names).size).toBe(names.length)
      const after = await wholeRoster()
      expect(after).toHaveLength(before.length + 20)
      expect(after.map(row => row.enrolledAt)).toEqual(after.map(row => row.enrolledAt).sort().reverse())
    })

    it.each(['cursor=nonsense', 'cursor=WzFd', 'limit=0', 'limit=10000', 'limit=x', 'step=other', 'passed=maybe', 'from=yesterday'])('refuses %s', async (query) => {
      expect(await office.get(`/api/office/courses/${COURSE}/roster?${query}`)).toMatchObject({ status: 400, body: { code: 'unfit-request', fields: expect.anything() } })
    })

    it('is a table for spreadsheets without formulas', async () => {
      await enrolSomebody({ givenName: '=cmd|\'/c calc\'!A0', familyName: '+1, "quoted"\nline' }, '@evil.example')
      const response = await service.app.request(`http://cme.test/api/office/courses/${COURSE}/roster.csv`, { headers: { cookie: office.cookie! } })
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${COURSE}-roster.csv"`)
      const text = await response.text()
      const everybody = await wholeRoster()
      expect(text.split('\r\n')).toHaveLength(everybody.length + 2)
      expect(text).toContain(`,"'+1, ""quoted""\nline",'=cmd|'/c calc'!A0,,physician,,'@evil.example,`)
      for (const row of everybody)
        expect(text).toContain(row.enrolment)
    })
  })

  describe('the report', () => {
    it('counts, and names nobody', async () => {
      const { status, body } = await office.get(`/api/office/courses/${COURSE}/report`)
      expect(status).toBe(200)
      const everybody = await wholeRoster()
      const evaluated = everybody.filter(row => ['claim', 'done'].includes(row.step)).length
      expect(body).toMatchObject({
        version: bundle.version,
        learners: everybody.length,
        passed: everybody.filter(row => row.passedAt).length,
        claimed: everybody.filter(row => row.credits !== null).length,
        credits: everybody.reduce((sum, row) => sum + (row.credits ?? 0), 0),
        evaluations: evaluated,
      })
      expect(body.items.map(({ n }: { n: number }) => n)).toEqual(body.items.map(() => everybody.filter(row => row.attempts).length))
      expect(body.outcomes.n).toBe(everybody.filter(row => row.attempts).length)
      expect(body.levels[0]).toMatchObject({ level: expect.any(String), n: body.outcomes.n, firstAttempt: expect.any(Number) })
      expect(JSON.stringify(body)).not.toMatch(/Müller|Maiden|@example/)
    })

    it('stands in the list of courses', async () => {
      const { body } = await office.get('/api/office/courses')
      const everybody = await wholeRoster()
      expect(body).toEqual({ rows: [{ name: COURSE, title: bundle.meta.title, version: bundle.version, present: true, accredited: false, learners: everybody.length, passed: everybody.filter(row => row.passedAt).length, claimed: everybody.filter(row => row.credits !== null).length, credits: everybody.reduce((sum, row) => sum + (row.credits ?? 0), 0), uncounted: 0 }], nextCursor: null })
    })

    it('has every evaluation as a table, without names and formulas', async () => {
      // Fewer than five are not told.
      for (let n = await countEvaluations(); n < 5; n++)
        await certified()
      const { status, body } = await office.get(`/api/office/courses/${COURSE}/evaluation.csv`)
      expect(status).toBe(200)
      const lines = (body as string).trimEnd().split('\r\n')
      expect(lines).toHaveLength((await office.get(`/api/office/courses/${COURSE}/report`)).body.evaluations + 1)
      // The office knows who completed the course on which day.
      expect(body).not.toMatch(/\d{4}-\d\d-\d\d/)
      expect(body).toContain('\'=HYPERLINK')
      expect(body).not.toMatch(/(?:^|[,"])=HYPERLINK/m)
      expect(body).not.toMatch(/Müller|@example/)
    })

    it('is there for a course that was withdrawn, and for the version that its learners were in', async () => {
      const { courses } = service.service
      service.service.courses = new Map()
      expect((await office.get('/api/office/courses')).body.rows).toEqual([expect.objectContaining({ name: COURSE, title: bundle.meta.title, present: false })])
      expect((await wholeRoster()).length).toBeGreaterThan(0)
      service.service.courses = new Map([[COURSE, { ...bundle, version: 'next' }]])
      await keepCourseVersion(store.writer, { ...bundle, version: 'next' }, service.service.now())
      const { body } = await office.get(`/api/office/courses/${COURSE}/report`)
      expect([body.version, body.versions.length]).toEqual([bundle.version, 1])
      service.service.courses = courses
    })

    it('is refused for what is not there', async () => {
      expect(await office.get('/api/office/courses/other/report')).toMatchObject({ status: 404, body: { code: 'no-such-course' } })
      expect(await office.get(`/api/office/courses/${COURSE}/report?version=other`)).toMatchObject({ status: 404, body: { code: 'no-such-version' } })
    })
  })

  it('has lists that follow from the records alone', async () => {
    const tables = ['enrolment', 'roster_term', 'first_attempt', 'evaluation'] as const
    const read = async () => Object.fromEntries(await Promise.all(tables.map(async table => [table, (await store.db.selectFrom(table).selectAll().execute()).map(row => JSON.stringify({ ...row, updated_at: undefined, counted: undefined })).sort()] as const)))
    const before = await read()
    for (const table of ['roster_term', 'first_attempt', 'evaluation'] as const)
      await store.db.deleteFrom(table).execute()
    await store.db.updateTable('enrolment').set({ step: '?', passed: 7, passed_at: null, credits: 1, attempts: 9, pre_test: 1, first_attempt: 1, best_attempt: 1, lecture_seconds: 1, certificate: 'forged', profession: null }).execute()
    expect(await rebuildLists(store)).toBe(before.enrolment!.length)
    expect(await read()).toEqual(before)
  })

  describe('the audit log', () => {
    it('is read page by page, by subject and by who acted', async () => {
      const actions: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const { body }: { body: { rows: { action: string, actor: string }[], nextCursor: string | null } } = await office.get(`/api/office/audit?actor=${officeEmail}&limit=40${cursor && `&cursor=${cursor}`}`)
        expect(body.rows.every(({ actor }) => actor === officeEmail)).toBe(true)
        actions.push(...body.rows.map(({ action }) => action))
        cursor = body.nextCursor
      }
      const { n } = await store.db.selectFrom('audit').select(({ fn }) => fn.countAll().as('n')).where('actor', '=', officeEmail).executeTakeFirstOrThrow()
      expect(actions).toHaveLength(Number(n))
      expect(new Set(actions)).toEqual(new Set(['read roster', 'read record', 'correct-claim', 'reissue-certificate', 'revoke-certificate', 'grant-attempts', 'exported roster']))
    })

    it('gets a line before anything is shown', async () => {
      const { n } = await store.db.selectFrom('audit').select(({ fn }) => fn.countAll().as('n')).where('action', '=', 'read roster').executeTakeFirstOrThrow()
      await office.get(`/api/office/courses/${COURSE}/roster`)
      expect(await store.db.selectFrom('audit').select(({ fn }) => fn.countAll().as('n')).where('action', '=', 'read roster').executeTakeFirstOrThrow()).toEqual({ n: kind === 'SQLite' ? Number(n) + 1 : String(Number(n) + 1) })
    })
  })
})
