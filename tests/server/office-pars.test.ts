import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Profile } from '../../server/learners/profile.ts'
import type { ParsLearnerRecord } from '../../server/pars/learner-record.ts'
import type { Store } from '../../server/storage/open-store.ts'
import type { Client, TestService } from './support/credit-service.ts'
import type { TestStore } from './support/stores.ts'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeExport } from '../../server/pars/export.ts'
import { grantRole } from '../../server/roles/role-grants.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { realBundle, shortBundle, startService } from './support/credit-service.ts'
import { startPostgres, startSqlite } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

const COURSE = 'low-dose-naltrexone'
const EXPORTS = `/api/office/courses/${COURSE}/pars/exports`
const numbers = { provider: '1234567', module: '123456789' }
const reason = 'The learner left at half time'

const complete: Profile = { givenName: 'Ann', familyName: 'Miller', profession: 'physician', npi: '1234567893', licences: [{ state: 'NJ', number: '25MA1' }], boards: [], birthMonthDay: '04-30' }

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
] as const)('the export for PARS on %s', (kind, start) => {
  let testStore: TestStore
  let store: Store
  let bundle: CourseBundle
  let service: TestService
  let office: Client

  beforeAll(async () => {
    testStore = await start()
    const db = testStore.open()
    store = { kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }
    const short = shortBundle(await realBundle())
    bundle = { ...short, meta: { ...short.meta, accreditation: 'accme', credits: { ...short.meta.credits, type: '*AMA PRA Category 1 Credit(s)*™' }, provider: { ...short.meta.provider, name: 'General Hospital' } } }
    service = await startService(store, [bundle])
    await grantRole(store.writer, 'office@example.org', 'office', { actor: 'command line', now: service.service.now(), mayLeaveNoAdmin: true })
    office = await service.signIn('office@example.org')
  }, 60_000)
  afterAll(() => testStore?.close())

  async function certified(profile: Partial<Profile> = {}): Promise<{ client: Client, certificate: string, enrolment: string }> {
    const client = await service.signIn()
    const certificate = await takeCourse(client, bundle, { profile: { ...complete, ...profile } })
    const { enrolment } = await store.db.selectFrom('certificate').select('enrolment').where('id', '=', certificate).executeTakeFirstOrThrow()
    return { client, certificate, enrolment }
  }

  const correct = async (enrolment: string, correction: object) => (await office.post(`/api/office/enrolments/${enrolment}/corrections`, { ...correction, reason })).body
  const preview = async (): Promise<ParsLearnerRecord[]> => (await office.get(`/api/office/courses/${COURSE}/pars.json?provider=1234567&module=123456789`)).body
  const file = async (id: string): Promise<ParsLearnerRecord[]> => (await office.get(`/api/office/courses/${COURSE}/pars.json?export=${id}`)).body
  const actionsOf = (records: readonly ParsLearnerRecord[]) => records.map(record => [record.LearnerRecordAction, record.CreditCertificate[0]!.CreditReceived.numberOfCredits])

  async function exportNow(): Promise<ParsLearnerRecord[]> {
    const { status, body } = await office.post(EXPORTS, numbers)
    expect(status).toBe(200)
    const records = await file(body.export)
    expect({ added: body.added, deleted: body.deleted }).toEqual({ added: records.filter(record => record.LearnerRecordAction === 'add').length, deleted: records.filter(record => record.LearnerRecordAction === 'delete').length })
    return records
  }

  it('is empty before anybody has a certificate', async () => {
    expect(await preview()).toEqual([])
    expect(await exportNow()).toEqual([])
  })

  it('holds what the draft asks for', async () => {
    await certified()
    const expected: ParsLearnerRecord = {
      ReportingOrganization: 'General Hospital',
      Member: { Name: { GivenName: 'Ann', FamilyName: 'Miller' } },
      PersonalInfo: { BirthDate: '04-30' },
      Activity: { ProviderOrganization: '1234567' },
      Module: { ModuleName: { value: bundle.meta.title, moduleID: '123456789' } },
      Status: 'Completed',
      CompletedDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      CreditCertificate: ['NPI', 'NJ'].map(domain => ({ UniqueID: { value: domain === 'NPI' ? '1234567893' : '25MA1', domain }, CreditReceived: { activityCertification: 'AMA PRA Category 1 Credit(s)', creditUnit: 'Point', numberOfCredits: 0.75 } })),
      LearnerRecordAction: 'add',
    }
    expect(await preview()).toEqual([expected])
    // Looking at it reports nothing.
    expect(await preview()).toEqual([expected])
    expect(await exportNow()).toEqual([expected])
    expect(await preview()).toEqual([])
  })

  it('deletes and adds anew what was corrected, and deletes what was revoked, since', async () => {
    const { enrolment, certificate } = await certified()
    expect(actionsOf(await exportNow())).toEqual([['add', 0.75]])
    await correct(enrolment, { kind: 'correct-claim', credits: 0.5 })
    await correct(enrolment, { kind: 'correct-claim', credits: 0.25 })
    const records = await exportNow()
    expect(actionsOf(records)).toEqual([['delete', 0.75], ['add', 0.25]])
    const { certificates } = (await office.get(`/api/office/enrolments/${enrolment}`)).body
    await correct(enrolment, { kind: 'revoke-certificate', certificate: certificates.at(-1).id })
    expect(actionsOf(await exportNow())).toEqual([['delete', 0.25]])
    expect(await exportNow()).toEqual([])
    await correct(enrolment, { kind: 'reissue-certificate' })
    expect(actionsOf(await exportNow())).toEqual([['add', 0.25]])
    expect(certificates[0].id).toBe(certificate)
  })

  it('never holds what was corrected before it was reported', async () => {
    const { enrolment, certificate } = await certified()
    await correct(enrolment, { kind: 'revoke-certificate', certificate })
    expect(await exportNow()).toEqual([])
  })

  it('can be had again, and is made once for one request', async () => {
    await certified()
    const key = randomUUID()
    const [first, second] = await Promise.all([1, 2].map(() => office.post(EXPORTS, numbers, key)))
    expect(second!.body.export).toBe(first!.body.export)
    expect(actionsOf(await file(key))).toEqual([['add', 0.75]])
    expect(await file(key)).toEqual(await file(key))
    expect(await office.post(EXPORTS, { ...numbers, module: '987654321' }, key)).toMatchObject({ status: 409, body: { code: 'key-used' } })
    const { body } = await office.get(`${EXPORTS}?limit=1`)
    expect(body.rows).toEqual([expect.objectContaining({ export: key, actor: 'office@example.org', added: 1, deleted: 0, ...numbers })])
    expect((await office.get(`${EXPORTS}?limit=1&cursor=${body.nextCursor}`)).body.rows[0].export).not.toBe(key)
  })

  it('that is asked for again after a correction stays as it is: the correction goes into the next', async () => {
    const { enrolment } = await certified()
    const key = randomUUID()
    const first = await office.post(EXPORTS, numbers, key)
    await correct(enrolment, { kind: 'correct-claim', credits: 0.5 })
    expect(await office.post(EXPORTS, numbers, key)).toEqual(first)
    expect(actionsOf(await file(key))).toEqual([['add', 0.75]])
    expect(actionsOf(await exportNow())).toEqual([['delete', 0.75], ['add', 0.5]])
  })

  it('leaves out who was erased since', async () => {
    const { enrolment } = await certified()
    await certified()
    const { body } = await office.post(EXPORTS, numbers)
    expect(await file(body.export)).toHaveLength(2)
    await store.db.updateTable('pars_record').set({ body: '' }).where('enrolment', '=', enrolment).execute()
    await store.db.deleteFrom('enrolment').where('id', '=', enrolment).execute()
    expect(await file(body.export)).toHaveLength(1)
    expect(await exportNow()).toEqual([])
  })

  it('reports once what two offices export at the same time', async () => {
    for (let learner = 0; learner < 3; learner++)
      await certified()
    const ids = Array.from({ length: 4 }, () => randomUUID())
    const others = [1, 2, 3].map(() => testStore.open()).map(db => ({ db, writer: createWriter(db, { lanes: testStore.lanes }) }))
    await Promise.all([store, ...others].map(({ db, writer }, index) => makeExport(db, writer, { id: ids[index]!, course: COURSE, at: service.service.now(), actor: 'office@example.org', organization: 'General Hospital', ...numbers })))
    const all = (await Promise.all(ids.map(file))).flat()
    expect(all).toHaveLength(3)
  })

  it('leaves out who gets no AMA credit', async () => {
    await certified({ profession: 'nurse' })
    expect(await preview()).toEqual([])
    expect((await office.get(`/api/office/courses/${COURSE}/pars/problems`)).body.rows).toEqual([])
  })

  it('waits for what is missing, and says what that is and who can mend it', async () => {
    const { client, enrolment } = await certified({ birthMonthDay: undefined, npi: undefined, licences: [] })
    const { enrolment: wrong } = await certified()
    await store.db.updateTable('profile').set({ body: JSON.stringify({ ...complete, npi: '1234567890' }) }).where('learner', '=', (await store.db.selectFrom('enrolment').select('learner').where('id', '=', wrong).executeTakeFirstOrThrow()).learner).execute()
    expect(await exportNow()).toEqual([])
    const { body } = await office.get(`/api/office/courses/${COURSE}/pars/problems?limit=1`)
    expect(body.rows).toEqual([{ enrolment, name: 'Ann Miller', problems: [
      { code: 'birth-date-missing', message: 'Month and day of birth are missing.', mend: expect.stringContaining('Ask the learner') },
      { code: 'identifier-missing', message: 'There is neither an NPI nor a state license.', mend: expect.stringContaining('Ask the learner') },
    ] }])
    const { body: next } = await office.get(`/api/office/courses/${COURSE}/pars/problems?limit=1&cursor=${body.nextCursor}`)
    expect(next).toMatchObject({ rows: [{ enrolment: wrong, problems: [{ code: 'npi-wrong', message: 'The NPI 1234567890 does not pass its check digit.' }] }], nextCursor: null })
    await client.put('/api/me/profile', complete)
    expect(actionsOf(await exportNow())).toEqual([['add', 0.75]])
  })

  it('reports anew, in place of what was reported, when a learner corrects by what a board knows them; not when nothing has changed', async () => {
    const { client, enrolment } = await certified()
    expect(actionsOf(await exportNow())).toEqual([['add', 0.75]])
    await client.put('/api/me/profile', { ...complete, boards: ['Family medicine'] })
    expect(await exportNow()).toEqual([])
    await client.put('/api/me/profile', { ...complete, npi: '1245319599', licences: [] })
    const ids = (records: readonly ParsLearnerRecord[]) => records.map(({ LearnerRecordAction, CreditCertificate }) => [LearnerRecordAction, ...CreditCertificate.map(({ UniqueID }) => UniqueID.value)])
    const expected = [['delete', '1234567893', '25MA1'], ['add', '1245319599']]
    expect(ids(await preview())).toEqual(expected)
    expect(ids(await exportNow())).toEqual(expected)
    expect(await exportNow()).toEqual([])
    // What was reported holds until there is something better.
    await client.put('/api/me/profile', { ...complete, npi: '1245319599', licences: [], birthMonthDay: undefined })
    expect(await exportNow()).toEqual([])
    expect((await office.get(`/api/office/courses/${COURSE}/pars/problems?limit=50`)).body.rows).toContainEqual(expect.objectContaining({ enrolment, problems: [expect.objectContaining({ code: 'birth-date-missing' })] }))
    await client.put('/api/me/profile', complete)
    expect(ids(await exportNow())).toEqual([['delete', '1245319599'], ['add', '1234567893', '25MA1']])
  })

  it('takes no day of birth and no state that there is not, and exports none that was saved before', async () => {
    const client = await service.signIn()
    expect(await client.put('/api/me/profile', { ...complete, birthMonthDay: '02-31' })).toMatchObject({ status: 400, body: { fields: { birthMonthDay: 'is no day of the calendar' } } })
    expect(await client.put('/api/me/profile', { ...complete, licences: [{ state: 'ZZ', number: '1' }] })).toMatchObject({ status: 400, body: { fields: { 'licences.0.state': expect.stringContaining('no state') } } })
    expect((await client.put('/api/me/profile', { ...complete, birthMonthDay: '02-29' })).status).toBe(200)
    const { client: old, enrolment } = await certified()
    const { learner } = await store.db.selectFrom('enrolment').select('learner').where('id', '=', enrolment).executeTakeFirstOrThrow()
    await store.db.updateTable('profile').set({ body: JSON.stringify({ ...complete, birthMonthDay: '02-31', licences: [{ state: 'ZZ', number: '1' }] }) }).where('learner', '=', learner).execute()
    expect(await exportNow()).toEqual([])
    expect((await office.get(`/api/office/courses/${COURSE}/pars/problems?limit=50`)).body.rows.find((row: { enrolment: string }) => row.enrolment === enrolment).problems.map(({ code }: { code: string }) => code)).toEqual(['birth-date-wrong', 'licence-wrong'])
    await old.put('/api/me/profile', complete)
    expect(actionsOf(await exportNow())).toEqual([['add', 0.75]])
  })

  it('holds back a claim that is not in quarters', async () => {
    const { certificate, enrolment } = await certified()
    const { snapshot } = await store.db.selectFrom('certificate').select('snapshot').where('id', '=', certificate).executeTakeFirstOrThrow()
    await store.db.updateTable('certificate').set({ snapshot: JSON.stringify({ ...JSON.parse(snapshot), credits: 0.6 }) }).where('id', '=', certificate).execute()
    expect(await exportNow()).toEqual([])
    expect((await office.get(`/api/office/courses/${COURSE}/pars/problems?limit=50`)).body.rows).toContainEqual(expect.objectContaining({ enrolment, problems: [expect.objectContaining({ code: 'credits-unfit' })] }))
    await store.db.updateTable('certificate').set({ snapshot }).where('id', '=', certificate).execute()
    expect(actionsOf(await exportNow())).toEqual([['add', 0.75]])
  })

  it('deletes at once what was reported and changed, though the new record lacks something', async () => {
    const { client, enrolment } = await certified()
    await exportNow()
    await client.put('/api/me/profile', { ...complete, birthMonthDay: undefined })
    await correct(enrolment, { kind: 'correct-claim', credits: 0.25 })
    expect(actionsOf(await exportNow())).toEqual([['delete', 0.75]])
    await client.put('/api/me/profile', complete)
    expect(actionsOf(await exportNow())).toEqual([['add', 0.25]])
  })

  it.each([
    ['', 'numbers-missing'],
    ['?provider=1234567', 'numbers-missing'],
    ['?provider=123&module=123456789', 'unfit-request'],
    ['?provider=1234567&module=12345678x', 'unfit-request'],
    ['?export=nonsense', 'unfit-request'],
  ])('is refused for %j: nothing is made up', async (query, code) => {
    expect(await office.get(`/api/office/courses/${COURSE}/pars.json${query}`)).toMatchObject({ status: 400, body: { code, fields: expect.anything() } })
  })

  it('is refused for a course that gives no credit', async () => {
    const courses = new Map([[COURSE, { ...bundle, meta: { ...bundle.meta, accreditation: 'none' as const } }]])
    const { courses: before } = service.service
    service.service.courses = courses
    expect(await office.post(EXPORTS, numbers)).toMatchObject({ status: 409, body: { code: 'not-accredited' } })
    expect(await office.get(`/api/office/courses/${COURSE}/pars.json?provider=1234567&module=123456789`)).toMatchObject({ status: 409, body: { code: 'not-accredited' } })
    service.service.courses = before
  })

  it('stands in the audit log', async () => {
    const { body } = await office.get(`/api/office/audit?subject=course:${COURSE}&limit=200`)
    expect(new Set(body.rows.map(({ action }: { action: string }) => action))).toEqual(new Set(['exported for PARS', 'read export for PARS', 'read problems for PARS']))
  })
})
