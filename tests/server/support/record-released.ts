/*
 * Records what pages of a released version ask and are answered, and the tables that its processes write, for
 * tests/server/rolling-update.test.ts. Run once at a release, in its own tree:
 *
 *     node tests/server/support/record-released.ts > tests/fixtures/released/<version>.json
 */
import type { CourseBundle } from '../../../server/courses/course-bundle.ts'
import type { Database } from '../../../server/storage/schema.ts'
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { quizOf } from '../../../server/courses/course-bundle.ts'
import { policyOf } from '../../../server/courses/course-policy.ts'
import { grantRole } from '../../../server/roles/role-grants.ts'
import { createWriter } from '../../../server/storage/writer.ts'
import { rightResponse, wrongResponse } from '../../e2e/post-test-driver.ts'
import { BASE_URL, realBundle, shortBundle, startService } from './credit-service.ts'
import { startSqlite } from './stores.ts'

/** What stands in braces, as in "{certificate}", is another one each time. */
export interface Exchange { who: 'ann' | 'office', method: string, path: string, body?: unknown, status: number, answer: unknown }

export interface Released {
  bundle: CourseBundle
  exchanges: Exchange[]
  /** By table and column; `needed`: a row cannot be written without it. */
  tables: Record<string, Record<string, { needed: boolean }>>
}

export const ADDRESSES = { ann: 'ann@example.org', office: 'office@example.org' } as const
const profile = { givenName: 'Ann', familyName: 'Müller', latinName: { givenName: 'Ann', familyName: 'Mueller' }, credentials: 'M.D.', profession: 'physician', npi: '1234567893', licences: [{ state: 'NJ', number: '25MA1' }], boards: ['A board'], birthMonthDay: '04-30' }

export async function readTables(db: Database): Promise<Released['tables']> {
  const tables = await db.introspection.getTables()
  return Object.fromEntries(tables.filter(({ isView }) => !isView).map(table => [table.name, Object.fromEntries(table.columns.map(column => [column.name, { needed: !column.isNullable && !column.hasDefaultValue && !column.isAutoIncrementing }]))]))
}

/** @throws when a request is not answered as it should be. */
async function record(): Promise<Released> {
  const testStore = await startSqlite()
  const db = testStore.open()
  const bundle: CourseBundle = { ...shortBundle(await realBundle()), references: [] }
  const service = await startService({ kind: 'sqlite', db, writer: createWriter(db, { lanes: 1 }) }, [bundle])
  await grantRole(service.service.store.writer, ADDRESSES.office, 'admin', { actor: 'test', now: new Date().toISOString(), mayLeaveNoAdmin: true })
  const clients = { ann: await service.signIn(ADDRESSES.ann), office: await service.signIn(ADDRESSES.office) }
  const exchanges: Exchange[] = []
  const known = new Map<string, string>()
  const hide = (value: unknown) => JSON.parse([...known].reduce((text, [actual, name]) => text.replaceAll(actual, `{${name}}`), JSON.stringify(value) ?? 'null'))

  async function ask(who: Exchange['who'], method: string, path: string, body?: unknown): Promise<any> {
    const response = await service.app.request(BASE_URL + path, { method, headers: { 'origin': BASE_URL, 'cookie': clients[who].cookie!, 'x-forwarded-for': '10.0.0.1', 'idempotency-key': randomUUID(), ...body !== undefined && { 'content-type': 'application/json' } }, body: body === undefined ? undefined : JSON.stringify(body) })
    const type = response.headers.get('content-type') ?? ''
    const answer = /json/.test(type) ? await response.json() : /csv/.test(type) ? await response.text() : null
    exchanges.push({ who, method, path, body, status: response.status, answer })
    if (response.status >= 500)
      throw new Error(`${method} ${path}: ${response.status}`)
    return answer
  }
  const course = `/api/courses/${bundle.name}`
  const officeCourse = `/api/office/courses/${bundle.name}`
  const command = (body: unknown) => ask('ann', 'POST', `${course}/commands`, body)

  await ask('ann', 'GET', '/api/service')
  await ask('ann', 'GET', '/api/courses')
  known.set((await ask('ann', 'GET', '/api/me')).id, 'learner')
  await ask('ann', 'POST', `${course}/enrolment`)
  await ask('ann', 'PUT', '/api/me/profile', { ...profile, npi: '1234567890' })
  await ask('ann', 'PUT', '/api/me/profile', profile)
  await ask('ann', 'GET', `${course}/journey`)
  await ask('ann', 'POST', `${course}/enrolment`)
  await command({ kind: 'claim', credits: 0.75 })
  await command({ kind: 'acknowledge', frontMatter: bundle.frontMatter })
  for (const id of policyOf(bundle).preTest ?? [])
    await command({ kind: 'answer-pre-test', item: id, response: rightResponse(quizOf(bundle, 'pre-test')!.items.find(item => item.id === id)!) })
  await command({ kind: 'finish-pre-test' })
  await command({ kind: 'progress', slides: Array.from({ length: bundle.slides }, (_, index) => index + 1), seconds: 3600 })
  for (const [attempt, responseOf] of [wrongResponse, rightResponse].entries()) {
    await command({ kind: 'start-attempt' })
    for (const item of quizOf(bundle, 'post-test')!.items)
      await command({ kind: 'answer', attempt: attempt + 1, item: item.id, response: responseOf(item) })
    await command({ kind: 'submit-attempt', attempt: attempt + 1 })
    await ask('ann', 'GET', `${course}/attempts/${attempt + 1}/review`)
  }
  await command({ kind: 'evaluate', responses: Object.fromEntries(quizOf(bundle, 'evaluation')!.items.map(item => [item.id, item.type === 'free-text' || item.type === 'commitment' ? 'Words' : item.type === 'multiple' ? [0] : 0])) })
  known.set((await command({ kind: 'claim', credits: 0.75 })).certificates[0].id, 'certificate')
  await ask('ann', 'GET', `${course}/journey`)
  const certificate = [...known].find(([, name]) => name === 'certificate')![0]
  await ask('ann', 'GET', `/api/certificates/${certificate}`)
  await ask('ann', 'GET', `/api/certificates/${certificate}/pdf`)
  await ask('ann', 'POST', `/api/certificates/${certificate}/mail`, { language: 'en' })
  await ask('ann', 'GET', '/api/me/transcript')
  await ask('ann', 'GET', '/api/me/export')

  await ask('office', 'GET', '/api/me')
  await ask('office', 'GET', '/api/office/courses')
  const { rows: [{ enrolment }] } = await ask('office', 'GET', `${officeCourse}/roster?limit=50`)
  known.set(enrolment, 'enrolment')
  await ask('office', 'GET', `${officeCourse}/roster.csv`)
  await ask('office', 'GET', `${officeCourse}/report`)
  await ask('office', 'GET', `${officeCourse}/evaluation.csv`)
  await ask('office', 'GET', `/api/office/enrolments/${enrolment}`)
  await ask('office', 'POST', `/api/office/enrolments/${enrolment}/corrections?seen=0`, { kind: 'correct-claim', credits: 0.5, reason: 'Left before the end' })
  await ask('office', 'GET', `${officeCourse}/pars/problems`)
  await ask('office', 'GET', `${officeCourse}/pars/exports`)
  await ask('office', 'GET', '/api/office/audit')
  await ask('office', 'GET', '/api/admin/roles')
  await ask('office', 'PUT', '/api/admin/roles/new@example.org', { role: 'office' })
  await ask('office', 'DELETE', '/api/admin/roles/new@example.org')
  await ask('ann', 'DELETE', '/api/me', { email: ADDRESSES.ann })
  const tables = await readTables(db)
  await testStore.close()
  return { bundle, exchanges: hide(exchanges), tables }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  void record().then(released => console.log(JSON.stringify(released, null, 1)))
