import type { Browser, Page, Route } from 'playwright-core'
import type { SealedCourse } from './support/sealed-course.ts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { PROTOCOL, PROTOCOL_HEADER } from '../../server/http/protocol.ts'
import { bringTo, codeFor, listenToTerminal, openDevice, openWindow, signIn } from './support/device.ts'
import { serveSealedCourse } from './support/sealed-course.ts'

/*
 * Every request of every page of the journey fails once, alone. Whatever it is, the page is not blank, does not stay at
 * "Loading", and says what happened.
 */

let sealed: SealedCourse
let browser: Browser

beforeAll(async () => {
  listenToTerminal()
  sealed = await serveSealedCourse()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await sealed?.remove()
  vi.restoreAllMocks()
})

const tried = new Set<string>()

/** What the page can do without: which ways to sign in there are, whether letters go to a terminal, an icon; words of the quiz stand in it. */
const dispensable = /\/api\/service$|favicon|\/quizzes\/words\/|offline-worker\.js$/

const defect = (route: Route) => route.fulfill({ status: 500, contentType: 'application/problem+json', headers: { [PROTOCOL_HEADER]: String(PROTOCOL) }, body: JSON.stringify({ status: 500, code: 'defect', title: 'Something went wrong here.' }) })

/** The words by which a page says that something is wrong, and what can be done. */
const told = (page: Page) => page.locator('[role=alert]:visible, .save-status.stuck:visible').first()

const nameOf = (url: URL) => url.pathname.replace(/\/versions\/[^/]+/, '/versions/*').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '*')

describe.each([
  ['front-matter', 'front-matter'],
  ['pre-test', 'pre-test'],
  ['lecture', 'lecture'],
  ['evaluation', 'evaluation'],
  ['done', 'post-test'],
  ['done', 'claim'],
  ['done', 'transcript'],
] as const)('with the journey at %s, the page %s', (step, path) => {
  it('says which of its requests failed, one after the other', async () => {
    const device = await openDevice(browser, { serviceWorkers: 'block' })
    await bringTo(step, device, sealed, `${step}-${path}@example.org`)
    const asked = new Map<string, string>()
    device.page.on('request', (request) => {
      const url = new URL(request.url())
      if (['fetch', 'xhr', 'script'].includes(request.resourceType()) && request.frame() === device.page.mainFrame() && !dispensable.test(url.pathname))
        asked.set(`${request.method()} ${nameOf(url)}`, request.resourceType())
    })
    await device.page.goto(`${sealed.address}#/${path}`)
    await device.page.locator('main h1').waitFor()
    await device.page.waitForLoadState('networkidle')
    expect([...asked.keys()].filter(request => request.includes('/api/')).length).toBeGreaterThan(1)
    const silent: string[] = []
    await device.page.close()
    for (const [request, kind] of asked) {
      // What all pages ask for alike fails on the first of them.
      if (tried.has(request))
        continue
      tried.add(request)
      const page = await openWindow(device.context)
      await page.route(url => request.endsWith(` ${nameOf(url)}`), route => route.request().method() !== request.split(' ')[0] ? route.continue() : kind === 'script' ? route.abort() : defect(route))
      await page.goto(`${sealed.address}#/${path}`)
      // Without its own script the page says from the beginning what it means when it stays as it is.
      const words = await (request.includes('/assets/index-') ? page.getByText('If these words stay') : told(page)).textContent({ timeout: 5000 }).catch(() => '')
      if (words!.trim().length < 20)
        silent.push(`${request}: ${await page.locator('body').textContent()}`)
      await page.close()
    }
    expect(silent).toEqual([])
    await device.close()
  })
})

it.each([['are refused', defect], ['do not come', (route: Route) => route.abort()]])('slides that %s are said to be away, and come when they are asked for again', async (how, fail) => {
  const device = await openDevice(browser, { serviceWorkers: 'block' })
  await bringTo('lecture', device, sealed, `${how.replaceAll(' ', '-')}@example.org`)
  const { page } = device
  const isDeck = (url: URL) => url.pathname.endsWith('/slides/index.html')
  await page.route(isDeck, route => route.request().method() === 'HEAD' ? route.continue() : fail(route))
  await page.goto(sealed.address)
  await page.getByText('The slides could not be loaded.').waitFor()
  await page.unroute(isDeck)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.frameLocator('iframe.deck').locator('#now').waitFor({ state: 'attached' })
  await device.close()
})

it('an answer that the page does not understand leaves words on it, not nothing', async () => {
  const device = await openDevice(browser, { serviceWorkers: 'block' })
  await bringTo('lecture', device, sealed, 'odd@example.org')
  await device.page.route('**/enrolment', route => route.fulfill({ status: 200, contentType: 'application/json', headers: { [PROTOCOL_HEADER]: String(PROTOCOL) }, body: '{}' }))
  await device.page.goto(sealed.address)
  expect((await told(device.page).textContent())!.trim().length).toBeGreaterThan(20)
  await device.close()
})

it('a browser that keeps no cookie is told so, in place of being asked for code after code', async () => {
  const device = await openDevice(browser, { serviceWorkers: 'block' })
  const { page } = device
  await page.route('**/api/auth/sign-in/email-otp', async (route) => {
    const response = await route.fetch()
    await device.context.clearCookies()
    const { 'set-cookie': _, ...headers } = response.headers()
    await route.fulfill({ status: response.status(), headers, body: await response.text() })
    await device.context.clearCookies()
  })
  await page.goto(sealed.address)
  await page.locator('#email').fill('nocookie@example.org')
  await page.locator('form button[type=submit]').click()
  await page.locator('#code').fill(await codeFor('nocookie@example.org'))
  await page.locator('form button[type=submit]').click()
  await page.getByRole('alert').getByText('did not keep the cookie').waitFor()
  await device.close()
})

it('a storage that is full loses nothing that the service can have', async () => {
  const device = await openDevice(browser, { serviceWorkers: 'block' })
  await device.context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await bringTo('evaluation', device, sealed, 'full@example.org')
  const { page } = device
  await page.goto(sealed.address)
  await page.getByText('This browser keeps nothing for the page').waitFor()
  const saved = page.waitForResponse(response => response.request().method() === 'PUT' && response.ok())
  await page.locator('fieldset[id$="-bias-comment"] textarea').fill('Kept elsewhere')
  await saved
  await page.reload()
  await expect.poll(() => page.locator('fieldset[id$="-bias-comment"] textarea').inputValue(), { timeout: 20_000 }).toBe('Kept elsewhere')
  await device.close()
})

it('what a form sends and fails to send stays in it, and the page says so', async () => {
  const device = await openDevice(browser, { serviceWorkers: 'block' })
  const { page } = device
  await page.goto(sealed.address)
  await signIn(page, 'forms@example.org')
  await page.route('**/api/me/profile', defect)
  await page.locator('#givenName').fill('Ann')
  await page.locator('#familyName').fill('Müller')
  await page.locator('#profession').selectOption('physician')
  await page.getByRole('button', { name: /^Save/ }).click()
  await told(page).waitFor()
  expect(await page.locator('#givenName').inputValue()).toBe('Ann')
  await device.close()
})

it('each button of the certificate and the transcript says so when it fails', async () => {
  const device = await openDevice(browser, { serviceWorkers: 'block' })
  await bringTo('done', device, sealed, 'buttons@example.org')
  const { page } = device
  for (const [path, pattern, button] of [
    ['claim', '**/mail', 'Send it to me by mail'],
    ['transcript', '**/transcript.pdf*', 'Download the transcript (PDF)'],
    ['your-data', '**/api/me/export', 'Download all my data'],
  ] as const) {
    await page.goto(`${sealed.address}#/${path}`)
    await page.route(pattern, defect)
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('alert').filter({ hasText: 'Something went wrong at the service' }).waitFor()
  }
  await device.close()
})
