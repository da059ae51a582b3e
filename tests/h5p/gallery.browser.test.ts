import type { Course } from '../../scripts/course/course.ts'
import type { H5pMode } from '../../scripts/quizzes/h5p-content.ts'
import type { Quiz } from '../../scripts/quizzes/quiz-model.ts'
import type { Response } from '../../scripts/quizzes/response.ts'
import type { H5pHost, Played } from './h5p-host.ts'
import problemsOfStatement from '@learninglocker/xapi-validation'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { referenceList } from '../../scripts/course/references/reference-list.ts'
import { arrangeQuiz, attemptItems } from '../../scripts/quizzes/arrange-quiz.ts'
import { grade, gradeQuiz } from '../../scripts/quizzes/grade.ts'
import { h5pFiles } from '../../scripts/quizzes/h5p-package.ts'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { readFigures } from '../../scripts/quizzes/quiz-figures.ts'
import { answerItem } from './answer-item.ts'
import { startHost } from './h5p-host.ts'

/*
 * Every type of item, on H5P's real core in a real browser: right, wrong, half right, taken up after a reload. Learning
 * Locker's validator, which is not ours, reads every statement.
 */

const right: Record<string, Response> = {
  'single': 0,
  'multiple': [0, 2],
  'true-false': 0,
  'matching': [0, 2, 1],
  'ordering': [1, 3, 2, 0],
  'numeric': '0,5 mL',
  'fill-in': ['Confidence', 'size'],
  'fill-in-one': ['CODEINE'],
  'hot-spot': 0,
  'case-snri': 0,
  'case-sum': '1200',
}
const half: Record<string, [response: Response, points: number]> = {
  'multiple': [[0], 1 / 2],
  'matching': [[0, 1, 2], 1 / 3],
  'ordering': [[1, 3, 0, 2], 1 / 2],
  'fill-in': [['confidence', 'wrong'], 1 / 2],
}
const wrong: Record<string, Response> = {
  'single': 1,
  'multiple': [1, 3],
  'true-false': 1,
  'matching': [1, 0, 2],
  'ordering': [0, 1, 3, 2],
  'numeric': '5',
  'fill-in': ['no', 'no'],
  'fill-in-one': ['aspirin'],
  'hot-spot': 2,
  'case-snri': 1,
  'case-sum': '400',
}

const LEFT = `---
title: What was it like?
kind: evaluation
---
## What keeps you? {#barriers type=multiple}

- [ ] Time
- [ ] Nothing

## Sure? {#sure type=likert optional=yes}

- No
- Yes
`

let host: H5pHost
let every: Quiz
let survey: Quiz
let pool: Quiz

beforeAll(async () => {
  const [place] = await findCourses(process.cwd(), ['gallery'])
  const { course } = await loadCourse(place!)
  const named = (part: string) => course!.quizzes.find(quiz => quiz.file.includes(part))!
  every = { ...named('every-type'), passMark: 60 }
  survey = named('evaluation')
  pool = named('pool')
  host = await startHost({
    every: await packed(course!, every, 'open'),
    captured: await packed(course!, every, 'capture'),
    survey: await packed(course!, survey, 'capture'),
    left: await packed(course!, parseQuiz(LEFT, 'left.md').quiz!, 'capture'),
    pool: await packed(course!, pool, 'open'),
    arabic: await packed({ ...course!, meta: { ...course!.meta, language: 'ar' } }, every, 'open'),
  })
})

afterAll(async () => host?.close())

async function packed(course: Course, quiz: Quiz, mode: H5pMode) {
  return h5pFiles(quiz, { mode, language: course.meta.language, courseTitle: course.meta.title, references: referenceList(course), figures: await readFigures(quiz, course) })
}

async function answerAll(played: Played, quiz: Quiz, answers: Record<string, Response>): Promise<void> {
  for (const item of quiz.items)
    await answerItem(played.frame, item, answers[item.id]!)
}

async function submit({ frame }: Played): Promise<void> {
  await frame.getByRole('button', { name: 'Submit answers' }).click()
  const anyway = frame.getByRole('button', { name: 'Submit without these answers' })
  if (await anyway.count())
    await anyway.click()
}

/** The statements of a page, after Learning Locker's validator has found nothing in them. */
async function soundStatements(played: Played): Promise<any[]> {
  const statements = await played.statements()
  expect(statements.length).toBeGreaterThan(2)
  // The actor is the host's, and the player for tests knows no address for one. "compound" is H5P's own word for a set of
  // questions, outside of xAPI's list; Moodle's reports look for it, so it stays, on the whole quiz alone.
  const actor = { objectType: 'Agent', name: 'A learner', account: { name: 'learner', homePage: 'https://host.example' } }
  const problems = statements.flatMap(statement => (problemsOfStatement({ ...statement, actor }) as any[]).map(({ name, path, data }) => `${name} at ${path.join('.')}: ${JSON.stringify(data)}`))
  expect([...new Set(problems)].filter(problem => !problem.endsWith('definition.interactionType: "compound"'))).toEqual([])
  return statements
}

const verbOf = (statement: any) => statement.verb.id.split('/').at(-1)

describe('every type', () => {
  it.each([['right', right], ['wrong', wrong]])('%s: graded as the server grades it, with sound statements', async (name, answers) => {
    const played = await play('every')
    await answerAll(played, every, answers)
    expect((await played.state()).answers).toEqual(answers)
    await submit(played)
    const expected = gradeQuiz(every, answers)
    expect(expected.points).toBe(name === 'right' ? 11 : 0)
    expect(await played.frame.getByRole('status').textContent()).toContain(`${expected.points} of 11 right (${expected.percent}%).`)
    const statements = await soundStatements(played)
    const answered = statements.filter(statement => verbOf(statement) === 'answered')
    expect(answered.map(statement => statement.result.success)).toEqual(every.items.map(() => name === 'right'))
    expect(statements.find(statement => verbOf(statement) === 'completed').result).toMatchObject({ score: { raw: expected.points, max: 11 }, success: expected.passed })
    await played.frame.getByRole('button', { name: 'Show the right answers' }).click()
    expect(await played.frame.locator('.lq-rationale').count()).toBe(every.items.filter(item => item.rationale).length)
    await done(played)
  })

  it('half right: a part counts, and is called a part', async () => {
    const played = await play('every')
    for (const [id, [response]] of Object.entries(half))
      await answerItem(played.frame, every.items.find(item => item.id === id)!, response)
    await submit(played)
    const answers = Object.fromEntries(Object.entries(half).map(([id, [response]]) => [id, response]))
    for (const [id, [response, points]] of Object.entries(half)) {
      expect(grade(every.items.find(item => item.id === id)!, response, every.grading).points).toBeCloseTo(points)
      expect(await played.frame.locator(`fieldset[id$="-${id}"] legend`).textContent()).toContain('◐ Partly right')
    }
    expect((await soundStatements(played)).find(statement => verbOf(statement) === 'completed').result.score.raw).toBeCloseTo(gradeQuiz(every, answers).points)
    expect(await played.frame.getByRole('status').textContent()).toContain('1.83 of 11 right (16%).')
    await done(played)
  })

  it('is taken up after a reload: before and after it was submitted', async () => {
    const first = await play('every')
    await answerAll(first, every, right)
    const before = await first.state()
    await submit(first)
    const after = await first.state()
    await done(first)
    const second = await play('every', before)
    expect((await second.state()).answers).toEqual(right)
    expect(await second.frame.locator('.lq-progress').textContent()).toBe('11 of 11 answered')
    expect(await second.frame.locator('fieldset[id$="-numeric"] input').inputValue()).toBe('0,5 mL')
    expect(await second.frame.locator('.lq-spot .lq-chosen').count()).toBe(1)
    await done(second)
    const third = await play('every', after)
    expect(await third.frame.getByRole('status').textContent()).toContain('11 of 11 right (100%).')
    await done(third)
  })

  it('capture: records everything and knows no score', async () => {
    const played = await play('captured')
    await answerAll(played, every, wrong)
    await submit(played)
    expect(await played.frame.getByRole('status').textContent()).toBe('Your answers have been recorded.')
    expect((await played.state()).answers).toEqual(wrong)
    for (const statement of await soundStatements(played)) {
      expect(statement.result?.score).toBeUndefined()
      expect(statement.object.definition?.correctResponsesPattern).toBeUndefined()
    }
    await done(played)
  })

  it('questions without a right answer', async () => {
    const answers: Record<string, Response> = { 'likert': 3, 'bias': 0, 'free-text': 'Keep it.\nAll of it.', 'commitment': { changes: [0, 1], own: 'And more' } }
    const played = await play('survey')
    await answerAll(played, survey, answers)
    expect(await played.frame.getByText('within 3 months').count()).toBe(1)
    expect((await played.state()).answers).toEqual(answers)
    await submit(played)
    const responses = (await soundStatements(played)).filter(statement => verbOf(statement) === 'answered').map(statement => statement.result.response)
    expect(responses).toEqual(['3', '0', 'Keep it.\nAll of it.', '0[,]1[,]And more'])
    await done(played)
  })

  it('an evaluation says which questions may be left, counts the others, and calls no answer right', async () => {
    const { frame, close } = await play('left')
    expect(await frame.locator('.lq-progress').textContent()).toBe('0 of 1 required questions answered')
    expect(await frame.locator('.lq-item').filter({ hasText: 'Optional' }).locator('.lq-stem').allTextContents()).toEqual(['Sure?'])
    const barriers = frame.locator('.lq-item').filter({ hasText: 'What keeps you?' })
    expect(await barriers.textContent()).toMatch(/Choose all that apply/)
    expect(await barriers.textContent()).not.toMatch(/right/)
    await frame.getByLabel('Time').check()
    expect(await frame.locator('.lq-progress').textContent()).toBe('1 of 1 required questions answered')
    await frame.getByRole('button', { name: 'Submit answers' }).click()
    await frame.getByText('Your answers have been recorded.').waitFor()
    await close()
  })

  it('points of a scale stand in one line, or in one column, never in two', async () => {
    for (const [width, columns] of [[1200, 5], [390, 1]] as const) {
      const { frame, close } = await play('survey', undefined, { viewport: { width, height: 800 } })
      const lefts = await frame.locator('.lq-scale').first().locator('> *').evaluateAll(points => points.map(point => Math.round(point.getBoundingClientRect().left)))
      expect(new Set(lefts).size, `${width} px`).toBe(columns)
      await close()
    }
  })

  it('a pool shows what the server would draw, in its order', async () => {
    const played = await play('pool')
    const shown = await played.frame.locator('fieldset').evaluateAll(fieldsets => fieldsets.map(fieldset => fieldset.id.replace(/^lectern-quiz-\d+-/, '')))
    expect(shown).toEqual(arrangeQuiz(pool, 7).flatMap(entry => entry.items).map(item => item.id))
    expect(shown).toHaveLength(2)
    for (const item of attemptItems(pool, 7))
      await answerItem(played.frame, item, 0)
    await submit(played)
    expect(await played.frame.getByRole('status').textContent()).toContain('2 of 2 right (100%).')
    expect((await soundStatements(played)).find(statement => verbOf(statement) === 'completed').context.extensions).toEqual({ 'urn:lectern:quiz:seed': 7 })
    await done(played)
  })
})

describe('for everyone', () => {
  it.each([
    ['light, 320 px', 'every', { viewport: { width: 320, height: 800 }, colorScheme: 'light' }],
    ['dark, reduced motion', 'every', { viewport: { width: 1000, height: 800 }, colorScheme: 'dark', reducedMotion: 'reduce' }],
    ['right to left, 320 px', 'arabic', { viewport: { width: 320, height: 800 } }],
    ['a survey, 320 px', 'survey', { viewport: { width: 320, height: 800 } }],
  ] as const)('%s: no accessibility problem, nothing too wide, also at twice the text size', async (_, name, context) => {
    const played = await play(name, undefined, context)
    const seen: string[] = []
    const look = async (where: string) => {
      seen.push(...(await played.accessibility()).map(problem => `${where}: ${problem}`))
      const overflow = await played.tooWide()
      if (overflow > 0)
        seen.push(`${where}: ${overflow} px too wide`)
    }
    expect(await played.frame.locator('.lectern-quiz').evaluate(root => getComputedStyle(root).direction)).toBe(name === 'arabic' ? 'rtl' : 'ltr')
    await look('to be answered')
    await submit(played)
    if (name !== 'survey') {
      await played.frame.getByRole('button', { name: 'Show the right answers' }).click()
      await look('solutions')
    }
    await played.frame.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    await look('twice the text size')
    expect(seen).toEqual([])
    await done(played)
  })

  it('the keyboard reaches every control, in the order of the page, and answers with it', async () => {
    const played = await play('every', undefined, { viewport: { width: 800, height: 800 } })
    const controls = await played.frame.evaluate(() => {
      const groups = new Set<string>()
      return [...document.querySelectorAll<HTMLInputElement>('.lectern-quiz :is(input, select, textarea, button, a[href])')]
        // A group of radio buttons is one stop.
        .filter(control => control.type !== 'radio' || (!groups.has(control.name) && groups.add(control.name)))
        .map((control, index) => {
          control.dataset.stop = String(index)
          return index
        })
    })
    await played.frame.locator('[data-stop="0"]').focus()
    const stops = [0]
    for (let presses = 1; presses < controls.length; presses++) {
      await played.page.keyboard.press('Tab')
      stops.push(await played.frame.evaluate(() => Number((document.activeElement as HTMLElement).dataset.stop)))
    }
    expect(stops).toEqual(controls)
    await played.frame.locator('fieldset[id$="-hot-spot"] input').first().focus()
    await played.page.keyboard.press('ArrowRight')
    expect((await played.state()).answers['hot-spot']).toBe(1)
    await played.frame.locator('fieldset[id$="-numeric"] input').focus()
    await played.page.keyboard.type('half')
    await played.page.keyboard.press('Tab')
    expect(await played.frame.getByText('This is not a number').count()).toBe(1)
    await done(played)
  })

  it('a screen reader hears what each control is for', async () => {
    const played = await play('every')
    const names = async (id: string) => {
      const place = played.frame.locator(`fieldset[id$="-${id}"]`)
      return (await place.ariaSnapshot()).match(/(?:radio|checkbox|textbox|combobox|button) "[^"]*"/g) ?? []
    }
    expect(await names('hot-spot')).toEqual(['radio "A: The small wave before the spike"', 'radio "B: The sharp spike"', 'radio "C: The broad wave after the spike"'])
    expect(await names('numeric')).toEqual(['textbox "Your answer in mL"'])
    expect(await names('fill-in')).toEqual(['textbox "Blank 1"', 'textbox "Blank 2"'])
    expect(await names('fill-in-one')).toEqual(['textbox "Your answer"'])
    expect(await names('matching')).toEqual(['combobox "CI"', 'combobox "RR"', 'combobox "NNT"'])
    expect(await names('single')).toEqual(expect.arrayContaining(['radio "Structural formula of naltrexone"']))
    expect(await played.frame.getByRole('group', { name: 'A woman with fibromyalgia asks for a second opinion' }).locator('fieldset').count()).toBe(2)
    await done(played)
  })
})

function play(name: string, state?: unknown, context?: Parameters<H5pHost['play']>[2]): Promise<Played> {
  return host.play(name, state, context)
}

async function done(played: Played): Promise<void> {
  expect(played.complaints).toEqual([])
  await played.close()
}
