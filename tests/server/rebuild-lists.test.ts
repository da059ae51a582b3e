import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kitRoot } from '../../scripts/kit.ts'
import { keepCourseVersion } from '../../server/courses/course-versions.ts'
import { rebuildLists } from '../../server/office/rebuild-lists.ts'
import { readRoster } from '../../server/office/roster.ts'
import { readCourseReport } from '../../server/reports/course-report.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { openStore } from '../../server/storage/open-store.ts'
import { realBundle } from './support/credit-service.ts'

describe('records of the first version of Lectern', () => {
  let folder: string
  let store: ReturnType<typeof openStore>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lectern-rebuild-'))
    const database = new DatabaseSync(join(folder, 'lectern.sqlite'))
    database.exec(await readFile(join(kitRoot, 'tests/fixtures/ledger/first-format.sql'), 'utf8'))
    database.exec(`insert into profile values ('ann', '{"givenName":"Ann","familyName":"Müller","profession":"physician","licences":[],"boards":[]}', '2026-11-22T10:00:00.000Z')`)
    database.exec('create table "user" (id text primary key, email text); insert into "user" values (\'ann\', \'ann@example.org\')')
    database.close()
    store = openStore({ dataFolder: folder })
    await migrate(store.db)
  })
  afterAll(async () => {
    await store.db.destroy()
    await rm(folder, { recursive: true })
  })

  it('say which version of a course is missing', async () => {
    await expect(rebuildLists(store)).rejects.toMatchObject({ code: 'version-missing', message: expect.stringContaining('Version v1 of the course ldn') })
  })

  it('are listed, found and analysed after their lists were written anew', async () => {
    const real = await realBundle()
    const [post, evaluation] = (['post-test', 'evaluation'] as const).map(kind => real.quizzes.find(quiz => quiz.kind === kind)!)
    const bundle: CourseBundle = { ...real, name: 'ldn', version: 'v1', frontMatter: 'f1', slides: 2, quizzes: [{ ...post!, items: [{ ...post!.items[0]!, id: 'q1' }] }, { ...evaluation!, items: [{ ...evaluation!.items.find(item => item.type === 'free-text')!, id: 'e1' }] }] }
    await keepCourseVersion(store.writer, bundle, '2026-11-22T10:00:00.000Z')
    expect(await rebuildLists(store)).toBe(3)
    const { rows } = await readRoster(store.db, 'ldn', {}, { limit: 10, oldestFirst: true })
    expect(rows.map(({ learner, step, attempts, firstAttempt, credits, certificate, email }) => ({ learner, step, attempts, firstAttempt, credits, certified: certificate !== null, email }))).toEqual([
      { learner: 'ann', step: 'done', attempts: 1, firstAttempt: 100, credits: 0.75, certified: true, email: 'ann@example.org' },
      { learner: 'ben', step: 'done', attempts: 1, firstAttempt: 100, credits: 0.75, certified: true, email: null },
      { learner: 'caz', step: 'evaluation', attempts: 1, firstAttempt: 100, credits: null, certified: false, email: null },
    ])
    for (const search of ['muller', 'ann@'])
      expect((await readRoster(store.db, 'ldn', { search }, { limit: 10 })).rows.map(row => row.learner)).toEqual(['ann'])
    expect(await readCourseReport(store.db, 'ldn')).toMatchObject({ learners: 3, passed: 3, claimed: 2, credits: 1.5, items: [{ n: 3, difficulty: 1 }], evaluations: 2, evaluation: [{ words: ['Good, but long', 'Good, but long'] }] })
  })
})
