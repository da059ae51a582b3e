import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Client, TestService } from './support/credit-service.ts'
import type { TestStore } from './support/stores.ts'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quizOf } from '../../server/courses/course-bundle.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { rightResponse } from '../e2e/post-test-driver.ts'
import { BASE_URL, realBundle, startService } from './support/credit-service.ts'
import { startPostgres, startSqlite } from './support/stores.ts'

describe.each([
  ['SQLite', startSqlite],
  ['PostgreSQL', startPostgres],
] as const)('the transcript on %s', (kind, start) => {
  let testStore: TestStore
  let bundle: CourseBundle
  let other: CourseBundle
  let service: TestService

  beforeAll(async () => {
    testStore = await start()
    const db = testStore.open()
    bundle = await realBundle()
    other = { ...bundle, name: 'other', version: 'v1', meta: { ...bundle.meta, title: 'Another course', accreditation: 'accme', credits: { type: 'AMA PRA Category 1 Credit', maximum: 1, step: 0.25 } } }
    service = await startService({ kind: kind === 'SQLite' ? 'sqlite' : 'postgres', db, writer: createWriter(db, { lanes: testStore.lanes }) }, [bundle, other])
  }, 60_000)
  afterAll(() => testStore?.close())

  async function enrolled(givenName: string, course = bundle.name): Promise<Client> {
    const client = await service.signIn()
    await client.put('/api/me/profile', { givenName, familyName: 'Müller', profession: 'physician' })
    await client.post(`/api/courses/${course}/enrolment`)
    return client
  }

  async function complete(client: Client, course: CourseBundle): Promise<void> {
    const command = async (body: unknown) => expect((await client.post(`/api/courses/${course.name}/commands`, body)).status).toBe(200)
    await command({ kind: 'acknowledge', frontMatter: course.frontMatter })
    for (const item of quizOf(course, 'pre-test')!.items)
      await command({ kind: 'answer-pre-test', item: item.id, response: rightResponse(item) })
    await command({ kind: 'finish-pre-test' })
    await command({ kind: 'progress', slides: Array.from({ length: course.slides }, (_, index) => index + 1), seconds: 0 })
    await command({ kind: 'start-attempt' })
    for (const item of quizOf(course, 'post-test')!.items)
      await command({ kind: 'answer', item: item.id, response: rightResponse(item) })
    await command({ kind: 'submit-attempt' })
    const asked = quizOf(course, 'evaluation')!.items.filter(item => item.type !== 'free-text' && item.type !== 'commitment')
    await command({ kind: 'evaluate', responses: Object.fromEntries(asked.map(item => [item.id, item.type === 'multiple' ? [0] : 0])) })
    await command({ kind: 'claim', credits: 0.75 })
  }

  it('is empty for who has begun nothing', async () => {
    const client = await service.signIn()
    expect(await client.get('/api/me/transcript')).toEqual({ status: 200, body: { courses: [] } })
  })

  it('tells of every course how far it is, what was claimed and what was certified; nothing of others', async () => {
    await enrolled('Ben')
    const client = await enrolled('Ann')
    await client.post('/api/courses/other/enrolment')
    await complete(client, other)
    const { body: { courses } } = await client.get('/api/me/transcript')
    expect(courses).toHaveLength(2)
    expect(courses.find(({ course }: { course: string }) => course === bundle.name)).toMatchObject({ title: bundle.meta.title, accredited: false, next: 'front-matter', completed: null, credits: null, certificates: [] })
    expect(courses.find(({ course }: { course: string }) => course === 'other')).toMatchObject({
      title: 'Another course',
      provider: bundle.meta.provider.name,
      accredited: true,
      next: null,
      completed: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      credits: 0.75,
      certificates: [{ status: 'valid', learner: 'Ann Müller' }],
    })
  })

  it('tells of a version that is taught no longer', async () => {
    const client = await enrolled('Cas')
    const now = { ...bundle, version: 'a later one', meta: { ...bundle.meta, title: 'Renamed' } }
    const courses = service.service.courses as Map<string, CourseBundle>
    courses.set(bundle.name, now)
    try {
      expect((await client.get('/api/me/transcript')).body.courses).toMatchObject([{ version: bundle.version, title: bundle.meta.title }])
      courses.delete(bundle.name)
      expect((await client.get('/api/me/transcript')).body.courses).toMatchObject([{ version: bundle.version, title: bundle.meta.title }])
    }
    finally {
      courses.set(bundle.name, bundle)
    }
  })

  it('refuses what a page sends for somebody who is not signed in any more', async () => {
    const ann = await enrolled('Ann')
    const ben = await enrolled('Ben')
    const { body: { id } } = await ann.get('/api/me')
    const asAnn = async ({ cookie }: Client, path: string, body?: unknown) => {
      const headers = { 'origin': BASE_URL, 'cookie': cookie!, 'lectern-person': id, 'content-type': 'application/json', 'idempotency-key': randomUUID() }
      const response = await service.app.request(BASE_URL + path, { headers, ...body !== undefined && { method: 'POST', body: JSON.stringify(body) } })
      return [response.status, (await response.json()).code]
    }
    const acknowledge = [`/api/courses/${bundle.name}/commands`, { kind: 'acknowledge', frontMatter: bundle.frontMatter }] as const
    expect(await asAnn(ann, '/api/me/transcript')).toEqual([200, undefined])
    expect(await asAnn(ben, '/api/me/transcript')).toEqual([409, 'other-person'])
    expect(await asAnn(ben, ...acknowledge)).toEqual([409, 'other-person'])
    expect((await ben.get(`/api/courses/${bundle.name}/journey`)).body.steps[0].state).toBe('current')
  })
})
