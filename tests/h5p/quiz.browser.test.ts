import type { H5pMode } from '../../scripts/quizzes/h5p-content.ts'
import type { H5pHost, Played } from './h5p-host.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { h5pFiles } from '../../scripts/quizzes/h5p-package.ts'
import { startHost } from './h5p-host.ts'
import { rightAnswers, sampleQuiz, sampleReferences } from './sample-quiz.ts'

/*
 * The content type as a host plays it: inside a frame, on H5P's real core with H5P's own styles. The module plays it in
 * the page itself; tests/e2e/post-test.test.ts tests that.
 */

let host: H5pHost

beforeAll(async () => {
  const packed = (mode: H5pMode) => h5pFiles(sampleQuiz, { mode, language: 'en', courseTitle: 'A course', references: sampleReferences })
  host = await startHost({ open: await packed('open'), capture: await packed('capture') })
})

afterAll(async () => host?.close())

function play(mode: H5pMode, state?: unknown): Promise<Played> {
  return host.play(mode, state)
}

async function answerAll({ frame }: Played): Promise<void> {
  const item = (id: string) => frame.locator(`fieldset[id$="-${id}"]`)
  await item('opioid').getByLabel('Tramadol').check()
  await item('doses').getByLabel('1 mg').check()
  await item('doses').getByLabel('2 mg').check()
  await item('antagonist').getByLabel('True').check()
  for (const [prompt, choice] of [['50 mg', 'Standard'], ['0.5 mcg', 'Ultra-low'], ['4.5 mg', 'Low']])
    await item('bands').getByLabel(prompt!, { exact: true }).selectOption({ label: choice! })
  for (const [place, entry] of ['Tell the team', 'Stop the drug', 'Operate', 'Restart'].entries()) {
    const up = item('steps').getByRole('button', { name: `Move up: ${entry}` })
    const at = await item('steps').locator('.lq-order > li .lq-text').allTextContents().then(entries => entries.indexOf(entry))
    for (let step = at; step > place; step--)
      await up.click()
  }
  // Without keys the page cannot know that it offers the right order; one in 24 attempts begins with it.
  if (await item('steps').getByText('Not ordered yet.').count())
    await item('steps').getByRole('button', { name: 'This is the right order' }).click()
}

describe('the content type in a host\'s frame', () => {
  it('plays all types, says how it went and reports it', async () => {
    const played = await play('open')
    await answerAll(played)
    expect((await played.state()).answers).toEqual(rightAnswers)
    await played.frame.getByRole('button', { name: 'Submit answers' }).click()
    expect(await played.frame.getByRole('status').textContent()).toContain('✓ Passed5 of 5 right (100%). The pass mark is 60%.')
    const statements = await played.statements()
    const completed = statements.filter(statement => statement.verb.id.endsWith('/completed'))
    expect(completed).toHaveLength(1)
    expect(completed[0]).toMatchObject({
      object: { definition: { interactionType: 'compound' } },
      result: { score: { min: 0, raw: 5, max: 5, scaled: 1 }, success: true, completion: true, duration: expect.stringMatching(/^PT[\d.]+S$/) },
      context: { contextActivities: { category: [{ id: 'http://h5p.org/libraries/Lectern.Quiz-1.4' }] } },
    })
    expect(statements.filter(statement => statement.verb.id.endsWith('/answered')).map(statement => statement.result.success)).toEqual([true, true, true, true, true])
    expect(played.complaints).toEqual([])
    await played.close()
  })

  it('takes up where it was left', async () => {
    const first = await play('open')
    await answerAll(first)
    const state = await first.state()
    const order = await first.frame.locator('.lq-stem').allTextContents()
    await first.close()
    const second = await play('open', state)
    expect(await second.frame.locator('.lq-stem').allTextContents()).toEqual(order)
    expect(await second.frame.locator('.lq-progress').textContent()).toBe('5 of 5 answered')
    await second.close()
  })

  it('captures without keys or score', async () => {
    const played = await play('capture')
    await answerAll(played)
    await played.frame.getByRole('button', { name: 'Submit answers' }).click()
    expect(await played.frame.getByRole('status').textContent()).toBe('Your answers have been recorded.')
    const statements = await played.statements()
    expect(statements.filter(statement => statement.result).every(statement => !statement.result.score && statement.result.success === undefined)).toBe(true)
    expect(await played.frame.locator('.lq-mark').count()).toBe(0)
    await played.close()
  })

  it('has no accessibility problem with H5P\'s own styles around it, at 320 px and at twice the text size', async () => {
    const played = await play('open')
    const { frame, accessibility: look, tooWide } = played
    expect(await look()).toEqual([])
    expect(await tooWide()).toBe(0)
    await played.frame.getByRole('button', { name: 'Submit answers' }).click()
    await played.frame.getByRole('button', { name: 'Submit without these answers' }).click()
    await played.frame.getByRole('button', { name: 'Show the right answers' }).click()
    expect(await look()).toEqual([])
    await frame.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    expect(await tooWide()).toBe(0)
    await played.close()
  })
})
