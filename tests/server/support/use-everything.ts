import type { CourseBundle } from '../../../server/courses/course-bundle.ts'
import type { Client, TestService } from './credit-service.ts'
import { randomUUID } from 'node:crypto'
import { addUpAll } from '../../../server/counting/add-up.ts'
import { quizOf } from '../../../server/courses/course-bundle.ts'
import { sealRecords } from '../../../server/ledger/seal.ts'
import { keepHouse } from '../../../server/privacy/housekeeping.ts'
import { defaultRetention } from '../../../server/privacy/retention.ts'
import { grantRole } from '../../../server/roles/role-grants.ts'
import { takeCourse } from './take-course.ts'

/**
 * Asks for everything that the service answers, so that it sends every statement it has. Returns the routes that were asked for,
 * as "GET /api/me", for a test to hold against the description of the routes.
 */
export async function useEverything(service: TestService, bundle: CourseBundle): Promise<Set<string>> {
  const { store, now } = service.service
  const asked = new Set<string>()
  const course = `/api/courses/${bundle.name}`
  const officeCourse = `/api/office/courses/${bundle.name}`

  // Two who take the course, one of them with a failed attempt, and some who have begun.
  const learners: { client: Client, certificate: string, email: string }[] = []
  for (const [index, familyName] of ['Müller', 'Anders'].entries()) {
    const email = `${familyName.toLowerCase().replace('ü', 'u')}-${randomUUID()}@example.org`
    const client = await service.signIn(email)
    const certificate = await takeCourse(client, bundle, { profile: { givenName: 'Ann', familyName, profession: 'physician', npi: '1234567893', licences: [{ state: 'NJ', number: '25MA1' }], birthMonthDay: '04-30' }, failsFirst: index === 1, words: 'Words' })
    learners.push({ client, certificate, email })
  }
  for (let begun = 0; begun < 3; begun++) {
    const client = await service.signIn()
    await client.put('/api/me/profile', { givenName: 'Ben', familyName: 'Nurse', profession: 'nurse' })
    await client.post(`${course}/enrolment`)
  }
  await sealRecords(store.writer, bundle.name, now())
  await addUpAll(store)
  const { client: ann, certificate } = learners[0]!
  // One who is filling in the evaluation.
  const filling = await service.signIn()
  await takeCourse(filling, bundle, { profile: { givenName: 'Cas', familyName: 'Draft', profession: 'physician' }, until: 'passed' })
  const [question, other] = quizOf(bundle, 'evaluation')!.items
  for (const response of [1, 2, null])
    await filling.put(`${course}/evaluation-draft`, { responses: { [question!.id]: response, [other!.id]: 0 } })
  const { enrolment } = await store.db.selectFrom('certificate').select('enrolment').where('id', '=', certificate).executeTakeFirstOrThrow()
  const adminEmail = `admin-${randomUUID()}@example.org`
  await grantRole(store.writer, adminEmail, 'admin', { actor: 'test', now: now(), mayLeaveNoAdmin: true })
  const admin = await service.signIn(adminEmail)

  const get = async (client: Client, route: string, path: string = route): Promise<any> => {
    asked.add(`GET ${route}`)
    const { status, body } = await client.get(path)
    if (status >= 400)
      throw new Error(`GET ${path}: ${status} ${JSON.stringify(body).slice(0, 200)}`)
    return body
  }
  const post = async (client: Client, route: string, path: string, body: unknown): Promise<any> => {
    asked.add(`POST ${route}`)
    const answer = await client.post(path, body)
    if (answer.status >= 400)
      throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`)
    return answer.body
  }

  for (const route of ['POST /api/auth/email-otp/send-verification-otp', 'POST /api/auth/sign-in/email-otp', 'PUT /api/me/profile', 'POST /api/courses/{course}/enrolment', 'POST /api/courses/{course}/commands', 'PUT /api/courses/{course}/evaluation-draft'])
    asked.add(route)
  for (const route of ['/api/service', '/api/openapi.json', '/api/courses', '/api/me', '/health', '/ready'])
    await get(ann, route)
  await get(ann, '/api/courses/{course}/journey', `${course}/journey`)
  await get(filling, '/api/courses/{course}/evaluation-draft', `${course}/evaluation-draft`)
  await get(ann, '/api/courses/{course}/attempts/{attempt}/review', `${course}/attempts/1/review`)
  await get(ann, '/api/certificates/{id}', `/api/certificates/${certificate}`)
  await get(ann, '/api/certificates/{id}/credential', `/api/certificates/${certificate}/credential`)
  await get(ann, '/api/certificates/{id}/pdf', `/api/certificates/${certificate}/pdf`)
  await ann.get(`/api/certificates/${randomUUID()}`)
  await get(ann, '/.well-known/jwks.json')

  await get(admin, '/api/office/courses')
  const filters = ['', 'step=done', 'step=pre-test', 'passed=true', 'passed=false', 'profession=nurse', 'search=a', 'search=ann&passed=true', 'search=ann&step=done', 'from=2020-01-01', 'to=2100-01-01', 'from=2020-01-01&to=2100-01-01&passed=true', 'step=front-matter&profession=nurse']
  for (const filter of filters) {
    const first = await get(admin, '/api/office/courses/{course}/roster', `${officeCourse}/roster?limit=1&${filter}`)
    if (first.nextCursor)
      await get(admin, '/api/office/courses/{course}/roster', `${officeCourse}/roster?limit=1&${filter}&cursor=${encodeURIComponent(first.nextCursor)}`)
    await get(admin, '/api/office/courses/{course}/roster.csv', `${officeCourse}/roster.csv?${filter}`)
  }
  await get(admin, '/api/office/courses/{course}/report', `${officeCourse}/report`)
  await get(admin, '/api/office/courses/{course}/report', `${officeCourse}/report?version=${bundle.version}`)
  await get(admin, '/api/office/courses/{course}/evaluation.csv', `${officeCourse}/evaluation.csv`)
  await get(admin, '/api/office/enrolments/{enrolment}', `/api/office/enrolments/${enrolment}`)
  await post(admin, '/api/office/enrolments/{enrolment}/corrections', `/api/office/enrolments/${enrolment}/corrections`, { kind: 'correct-claim', credits: 0.5, reason: 'Left before the end' })
  await post(admin, '/api/office/enrolments/{enrolment}/corrections', `/api/office/enrolments/${enrolment}/corrections`, { kind: 'reissue-certificate', reason: 'The name was misspelt' })
  const pars = { provider: '1234567', module: '123456789' }
  await get(admin, '/api/office/courses/{course}/pars.json', `${officeCourse}/pars.json?provider=${pars.provider}&module=${pars.module}`)
  for (let time = 0; time < 2; time++) {
    const answer = await admin.post(`${officeCourse}/pars/exports`, pars)
    asked.add('POST /api/office/courses/{course}/pars/exports')
    if (answer.status === 200)
      await get(admin, '/api/office/courses/{course}/pars.json', `${officeCourse}/pars.json?export=${answer.body.export}`)
  }
  for (const list of ['pars/exports', 'pars/problems'])
    await pages(`/api/office/courses/{course}/${list}`, `${officeCourse}/${list}?limit=1`)
  for (const filter of ['', 'actor=nobody', `actor=${adminEmail}`, `subject=course:${bundle.name}`, `subject=course:${bundle.name}&actor=${adminEmail}`])
    await pages('/api/office/audit', `/api/office/audit?limit=1&${filter}`)
  await get(admin, '/api/admin/roles')
  for (const [method, body] of [['PUT', { role: 'office' }], ['DELETE', undefined]] as const) {
    asked.add(`${method} /api/admin/roles/{address}`)
    await service.app.request(`http://cme.test/api/admin/roles/office@example.org`, { method, headers: { 'origin': 'http://cme.test', 'cookie': admin.cookie!, 'content-type': 'application/json' }, body: body && JSON.stringify(body) })
  }
  await get(ann, '/api/me/transcript')
  await get(ann, '/api/me/transcript.pdf')
  await get(ann, '/api/me/retention')
  await get(ann, '/api/me/export')
  // Without a mail server that takes it, or to one: the statements are the same.
  asked.add('POST /api/certificates/{id}/mail')
  await ann.post(`/api/certificates/${certificate}/mail`, {})
  const { learner } = await store.db.selectFrom('enrolment').select('learner').where('id', '=', enrolment).executeTakeFirstOrThrow()
  await get(admin, '/api/office/learners/{learner}/export', `/api/office/learners/${learner}/export`)
  await post(admin, '/api/office/learners/{learner}/erasure', `/api/office/learners/${learner}/erasure`, { reason: 'Asked for by letter' })
  await removeMe(learners[1]!)
  // Long after, when nothing has to be kept any longer.
  await keepHouse(store, defaultRetention, { now: new Date(Date.parse(now()) + 8 * 366 * 86_400_000).toISOString() })
  await post(admin, '/api/auth/sign-out', '/api/auth/sign-out', {})
  await service.service.signIn.sweep(now())
  return asked

  async function removeMe({ client, email }: typeof learners[0]): Promise<void> {
    asked.add('DELETE /api/me')
    const response = await service.app.request('http://cme.test/api/me', { method: 'DELETE', headers: { 'origin': 'http://cme.test', 'cookie': client.cookie!, 'content-type': 'application/json', 'idempotency-key': randomUUID() }, body: JSON.stringify({ email }) })
    if (response.status !== 200)
      throw new Error(`DELETE /api/me: ${response.status} ${await response.text()}`)
  }

  async function pages(route: string, path: string): Promise<void> {
    const first = await get(admin, route, path)
    if (first.nextCursor)
      await get(admin, route, `${path}&cursor=${encodeURIComponent(first.nextCursor)}`)
  }
}
