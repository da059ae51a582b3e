import type { Item } from '../../scripts/quizzes/quiz-model.ts'
import type { CourseBundle } from '../../server/courses/course-bundle.ts'
import type { Client, TestService } from './support/credit-service.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quizOf } from '../../server/courses/course-bundle.ts'
import { readRoster } from '../../server/office/roster.ts'
import { readCourseReport } from '../../server/reports/course-report.ts'
import { evaluationCsv } from '../../server/reports/evaluation-csv.ts'
import { formatReport } from '../../server/reports/format-report.ts'
import { rosterCsv } from '../../server/reports/roster-csv.ts'
import { withholdFew } from '../../server/reports/withhold-few.ts'
import { openStore } from '../../server/storage/open-store.ts'
import { rightResponse, wrongResponse } from '../e2e/post-test-driver.ts'
import { runLectern } from '../support/run-lectern.ts'
import { realBundle, startService } from './support/credit-service.ts'

const COURSE = 'low-dose-naltrexone'

describe('a report on a course', () => {
  let folder: string
  let service: TestService
  let bundle: CourseBundle

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lectern-report-'))
    bundle = await realBundle()
    service = await startService(openStore({ dataFolder: folder }), [bundle])
    // Three learners: one passes at once, one misses the first question and passes then, one only enrols.
    await learn('-Ann', 0, [[]])
    await learn('Ben', 1, [[0, 1, 2, 3], []])
    await learn('Cas', 0, [])
  }, 60_000)
  afterAll(async () => {
    await service.service.store.db.destroy()
    await rm(folder, { recursive: true })
  })

  async function learn(givenName: string, wrongInPreTest: number, attempts: readonly (readonly number[])[]): Promise<void> {
    const client = await service.signIn()
    await client.put('/api/me/profile', { givenName, familyName: 'O"Neil, Jr.', profession: 'nurse' })
    await client.post(`/api/courses/${COURSE}/enrolment`)
    if (!attempts.length)
      return
    const command = async (client: Client, body: object) => expect((await client.post(`/api/courses/${COURSE}/commands`, body)).status).toBe(200)
    const respond = (item: Item, isWrong: boolean) => isWrong ? wrongResponse(item) : rightResponse(item)
    await command(client, { kind: 'acknowledge', frontMatter: bundle.frontMatter })
    for (const [index, item] of quizOf(bundle, 'pre-test')!.items.entries())
      await command(client, { kind: 'answer-pre-test', item: item.id, response: respond(item, index < wrongInPreTest) })
    await command(client, { kind: 'finish-pre-test' })
    await command(client, { kind: 'progress', slides: Array.from({ length: bundle.slides }, (_, index) => index + 1), seconds: 0 })
    for (const wrong of attempts) {
      await command(client, { kind: 'start-attempt' })
      for (const [index, item] of quizOf(bundle, 'post-test')!.items.entries())
        await command(client, { kind: 'answer', item: item.id, response: respond(item, wrong.includes(index)) })
      await command(client, { kind: 'submit-attempt' })
    }
    const asked = quizOf(bundle, 'evaluation')!.items
    await command(client, { kind: 'evaluate', responses: Object.fromEntries(asked.flatMap((item): [string, unknown][] => item.type === 'free-text' ? [[item.id, `Thanks from ${givenName}`]] : item.type === 'commitment' ? [] : [[item.id, item.type === 'multiple' ? [0] : 0]])) })
  }

  it('counts first attempts, of those who made one', async () => {
    const report = (await readCourseReport(service.service.store.db, COURSE))!
    const { rows } = await readRoster(service.service.store.db, COURSE, {}, { limit: 10, oldestFirst: true })
    expect(rows.map(({ step, attempts, firstAttempt, bestAttempt }) => ({ step, attempts, firstAttempt: firstAttempt === null ? null : Math.round(firstAttempt), bestAttempt }))).toEqual([
      { step: 'claim', attempts: 1, firstAttempt: 100, bestAttempt: 100 },
      { step: 'claim', attempts: 2, firstAttempt: 67, bestAttempt: 100 },
      { step: 'front-matter', attempts: 0, firstAttempt: null, bestAttempt: null },
    ])
    expect(report.items.map(({ n, difficulty }) => [n, difficulty])).toEqual([...Array.from({ length: 4 }, () => [2, 0.5]), ...Array.from({ length: 8 }, () => [2, 1])])
    expect(report.outcomes).toMatchObject({ n: 2, preTest: 87.5 })
    expect(report.outcomes!.firstAttempt).toBeCloseTo(250 / 3)
    expect(report.outcomes!.gain).toBeCloseTo((250 / 3 - 87.5) / 12.5)
  })

  it('sums the evaluation up', async () => {
    const { evaluation } = (await readCourseReport(service.service.store.db, COURSE))!
    const bias = evaluation.find(question => question.counts.length)!
    expect(bias.counts.map(({ count }) => count)).toEqual([2, ...bias.counts.slice(1).map(() => 0)])
    expect(evaluation.flatMap(question => question.words)).toContain('Thanks from -Ann')
  })

  it('says what is not counted yet', async () => {
    const report = withholdFew((await readCourseReport(service.service.store.db, COURSE))!, '2026-11-27')
    expect(formatReport(report)).not.toContain('still being counted')
    expect(formatReport({ ...report, uncounted: 7 })).toContain('7 records are still being counted and not in these numbers yet.')
    expect(formatReport({ ...report, uncounted: 1 })).toContain('1 record is still being counted')
    expect(formatReport({ ...report, uncounted: 100_001 })).toContain('More than 100000 records are still being counted')
  })

  it('gives spreadsheets text and no formulas', async () => {
    const [head, first] = (await Array.fromAsync(rosterCsv(service.service.store.db, COURSE))).join('').split('\r\n')
    expect(head).toMatch(/^\uFEFFEnrolment,Family name,/)
    expect(first).toContain(',"O""Neil, Jr.",\'-Ann,,nurse,')
  })

  it('judges no question by few learners', async () => {
    const report = (await readCourseReport(service.service.store.db, COURSE))!
    expect(report.items.flatMap(({ options }) => options).some(({ right, chosen }) => !right && chosen === 0)).toBe(true)
    expect(report.items.flatMap(({ options }) => options).filter(({ nonFunctional }) => nonFunctional)).toEqual([])
    expect(formatReport(withholdFew(report, '2026-11-27'))).toContain('Below 30 learners it is too early to judge a question.')
  })

  describe('of few evaluations', () => {
    const report = async (today: string) => withholdFew((await readCourseReport(service.service.store.db, COURSE))!, today)
    const csv = async () => (await Array.fromAsync(evaluationCsv(service.service.store.db, bundle))).join('')

    it('tells their number and nothing else, in the report, its text and its table', async () => {
      const few = await report('2026-11-27')
      expect(few).toMatchObject({ evaluations: 2, evaluationsTold: 'nothing', bias: { counts: [], words: [] } })
      expect(few.evaluation.flatMap(({ counts, words }) => [...counts, ...words])).toEqual([])
      for (const text of [JSON.stringify(few), formatReport(few), await csv()])
        expect(text).not.toContain('Thanks from')
      expect(formatReport(few)).toContain('Evaluation, 2 learners\n  Answers are shown from 5 on')
      expect((await csv()).trimEnd().split('\r\n')).toHaveLength(2)
      expect(await csv()).toContain('fewer than 5 evaluations')
    })

    it('tells when the course is over how often what was answered, and not what was written', async () => {
      const over = await report('2100-01-01')
      expect(over.evaluationsTold).toBe('counts')
      expect(over.bias!.counts[0]!.count).toBe(2)
      expect(JSON.stringify(over)).not.toContain('Thanks from')
      expect(await report(over.expires)).toMatchObject({ evaluationsTold: 'nothing' })
    })

    it('tells all from five on; in the table in no order, and without days', async () => {
      for (const name of ['Dan', 'Eve', 'Fay'])
        await learn(name, 0, [[]])
      expect(JSON.stringify(await report('2026-11-27'))).toContain('Thanks from Fay')
      const lines = async () => (await csv()).trimEnd().split('\r\n').slice(1)
      expect(await lines()).toHaveLength(5)
      // Who completed the course on a day is known to the office: on a day with one, the evaluation would be theirs.
      expect(await csv()).not.toMatch(/\d{4}-\d\d-\d\d/)
      const orders = new Set<string>()
      for (let time = 0; time < 20; time++)
        orders.add((await lines()).join())
      expect(orders.size).toBeGreaterThan(1)
    })
  })

  it('is had from the command line', { timeout: 60_000 }, async () => {
    const { exitCode, stdout } = await runLectern(['report', COURSE, '--data', folder], { cwd: folder })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Learners 6   passed 5   claimed 0 (0 credits)')
    const nobody = await runLectern(['report', 'other', '--data', folder], { cwd: folder })
    expect(nobody).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Nobody has enrolled in "other".') })
  })
})
