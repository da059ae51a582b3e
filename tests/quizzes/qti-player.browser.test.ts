import type { Browser, Page } from 'playwright-core'
import type { Item, Quiz } from '../../scripts/quizzes/quiz-model.ts'
import type { StaticServer } from '../module/static-server.ts'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { convertQti2toQti3 } from '@citolab/qti-convert/qti-convert-node'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { grade } from '../../scripts/quizzes/grade.ts'
import { qtiPackage } from '../../scripts/quizzes/qti/qti-format.ts'
import { qti21, qti30 } from '../../scripts/quizzes/qti/qti-version.ts'
import { serveFolder } from '../module/static-server.ts'
import { contextOf, quizOf, scoredTypes } from './format-context.ts'

/*
 * A QTI player that is not ours, @citolab/qti-components, plays the package and computes the points by the rules that stand
 * in it. They must be those of the kit's own grading. No player on the registry reads QTI 2.1: @citolab/qti-convert, which is
 * not ours either, reads our 2.1 items and makes 3.0 of them, so that what 2.1 says is played too.
 */

const require = createRequire(import.meta.url)
const versions = { '3.0': qti30, '2.1': qti21 } as const
type VersionNumber = keyof typeof versions
const policies = { 'all-or-nothing': quizOf(scoredTypes), 'partial': quizOf(scoredTypes, 'partialCredit: all\n') } as const
type Policy = keyof typeof policies

let folder: string
let server: StaticServer
let browser: Browser
let page: Page
const complaints: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-qti-'))
  for (const [number, version] of Object.entries(versions)) {
    for (const [policy, quiz] of Object.entries(policies)) {
      for (const [path, bytes] of Object.entries(unzipSync(qtiPackage(version, quiz, contextOf(quiz), 'quiz')))) {
        const file = join(folder, number, policy, path)
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, version === qti21 && /^items\/.*\.xml$/.test(path) ? await convertQti2toQti3(new TextDecoder().decode(bytes)) : bytes)
      }
    }
  }
  await cp(join(dirname(require.resolve('@citolab/qti-components/package.json')), 'cdn', 'index.global.js'), join(folder, 'player.js'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><html lang="en"><title>A host</title><script src="player.js"></script><main></main></html>')
  server = await serveFolder(folder)
  browser = await launchBrowser()
  page = await browser.newPage()
  page.setDefaultTimeout(10_000)
  page.on('pageerror', error => complaints.push(error.message))
  await page.goto(`${server.url}/index.html`)
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

type QtiResponse = Record<string, string | string[]>

/** Loads an item, gives it a response and has the player score it. */
async function play(version: VersionNumber, policy: Policy, id: string, responses: QtiResponse): Promise<{ score: number, feedback: string[] }> {
  await page.evaluate((url) => {
    document.querySelector('main')!.innerHTML = `<qti-item><item-container item-url="${url}"></item-container></qti-item>`
  }, `${server.url}/${version}/${policy}/items/${id}.xml`)
  await page.locator('qti-assessment-item').waitFor({ state: 'attached' })
  return await page.evaluate(async (responses) => {
    const item = document.querySelector('item-container')!.shadowRoot!.querySelector('qti-assessment-item') as any
    await item.updateComplete
    for (const [identifier, value] of Object.entries(responses))
      item.updateResponseVariable(identifier, value)
    item.processResponse()
    await new Promise(resolve => setTimeout(resolve, 20))
    const shown = [...item.querySelectorAll('qti-modal-feedback')].filter((feedback: any) => feedback.showStatus === 'on').map((feedback: any) => feedback.textContent.trim())
    const variable = (identifier: string) => item.variables.find((variable: any) => variable.identifier === identifier)?.value
    return { score: Number(variable('SCORE')), feedback: shown }
  }, responses)
}

/** An answer in the model's numbering as QTI says it. */
function qtiResponse(item: Item, response: any): QtiResponse {
  const option = (index: number) => `option-${index + 1}`
  switch (item.type) {
    case 'multiple':
      return { RESPONSE: response.map(option) }
    case 'matching':
      return { RESPONSE: response.flatMap((choice: number | null, row: number) => choice === null ? [] : [`prompt-${row + 1} choice-${choice + 1}`]) }
    case 'ordering':
      return { RESPONSE: response.map((choice: number) => `choice-${choice + 1}`) }
    case 'numeric':
      return { RESPONSE: response }
    case 'fill-in':
      return Object.fromEntries(response.map((text: string, index: number) => [`RESPONSE_${index + 1}`, text]))
    default:
      return { RESPONSE: option(response) }
  }
}

/** Right, wrong and half right, in the model's numbering. */
const answers: Record<string, unknown[]> = {
  one: [0, 1, 2],
  many: [[0, 1], [0], [0, 2], [0, 1, 2], [2]],
  truth: [1, 0],
  pairs: [[0, 1, 2], [0, 2, 1], [1, 2, 0], [0, null, null]],
  steps: [[2, 0, 1], [2, 1, 0], [0, 1, 2]],
  dose: ['4.5', '4.4', '4.6', '4.39', '4.61', '45'],
  gaps: [['BLANK-a', 'BLANK-b'], ['variant-A', 'blank-B'], ['BLANK-a', 'no'], ['no', 'no']],
  spot: [0, 1, 2],
}

describe.each([['3.0', 'all-or-nothing'], ['3.0', 'partial'], ['2.1', 'all-or-nothing'], ['2.1', 'partial']] as const)('a QTI %s package in qti-components, %s', (version, policy) => {
  const quiz: Quiz = policies[policy]
  it.each(quiz.items.map(item => [item.type, item] as const))('scores %s as the kit does', async (_, item) => {
    for (const response of answers[item.id]!) {
      const ours = grade(item, response, quiz.grading)
      const theirs = await play(version, policy, item.id, qtiResponse(item, response))
      // The player rounds to three places.
      expect(theirs.score, JSON.stringify(response)).toBeCloseTo(ours.points, 3)
    }
    expect(complaints).toEqual([])
  })
})

describe.each(['3.0', '2.1'] as const)('a QTI %s item on the page', (version) => {
  it('is answered with a click, and shows its feedback and rationale', async () => {
    await play(version, 'all-or-nothing', 'one', {})
    await page.locator('qti-simple-choice', { hasText: 'WRONG-single' }).click()
    const { score, feedback } = await page.evaluate(async () => {
      const item = document.querySelector('item-container')!.shadowRoot!.querySelector('qti-assessment-item') as any
      item.processResponse()
      await new Promise(resolve => setTimeout(resolve, 20))
      return { score: Number(item.variables.find((variable: any) => variable.identifier === 'SCORE').value), feedback: [...item.querySelectorAll('qti-modal-feedback')].filter((feedback: any) => feedback.showStatus === 'on').map((feedback: any) => feedback.textContent) }
    })
    expect(score).toBe(0)
    expect(feedback.join(' ')).toContain('FEEDBACK-wrong')
    expect(feedback.join(' ')).toContain('RATIONALE-single')
    expect(feedback.join(' ')).not.toContain('FEEDBACK-right')
  })

  it('shows its table and its picture', async () => {
    await play(version, 'all-or-nothing', 'one', {})
    expect(await page.locator('td').allTextContents()).toContain('4.5\u00A0mg < 5\u00A0mg')
    await expect.poll(() => page.locator('img[alt="A curve"]').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  })
})
