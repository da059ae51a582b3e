import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Course } from '../../scripts/course/course.ts'
import type { RunningServer } from '../../scripts/serve/serve-dist.ts'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { createManifest } from '../../scripts/build/manifest.ts'
import { putInPlace } from '../../scripts/build/put-in-place.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { emitModule } from '../../scripts/module/emit.ts'
import { emitPrivate } from '../../scripts/private/emit.ts'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { serveDist } from '../../scripts/serve/serve-dist.ts'
import { freePort } from '../support/ports.ts'
import { writeFiles } from '../support/temporary-project.ts'

/*
 * A learner in Chromium who is in the middle of a course when it is built again, with another title, other slides and other
 * questions, and then withdrawn.
 */

const root = new URL('../fixtures/self-assessment', import.meta.url).pathname
let folder: string
let server: RunningServer
let browser: Browser
let context: BrowserContext
let page: Page
let printed: string[]
let complaints: string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-versions-'))
  printed = []
  vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')))
  await build('The first title', 'Which form of half a milligram is safe?')
  server = await serveDist(join(folder, 'dist'), { port: await freePort(), host: '127.0.0.1', dataFolder: join(folder, 'data') })
  browser = await launchBrowser()
  context = await browser.newContext({ locale: 'en-US' })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  complaints = []
  page.on('pageerror', error => complaints.push(error.message))
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

/** A small course whose post-test is sealed, built as `lectern build` does, but for the deck. */
async function build(title: string, question: string): Promise<void> {
  const [place] = await findCourses(root, ['self-assessment'])
  const loaded = (await loadCourse(place!)).course!
  const quiz = parseQuiz(`---\ntitle: Post-test\nkind: post-test\nsealed: true\n---\n\n## ${question} {#one}\n\n- [x] 0.5 mg\n- [ ] 5 mg\n\n> Because.\n\n## And the other? {#two}\n\n- [x] 5 mg\n- [ ] 0.5 mg\n\n> Because.\n`, 'post-test.md').quiz!
  const course: Course = { ...loaded, meta: { ...loaded.meta, title, credits: { type: 'Demonstration unit', maximum: 1, step: 0.25 } }, quizzes: [quiz] }
  const staging = join(folder, 'dist', `.${course.name}-new`)
  await mkdir(join(staging, 'private'), { recursive: true })
  await writeFiles(staging, { 'slides/index.html': `<!doctype html><html lang="en"><title>${title}</title><h1>Deck of: ${title}</h1><p id="slide-1">1</p><p id="slide-2">2</p><p id="slide-3">3</p></html>` })
  await emitModule(course, join(staging, 'module'))
  await emitPrivate(course, join(staging, 'private'))
  await writeFile(join(staging, 'manifest.json'), JSON.stringify(await createManifest(staging, course.name, title, {}, { module: title, slides: title, private: title })))
  await putInPlace(staging, join(folder, 'dist', course.name))
}

const address = () => `${server.url}/self-assessment/module/`
const shownTitle = () => page.locator('header .course').textContent().then(text => text?.trim())

async function begin(email: string): Promise<void> {
  await page.goto(address())
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await page.getByLabel('Code').fill(await vi.waitFor(() => /: (\d{8}) is your code/.exec(printed.findLast(text => text.includes(`Mail to ${email}`)) ?? '')![1]!))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Given name').fill('Ann')
  await page.getByLabel('Family name').fill('Müller')
  await page.getByLabel('Profession').selectOption('physician')
  await page.getByRole('button', { name: 'Save and go on' }).click()
}

describe('a learner in the middle of a course', () => {
  it('comes to the version that they began, though the address shows another now', async () => {
    await begin('ann@example.org')
    await page.locator('#read').check()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.frameLocator('iframe').getByText('Deck of: The first title').waitFor()

    await build('The second title', 'A question that was not there')
    await server.look()
    // A window that is open, one that is opened anew at a step, and the slides all stay with the version.
    const reading = await (await page.locator('iframe').elementHandle())!.contentFrame()
    await reading!.evaluate(() => {
      location.hash = '#/reading'
    })
    await page.getByRole('link', { name: 'Go on to: Post-test' }).click()
    await page.goto('about:blank')
    await page.goto(`${address()}#/post-test`)
    await page.getByRole('button', { name: 'Begin the post-test' }).waitFor()
    expect(await shownTitle()).toBe('The first title')
    expect(page.url()).toBe(`${address()}#/post-test`)
    await page.getByRole('button', { name: 'Begin the post-test' }).click()
    await page.getByText('Which form of half a milligram is safe?').waitFor()
    expect(await page.getByText('A question that was not there').count()).toBe(0)
    await page.goto(`${address()}#/lecture`)
    await page.frameLocator('iframe').getByText('Deck of: The first title').waitFor()
  })

  it('finishes it after it was withdrawn, and gets a certificate', async () => {
    await rm(join(folder, 'dist', 'self-assessment'), { recursive: true })
    await server.look()
    await page.goto('about:blank')
    await page.goto(`${address()}#/post-test`)
    for (const words of ['Which form of half a milligram is safe?', 'And the other?'])
      await page.locator('fieldset.lq-item', { hasText: words }).getByLabel(words.startsWith('Which') ? '0.5 mg' : '5 mg', { exact: true }).check()
    await page.getByRole('button', { name: 'Submit answers' }).click()
    await page.getByRole('link', { name: 'Go on to: Credit & certificate' }).click()
    await page.locator('#credits').selectOption('1')
    await page.getByRole('button', { name: 'Claim', exact: true }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Claim' }).click()
    await page.getByText('You have claimed 1').waitFor()
    expect(await shownTitle()).toBe('The first title')
    expect(complaints).toEqual([])
  })

  it('is told when the server has lost the version, and that nothing of theirs is lost', async () => {
    await build('The second title', 'A question that was not there')
    await server.look()
    await context.clearCookies()
    await page.goto('about:blank')
    await begin('ben@example.org')
    await page.locator('#read').waitFor()
    await rm(join(folder, 'data', 'versions'), { recursive: true })
    await page.reload()
    await page.getByText('this server does not have the pages that you began with').waitFor()
    await page.getByText('What you have done is kept. Tell The maintainers of Lectern.').waitFor()
  })
})
