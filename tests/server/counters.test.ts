import type { Item } from '../../scripts/quizzes/quiz-model.ts'
import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { CourseRules, Enrolment } from '../../server/journey/enrolments.ts'
import type { Database } from '../../server/storage/schema.ts'
import type { Writer } from '../../server/storage/writer.ts'
import type { TestStore } from './support/stores.ts'
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUp, addUpAll } from '../../server/counting/add-up.ts'
import { correctCounters, findMiscounts } from '../../server/counting/compare-counters.ts'
import { countUncounted } from '../../server/counting/what-is-uncounted.ts'
import { quizOf } from '../../server/courses/course-bundle.ts'
import { createGrader } from '../../server/courses/course-grader.ts'
import { policyOf } from '../../server/courses/course-policy.ts'
import { keepCourseVersion } from '../../server/courses/course-versions.ts'
import { carryOut, correct, enrol, eventsOf } from '../../server/journey/enrolments.ts'
import { replay } from '../../server/journey/journey.ts'
import { currentStep } from '../../server/journey/steps.ts'
import { readChain } from '../../server/ledger/records.ts'
import { rebuildLists } from '../../server/office/rebuild-lists.ts'
import { eraseEnrolment } from '../../server/privacy/erase-enrolment.ts'
import { readCourseReport } from '../../server/reports/course-report.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { createWriter } from '../../server/storage/writer.ts'
import { rightResponse, wrongResponse } from '../e2e/post-test-driver.ts'
import { realBundle } from './support/credit-service.ts'
import { reportFromScratch } from './support/report-from-scratch.ts'
import { startPostgres, startSqlite } from './support/stores.ts'

const LEARNERS = 36
const now = () => new Date().toISOString()
const MUCH_LATER = '2060-01-01T00:00:00.000Z'

/** What happens at the same moment; each by one of two processes. */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('class goes on' as const), seed: fc.nat(), most: fc.integer({ min: 1, max: LEARNERS }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('goes on' as const, 'is corrected' as const, 'is erased' as const, 'is erased but for credit' as const, 'is changed by an older version' as const), learner: fc.nat({ max: LEARNERS - 1 }), seed: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('is added up' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lists are rebuilt' as const) }) },
)

describe.each([
  ['SQLite', startSqlite, 5],
  ['PostgreSQL', startPostgres, 3],
] as const)('the counters of a report on %s', (_, start, runs) => {
  let store: TestStore
  let template: CourseBundle
  /** Each with connections of its own, as processes have. */
  let processes: { db: Database, writer: Writer }[]
  let courses = 0

  beforeAll(async () => {
    store = await start()
    const real = await realBundle()
    const evaluation = quizOf(real, 'evaluation')!.items
    // Some of each kind: what can be got right, and what is written.
    const items = { 'pre-test': quizOf(real, 'pre-test')!.items.slice(0, 2), 'post-test': quizOf(real, 'post-test')!.items.slice(0, 5), 'evaluation': [...evaluation.slice(0, 2), evaluation.find(item => item.type === 'free-text')!] }
    template = { ...real, quizzes: real.quizzes.filter(quiz => quiz.kind in items).map(quiz => ({ ...quiz, items: items[quiz.kind as keyof typeof items], pool: undefined })) }
    processes = [store.open(), store.open()].map(db => ({ db, writer: createWriter(db, { lanes: store.lanes }) }))
    await migrate(processes[0]!.db)
  }, 60_000)
  afterAll(() => store?.close())

  async function begin(): Promise<{ bundle: CourseBundle, rules: CourseRules }> {
    const bundle = { ...template, name: `course-${++courses}` }
    await keepCourseVersion(processes[0]!.writer, bundle, now())
    const policy = { ...policyOf(bundle), postTest: { attempts: 'unlimited' as const, retakeDelay: 0, feedback: 'none' as const }, lecture: undefined }
    const rules: CourseRules = {
      policy,
      surroundings: { ...createGrader(bundle), seed: () => 0, certificateId: () => randomUUID() },
      certify: async (transaction, { certificate, enrolment, at }) => void await transaction.insertInto('certificate').values({ id: certificate, enrolment: enrolment.id, snapshot: '{}', credential: 'none', issued_at: at }).execute(),
    }
    return { bundle, rules }
  }

  /** The next step of a learner, right or wrong by the bits of `seed`; the first is to enrol. */
  async function goOn({ writer, db }: typeof processes[0], { bundle, rules }: Awaited<ReturnType<typeof begin>>, learner: number, seed: number): Promise<void> {
    const enrolled = await enrol(writer, `${bundle.name}-${learner}`, rules.policy, { now: now(), id: randomUUID() })
    if (!('enrolment' in enrolled))
      throw new Error(enrolled.refusal.message)
    const { enrolment } = enrolled
    const does = (command: Parameters<typeof carryOut>[2]) => carryOut(writer, enrolment, command, rules, { now: now(), request: randomUUID() })
    const bit = (place: number) => Math.floor(seed / 2 ** (place % 20)) % 2
    const responseOf = (item: Item, index: number) => (bit(index) ? rightResponse(item) : wrongResponse(item)) as number
    switch (currentStep(replay(eventsOf(await readChain(db, enrolment.id))), rules.policy)) {
      case 'front-matter':
        return void await does({ kind: 'acknowledge', frontMatter: bundle.frontMatter })
      case 'pre-test':
        for (const [index, item] of quizOf(bundle, 'pre-test')!.items.entries())
          await does({ kind: 'answer-pre-test', item: item.id, response: responseOf(item, index) })
        return void await does({ kind: 'finish-pre-test' })
      case 'lecture':
        return void await does({ kind: 'progress', slides: Array.from({ length: bundle.slides }, (_, index) => index + 1), seconds: 10 })
      case 'post-test':
        await does({ kind: 'start-attempt' })
        for (const [index, item] of quizOf(bundle, 'post-test')!.items.entries())
          await does({ kind: 'answer', item: item.id, response: responseOf(item, index + 5) })
        return void await does({ kind: 'submit-attempt' })
      case 'evaluation':
        return void await does({ kind: 'evaluate', responses: Object.fromEntries(quizOf(bundle, 'evaluation')!.items.flatMap((item, index): [string, any][] => item.type === 'free-text' ? bit(index) ? [[item.id, `Words ${seed}`]] : [] : item.type === 'commitment' ? [] : [[item.id, item.type === 'multiple' ? [bit(index)] : bit(index)]])) })
      case 'claim':
        await does({ kind: 'claim', credits: bit(0) ? 0.75 : 0.5 })
    }
  }

  async function happen(process: typeof processes[0], course: Awaited<ReturnType<typeof begin>>, what: typeof happening extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
    const { db, writer } = process
    if (what.kind === 'class goes on')
      return void await Promise.all(Array.from({ length: what.most }, (_, learner) => goOn(process, course, learner, what.seed + learner * 7919)))
    if (what.kind === 'is added up')
      return void await addUp({ db }, course.bundle.name)
    if (what.kind === 'lists are rebuilt')
      return void await rebuildLists({ db, writer })
    const enrolment = await db.selectFrom('enrolment').select(['id', 'learner', 'course', 'version', 'certificate']).where('learner', '=', `${course.bundle.name}-${what.learner}`).executeTakeFirst()
    if (what.kind === 'goes on')
      return goOn(process, course, what.learner, what.seed)
    if (!enrolment)
      return
    const { certificate, ...place } = enrolment
    if (what.kind === 'is corrected')
      await correct(writer, place as Enrolment, certificate !== null && what.seed % 2 ? { kind: 'revoke-certificate', certificate, reason: 'For a reason' } : { kind: 'correct-claim', credits: 0.25, reason: 'For a reason' }, course.rules, { now: now(), request: randomUUID(), actor: 'office', isOwn: false })
    else if (what.kind === 'is changed by an older version')
      await db.updateTable('enrolment').set({ step: 'lecture', passed: what.seed % 2, credits: what.seed % 3 ? what.seed % 3 * 25 : null }).where('id', '=', enrolment.id).execute()
    else
      await writer.write(enrolment.id, transaction => eraseEnrolment(transaction, enrolment, { actor: 'learner', reason: 'asked for', now: what.kind === 'is erased' ? MUCH_LATER : now(), creditYears: 6 }))
  }

  async function expectTrue({ bundle }: { bundle: CourseBundle }): Promise<void> {
    const { db } = processes[0]!
    const expected = await reportFromScratch(db, bundle)
    const report = await readCourseReport(db, bundle.name)
    if (!report)
      return void expect(expected.learners).toBe(0)
    expect(report.uncounted).toBe(0)
    expect({
      ...Object.fromEntries((['learners', 'passed', 'claimed', 'credits', 'reliability', 'outcomes', 'evaluations'] as const).map(key => [key, report[key]])),
      steps: Object.fromEntries(report.steps.map(({ step, learners }) => [step, learners])),
      versions: Object.fromEntries(report.versions.map(({ version, learners }) => [version, learners])),
      ...Object.fromEntries((['n', 'difficulty', 'discrimination', 'pointBiserial'] as const).map(key => [key, report.items.map(item => item[key])])),
      options: report.items.map(({ options }) => options.map(({ chosen }) => chosen)),
      objectives: report.objectives.map(({ n, preTest, firstAttempt, gain }) => ({ n, preTest, firstAttempt, gain })),
      answered: report.evaluation.map(({ n }) => n),
      answers: report.evaluation.map(({ counts }) => counts.map(({ count }) => count)),
      words: report.evaluation.map(({ words }) => words),
    }).toEqual(nearly(expected))
  }

  it('say what all rows together say, whatever happened, in whatever order and at the same time', async () => {
    const most = { learners: 0, attempts: 0 }
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(happening, happening), { minLength: 6, maxLength: 14 }), async (moments) => {
      const course = await begin()
      for (const moment of moments) {
        await Promise.all(moment.map((what, index) => happen(processes[index]!, course, what)))
        // What is noted and what is counted come to the same at any moment.
        expect(await findMiscounts(processes[1]!.db)).toEqual([])
      }
      await Promise.all(processes.map(({ db }) => addUpAll({ db })))
      await expectTrue(course)
      const { learners, items } = (await readCourseReport(processes[0]!.db, course.bundle.name)) ?? { learners: 0, items: [] }
      Object.assign(most, { learners: Math.max(most.learners, learners), attempts: Math.max(most.attempts, items[0]?.n ?? 0) })
    }), { numRuns: runs })
    expect(most.learners).toBeGreaterThan(0)
  }, 180_000)

  it('say so of a class of which everybody is through, and when half of it is erased nothing of them is left', async () => {
    const course = await begin()
    for (let step = 0; step < 8; step++)
      await happen(processes[step % 2]!, course, { kind: 'class goes on', seed: 977 * step + 13, most: LEARNERS })
    await expectTrue(course)
    const { items, evaluation } = (await readCourseReport(processes[0]!.db, course.bundle.name))!
    expect(items[0]!.n).toBe(LEARNERS)
    expect(items[0]!.discrimination).not.toBeNull()
    expect(evaluation.flatMap(({ words }) => words).length).toBeGreaterThan(0)
    for (let learner = 0; learner < LEARNERS; learner += 2)
      await happen(processes[0]!, course, { kind: 'is erased', learner, seed: 0 })
    await expectTrue(course)
    for (let learner = 1; learner < LEARNERS; learner += 2)
      await happen(processes[1]!, course, { kind: 'is erased', learner, seed: 0 })
    expect(await readCourseReport(processes[0]!.db, course.bundle.name)).toBeUndefined()
    const { db } = processes[0]!
    expect(await db.selectFrom('counter').select('name').where('course', '=', course.bundle.name).where('value', '<>', 0).execute()).toEqual([])
    expect(await db.selectFrom('evaluation_words').selectAll().where('course', '=', course.bundle.name).execute()).toEqual([])
  }, 60_000)

  it('come to the same when two processes count at the same time all that was never counted', async () => {
    const course = await begin()
    for (let step = 0; step < 8; step++)
      await happen(processes[0]!, course, { kind: 'class goes on', seed: 31 * step, most: LEARNERS })
    const { db } = processes[0]!
    const name = course.bundle.name
    // As an earlier version of Lectern has left them.
    await db.deleteFrom('counter').where('course', '=', name).execute()
    await db.deleteFrom('uncounted').where('course', '=', name).execute()
    await db.deleteFrom('evaluation_words').where('course', '=', name).execute()
    await db.updateTable('enrolment').set({ counted_step: null, counted_passed: null, counted_credits: null }).where('course', '=', name).execute()
    for (const table of ['first_attempt', 'evaluation'] as const)
      await db.updateTable(table).set({ counted: 0 }).where('course', '=', name).execute()
    expect(await countUncounted(db, name, course.bundle.version)).toBeGreaterThan(2 * LEARNERS)
    expect(await findMiscounts(db)).toEqual([])
    await Promise.all([...processes.map(({ db }) => addUp({ db }, name)), happen(processes[1]!, course, { kind: 'goes on', learner: 3, seed: 1 })])
    await expectTrue(course)
    expect(await findMiscounts(db)).toEqual([])
  }, 60_000)

  it('are corrected, once, when somebody has changed them', async () => {
    const course = await begin()
    for (let step = 0; step < 4; step++)
      await happen(processes[0]!, course, { kind: 'class goes on', seed: step, most: 5 })
    const { db } = processes[0]!
    await addUpAll({ db })
    await db.updateTable('counter').set({ value: 99 }).where('course', '=', course.bundle.name).where('name', '=', 'learners').execute()
    expect(await findMiscounts(db)).toEqual([{ course: course.bundle.name, version: '', counts: new Map([['learners', 5 - 99]]) }])
    await Promise.all(processes.map(correctCounters))
    expect(await findMiscounts(db)).toEqual([])
    await expectTrue(course)
  }, 60_000)
})

/** Sums of doubles are not exact; those of the counters are. */
function nearly(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isInteger(value))
    return expect.closeTo(value, 6)
  if (Array.isArray(value))
    return value.map(nearly)
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nearly(inner)])) : value
}
