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
import { formatReport } from '../../server/reports/format-report.ts'
import { rosterCsv } from '../../server/reports/roster-csv.ts'
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
    await learn('=Ann', 0, [[]])
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
    expect(evaluation.flatMap(question => question.words)).toContain('Thanks from =Ann')
  })

  it('says what is not counted yet', async () => {
    const report = (await readCourseReport(service.service.store.db, COURSE))!
    expect(formatReport(report)).not.toContain('still being counted')
    expect(formatReport({ ...report, uncounted: 7 })).toContain('7 records are still being counted and not in these numbers yet.')
    expect(formatReport({ ...report, uncounted: 100_001 })).toContain('More than 100000 records are still being counted')
  })

  it('gives spreadsheets text and no formulas', async () => {
    const [head, first] = (await Array.fromAsync(rosterCsv(service.service.store.db, COURSE))).join('').split('\r\n')
    expect(head).toMatch(/^\uFEFFEnrolment,Family name,/)
    expect(first).toContain(',"O""Neil, Jr.",\'=Ann,,nurse,')
  })

  it('is had from the command line', { timeout: 60_000 }, async () => {
    const { exitCode, stdout } = await runLectern(['report', COURSE, '--data', folder], { cwd: folder })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Learners 3   passed 2   claimed 0 (0 credits)')
    const nobody = await runLectern(['report', 'other', '--data', folder], { cwd: folder })
    expect(nobody).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Nobody has enrolled in "other".') })
  })
})
