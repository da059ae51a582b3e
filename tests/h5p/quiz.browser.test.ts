import type { Browser, FrameLocator, Page } from 'playwright-core'
import type { H5pMode } from '../../scripts/quizzes/h5p-content.ts'
import type { StaticServer } from '../module/static-server.ts'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { h5pFiles } from '../../scripts/quizzes/h5p-package.ts'
import { serveFolder } from '../module/static-server.ts'
import { rightAnswers, sampleQuiz, sampleReferences } from './sample-quiz.ts'

/*
 * The content type as a host plays it: inside a frame, on H5P's real core with H5P's own styles. The module plays it in
 * the page itself; tests/e2e/post-test.test.ts tests that.
 */

let folder: string
let server: StaticServer
let browser: Browser
const require = createRequire(import.meta.url)
const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-h5p-'))
  await cp(dirname(require.resolve('h5p-standalone')), join(folder, 'player'), { recursive: true })
  for (const mode of ['open', 'capture'] as const) {
    const files = await h5pFiles(sampleQuiz, { mode, language: 'en', courseTitle: 'A course', references: sampleReferences })
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(folder, mode, path)), { recursive: true })
      await writeFile(join(folder, mode, path), bytes)
    }
  }
  await writeFile(join(folder, 'host.html'), '<!doctype html><html lang="en"><title>A host</title><script src="player/main.bundle.js"></script><main><h1>A host</h1><div id="place"></div></main></html>')
  server = await serveFolder(folder)
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

interface Played { page: Page, frame: FrameLocator, complaints: string[], statements: () => Promise<any[]>, state: () => Promise<any> }

async function play(mode: H5pMode, state?: unknown): Promise<Played> {
  const page = await browser.newPage({ viewport: { width: 320, height: 800 } })
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  await page.goto(`${server.url}/host.html`)
  await page.evaluate(async ([mode, state]) => {
    const { H5P: Player } = (window as any).H5PStandalone
    await new Player(document.querySelector('#place'), { id: 'sample', h5pJsonPath: `./${mode}`, frameJs: './player/frame.bundle.js', frameCss: './player/styles/h5p.css', saveFreq: 3600, contentUserData: state && [{ state }] })
    ;(window as any).statements = []
    ;(window as any).H5P.externalDispatcher.on('xAPI', (event: any) => (window as any).statements.push(event.data.statement))
  }, [mode, state && JSON.stringify(state)])
  const frame = page.frameLocator('iframe')
  await frame.locator('.lq-item').first().waitFor()
  return {
    page,
    frame,
    complaints,
    statements: () => page.evaluate(() => (window as any).statements),
    state: () => page.frames()[1]!.evaluate(() => (window as any).H5P.instances[0].getCurrentState()),
  }
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
      context: { contextActivities: { category: [{ id: 'http://h5p.org/libraries/Lectern.Quiz-1.2' }] } },
    })
    expect(statements.filter(statement => statement.verb.id.endsWith('/answered')).map(statement => statement.result.success)).toEqual([true, true, true, true, true])
    expect(played.complaints).toEqual([])
    await played.page.close()
  })

  it('takes up where it was left', async () => {
    const first = await play('open')
    await answerAll(first)
    const state = await first.state()
    const order = await first.frame.locator('.lq-stem').allTextContents()
    await first.page.close()
    const second = await play('open', state)
    expect(await second.frame.locator('.lq-stem').allTextContents()).toEqual(order)
    expect(await second.frame.locator('.lq-progress').textContent()).toBe('5 of 5 answered')
    await second.page.close()
  })

  it('captures without keys or score', async () => {
    const played = await play('capture')
    await answerAll(played)
    await played.frame.getByRole('button', { name: 'Submit answers' }).click()
    expect(await played.frame.getByRole('status').textContent()).toBe('Your answers have been recorded.')
    const statements = await played.statements()
    expect(statements.filter(statement => statement.result).every(statement => !statement.result.score && statement.result.success === undefined)).toBe(true)
    expect(await played.frame.locator('.lq-mark').count()).toBe(0)
    await played.page.close()
  })

  it('has no accessibility problem with H5P\'s own styles around it, at 320 px and at twice the text size', async () => {
    const played = await play('open')
    const frame = played.page.frames()[1]!
    const look = async () => {
      await frame.evaluate(axe)
      return frame.evaluate(async () => (await (window as any).axe.run('.lectern-quiz')).violations.map((violation: any) => `${violation.id}: ${violation.nodes[0].target}`))
    }
    const tooWide = () => frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
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
    await played.page.close()
  })
})
