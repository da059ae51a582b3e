import type { Store } from '../../server/storage/open-store.ts'
import type { TestStore } from './support/stores.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { grantRole } from '../../server/roles/role-grants.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { realBundle, shortBundle, startService } from './support/credit-service.ts'
import { startSqlite } from './support/stores.ts'
import { takeCourse } from './support/take-course.ts'

let testStore: TestStore
beforeAll(async () => {
  testStore = await startSqlite()
})
afterAll(() => testStore?.close())

it('the roster tells the office what became of a certificate and whose name was changed since, and a learner until when it is kept', async () => {
  const db = testStore.open()
  const store: Store = { kind: 'sqlite', db, writer: createWriter(db, { lanes: 1 }) }
  const bundle = shortBundle(await realBundle())
  const service = await startService(store, [bundle])
  await grantRole(store.writer, 'office@example.org', 'office', { actor: 'command line', now: service.service.now(), mayLeaveNoAdmin: true })
  const office = await service.signIn('office@example.org')
  const ann = await service.signIn('ann@example.org')
  const profile = { givenName: 'Ann', familyName: 'Lee', profession: 'pharmacist', credentials: 'PharmD', eProfileId: '123456', birthMonthDay: '04-30' }
  const certificate = await takeCourse(ann, bundle, { profile })
  const row = async () => (await office.get(`/api/office/courses/${bundle.name}/roster`)).body.rows.find(({ email }: { email: string }) => email === 'ann@example.org')
  const csv = async () => {
    const response = await service.app.request(`http://cme.test/api/office/courses/${bundle.name}/roster.csv`, { headers: { cookie: office.cookie! } })
    return (await response.text()).split('\r\n').find(line => line.includes('ann@example.org'))!
  }

  expect(await row()).toMatchObject({ certificate, certificateState: 'valid', certificateName: 'Ann Lee, PharmD', nameDiffers: false, eProfileId: '123456', birthMonthDay: '04-30' })
  const { body: { kept, creditYears } } = await ann.get('/api/me/retention')
  expect(creditYears).toBe(6)
  expect(kept).toEqual([{ course: bundle.name, title: bundle.meta.title, until: `${Number(service.service.now().slice(0, 4)) + 6}${service.service.now().slice(4, 10)}` }])

  expect((await ann.put('/api/me/profile', { ...profile, eProfileId: 'A-12' })).body.fields.eProfileId).toContain('digits alone')
  await ann.put('/api/me/profile', { ...profile, familyName: 'Lee-Ito' })
  expect(await row()).toMatchObject({ certificateState: 'valid', certificateName: 'Ann Lee, PharmD', nameDiffers: true })
  expect(await csv()).toContain(',valid,"Ann Lee, PharmD",yes,123456,')

  const { enrolment } = await row()
  const answer = await office.post(`/api/office/enrolments/${enrolment}/corrections`, { kind: 'revoke-certificate', certificate, reason: 'Somebody else took the test' })
  expect(answer.status).toBe(200)
  expect(await row()).toMatchObject({ credits: null, certificate: null, certificateState: 'revoked', nameDiffers: false })
  expect(await csv()).toContain(',revoked,"Ann Lee, PharmD",,')
}, 60_000)
