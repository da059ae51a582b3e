import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Quiz, QuizKind } from '../../../scripts/quizzes/quiz-model.ts'
import type { SealedCourse } from './sealed-course.ts'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { vi } from 'vitest'
import { rightResponse } from '../post-test-driver.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const printed: string[] = []

/** Keeps what the server prints, which is where codes go without a mail server. */
export function listenToTerminal(): void {
  vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')))
}

const lettersTo = (email: string) => printed.filter(text => text.includes(`Mail to ${email}`))

/** The last code that was sent to an address; `before`: how many letters it had got already. */
export function codeFor(email: string, before = 0): Promise<string> {
  return vi.waitFor(() => /: (\d{8}) (?:is your code|es su código)/.exec(lettersTo(email).slice(before).at(-1) ?? '')![1]!, { timeout: 10_000 })
}

export interface Device {
  context: BrowserContext
  page: Page
  /** What the page complained of: errors of scripts and of the console. */
  complaints: string[]
  close: () => Promise<void>
}

/** A browser of its own, as on another device. */
export async function openDevice(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<Device> {
  const context = await browser.newContext({ locale: 'en-US', ...options })
  const complaints: string[] = []
  const page = await openWindow(context, complaints)
  return { context, page, complaints, close: () => context.close() }
}

export async function openWindow(context: BrowserContext, complaints: string[] = []): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', error => complaints.push(error.message))
  // That nobody is signed in yet is an answer, which Chromium reports as an error.
  page.on('console', message => message.type() === 'error' && !message.location().url.endsWith('/api/me') && complaints.push(`${message.text()} ${message.location().url}`))
  return page
}

/** Signs in by the form that is shown. */
export async function signIn(page: Page, email: string): Promise<void> {
  const before = lettersTo(email).length
  await page.locator('#email').fill(email)
  await page.locator('form button[type=submit]').click()
  await page.locator('#code').fill(await codeFor(email, before))
  await page.locator('form button[type=submit]').click()
  await page.locator('#code').waitFor({ state: 'detached' })
}

const steps = ['front-matter', 'pre-test', 'lecture', 'post-test', 'evaluation', 'claim', 'done'] as const

/** Brings a learner to a step by requests alone, signed in on this device. */
export async function bringTo(step: typeof steps[number], { context }: Pick<Device, 'context'>, { course, server }: SealedCourse, email: string): Promise<void> {
  const { request } = context
  const headers = { origin: server.url }
  const before = lettersTo(email).length
  await request.post(`${server.url}/api/auth/email-otp/send-verification-otp`, { headers, data: { email, type: 'sign-in' } })
  await request.post(`${server.url}/api/auth/sign-in/email-otp`, { headers, data: { email, otp: await codeFor(email, before) } })
  await request.put(`${server.url}/api/me/profile`, { headers, data: { givenName: 'Ann', familyName: 'Müller', profession: 'physician' } })
  const base = `${server.url}/api/courses/${course.name}`
  const { frontMatter } = await (await request.post(`${base}/enrolment`, { headers })).json()
  const command = async (data: object) => {
    const response = await request.post(`${base}/commands`, { headers: { ...headers, 'idempotency-key': randomUUID() }, data })
    if (!response.ok())
      throw new Error(await response.text())
  }
  const answers = (kind: QuizKind) => quizOf(course, kind).items.map(item => ({ item: item.id, response: rightResponse(item) }))
  const doSteps = [
    () => command({ kind: 'acknowledge', frontMatter }),
    async () => {
      for (const answer of answers('pre-test'))
        await command({ kind: 'answer-pre-test', ...answer })
      await command({ kind: 'finish-pre-test' })
    },
    () => command({ kind: 'progress', slides: course.slides.map(({ no }) => no), seconds: 0 }),
    async () => {
      await command({ kind: 'start-attempt' })
      for (const answer of answers('post-test'))
        await command({ kind: 'answer', ...answer })
      await command({ kind: 'submit-attempt' })
    },
    () => command({ kind: 'evaluate', responses: { bias: 0 } }),
    () => command({ kind: 'claim', credits: 0.75 }),
  ]
  for (const task of doSteps.slice(0, steps.indexOf(step)))
    await task()
}

/** What the service has of whoever is signed in on this device. */
export async function journeyOf({ context }: Pick<Device, 'context'>, { course, server }: SealedCourse): Promise<any> {
  return (await context.request.get(`${server.url}/api/courses/${course.name}/journey`)).json()
}

export function quizOf(course: SealedCourse['course'], kind: QuizKind): Quiz {
  return course.quizzes.find(quiz => quiz.kind === kind)!
}

/** What axe objects to, and whatever is wider than the window. */
export async function objections(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: { run: (root: Document, options: object) => Promise<{ violations: { id: string, nodes: { html: string }[] }[] }> } }).axe.run(document, { resultTypes: ['violations'] })
    const { scrollWidth, clientWidth } = document.documentElement
    return [
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
      ...scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px wider than the window`] : [],
    ]
  })
}
