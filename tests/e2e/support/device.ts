import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Step } from './bring-to.ts'
import type { SealedCourse } from './sealed-course.ts'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { vi } from 'vitest'
import { bringBy } from './bring-to.ts'

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

/** Brings a learner to a step by requests alone, signed in on this device. */
export function bringTo(step: Step, { context }: Pick<Device, 'context'>, sealed: SealedCourse, email: string): Promise<void> {
  const before = lettersTo(email).length
  return bringBy(context.request, sealed, ['front-matter', step], email, () => codeFor(email, before))
}

/** What the service has of whoever is signed in on this device. */
export async function journeyOf({ context }: Pick<Device, 'context'>, { course, server }: SealedCourse): Promise<any> {
  return (await context.request.get(`${server.url}/api/courses/${course.name}/journey`)).json()
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
