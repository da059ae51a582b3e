import type { Browser, Page } from 'playwright-core'
import type { Device } from './support/device.ts'
import type { SealedCourse } from './support/sealed-course.ts'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { PROTOCOL, PROTOCOL_HEADER } from '../../server/http/protocol.ts'
import { bringTo, codeFor, journeyOf, listenToTerminal, objections, openDevice, openWindow, signIn } from './support/device.ts'
import { serveSealedCourse } from './support/sealed-course.ts'
import { smallCourse } from './support/small-course.ts'

/*
 * What a learner meets on a bad day: no network, an ended session, two windows, two people at one computer, a clock that is
 * wrong, a browser that keeps nothing. Nothing is lost, and the page says how it is.
 */

let sealed: SealedCourse
let browser: Browser
let device: Device

beforeAll(async () => {
  listenToTerminal()
  const yaml = smallCourse['slides/demo/course.yaml']!.replace('attempts: 3,', 'attempts: 3, retakeDelay: 10 minutes,')
  sealed = await serveSealedCourse({ ...smallCourse, 'slides/demo/course.yaml': yaml })
  browser = await launchBrowser()
})
afterEach(() => device?.close())
afterAll(async () => {
  await browser?.close()
  await sealed?.remove()
  vi.restoreAllMocks()
})

const saveStatus = (page: Page) => page.locator('.save-status .words')
const everythingSaved = (page: Page) => saveStatus(page).getByText('Everything is saved.').waitFor()
const choose = (page: Page, item: string, option: number) => page.locator(`fieldset[id$="-${item}"] .lq-option:has(input[value="${option}"]) label`).click()
const chosen = (page: Page, item: string) => page.locator(`fieldset[id$="-${item}"] input:checked`).evaluateAll(inputs => inputs.map(input => (input as HTMLInputElement).value))
const isApi = (url: URL) => url.pathname.startsWith('/api/')

async function openAt(step: Parameters<typeof bringTo>[0], email: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  device = await openDevice(browser, options)
  await bringTo(step, device, sealed, email)
  await device.page.goto(sealed.address)
  return device.page
}

async function beginAttempt(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Begin the post-test' }).click()
  await page.locator('.lq-item').first().waitFor()
}

describe('in a crowd', () => {
  it('waits for its turn by itself, says so, and goes on when it has come', async () => {
    device = await openDevice(browser)
    const { page } = device
    const asked: string[] = []
    await page.route(url => url.pathname.startsWith('/api/auth/'), (route) => {
      const path = new URL(route.request().url()).pathname
      asked.push(path)
      return asked.filter(entry => entry === path).length === 1
        ? route.fulfill({ status: 429, headers: { 'retry-after': '2', [PROTOCOL_HEADER]: String(PROTOCOL), 'content-type': 'application/problem+json' }, body: JSON.stringify({ status: 429, code: 'too-many-requests', title: 'Very many people …' }) })
        : route.continue()
    })
    await page.goto(sealed.address)
    await page.locator('#email').fill('crowd@example.org')
    await page.locator('form button[type=submit]').click()
    await page.getByText(/Very many people sign in from your network at the moment. This page tries again by itself in \d+ seconds/).waitFor()
    expect(await objections(page)).toEqual([])
    await page.locator('#code').fill(await codeFor('crowd@example.org'))
    await page.locator('form button[type=submit]').click()
    await page.getByText('This page tries again by itself').waitFor()
    await page.locator('#code').waitFor({ state: 'detached' })
    expect(asked).toHaveLength(4)
  })
})

describe('without a network', () => {
  it('keeps answers, says so aloud, asks before signing out, and sends them when the network is back', async () => {
    const page = await openAt('post-test', 'ann@example.org')
    await beginAttempt(page)
    await page.route(isApi, route => route.abort())
    await choose(page, 'half', 0)
    await choose(page, 'methadone', 1)
    await saveStatus(page).getByText('The network is away. 2 answers are kept on this device and will be sent.').waitFor()
    await page.getByRole('status').filter({ hasText: 'The network is away.' }).first().waitFor({ state: 'attached' })
    expect(await objections(page)).toEqual([])
    await page.getByRole('button', { name: 'Sign out' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Not everything is sent yet' })
    await dialog.getByText('2 answers are on this device and not with the service yet.').waitFor()
    expect(await objections(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Stay signed in' }).click()
    await page.unroute(isApi)
    await page.getByRole('button', { name: 'Try now' }).click()
    await everythingSaved(page)
    expect((await journeyOf(device, sealed)).postTest.open.responses).toEqual({ half: 0, methadone: 1 })
  })

  it('shows a clear page when it is loaded, and goes on by itself', async () => {
    const page = await openAt('post-test', 'ben@example.org')
    await beginAttempt(page)
    await page.route(isApi, route => route.abort())
    await choose(page, 'half', 2)
    await saveStatus(page).getByText('The network is away.').waitFor()
    await page.reload()
    await page.getByText('The course’s server cannot be reached, so this page cannot say how far you are.').waitFor()
    await page.getByText('One answer that is not sent yet is kept on this device and will be sent.').waitFor()
    expect(await objections(page)).toEqual([])
    await page.unroute(isApi)
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await everythingSaved(page)
    expect((await journeyOf(device, sealed)).postTest.open.responses).toEqual({ half: 2 })
    await expect.poll(() => chosen(page, 'half')).toEqual(['2'])
  })

  it.each([
    ['the database is away', { status: 503, contentType: 'application/problem+json', headers: { [PROTOCOL_HEADER]: String(PROTOCOL) }, body: '{"code":"store-unavailable","title":"away"}' }],
    ['a guest network asks to sign in first', { status: 200, contentType: 'text/html', body: '<h1>Welcome to the hospital’s guest network</h1>' }],
    ['a proxy refuses', { status: 403, contentType: 'text/html', body: '<h1>Blocked</h1>' }],
  ])('waits when %s', async (_, answer) => {
    const page = await openAt('post-test', `cas-${answer.status}@example.org`)
    await beginAttempt(page)
    await page.route('**/commands', route => route.fulfill(answer))
    await choose(page, 'half', 0)
    await saveStatus(page).getByText('The network is away. One answer is kept').waitFor()
    await page.unroute('**/commands')
    await page.getByRole('button', { name: 'Try now' }).click()
    await everythingSaved(page)
    expect((await journeyOf(device, sealed)).postTest.open.responses).toEqual({ half: 0 })
  })
})

describe('an update of the service', () => {
  it('passes over processes of the release before, and does nothing twice that one of them did', async () => {
    const page = await openAt('post-test', 'olga@example.org')
    await beginAttempt(page)
    const answered: (string | undefined)[] = []
    await page.route('**/commands', async (route) => {
      const response = await route.fetch()
      const headers = { ...response.headers() }
      // The first two meet a process of the release before, which says nothing of how it talks.
      if (answered.length < 2)
        delete headers[PROTOCOL_HEADER]
      answered.push(route.request().headers()['idempotency-key'])
      await route.fulfill({ response, headers })
    })
    await choose(page, 'half', 1)
    await everythingSaved(page)
    expect([answered.length, new Set(answered).size]).toEqual([3, 1])
    const { records } = await journeyOf(device, sealed).then(journey => ({ records: journey.postTest.open.responses }))
    expect(records).toEqual({ half: 1 })
  })

  it.each([
    ['being-updated', 'The service is being updated. One answer is kept on this device', 'Try now'],
    ['page-outdated', 'The service was updated: reload this page. One answer is kept', 'Reload the page'],
  ])('keeps what waits, and says why: %s', async (code, words, button) => {
    const page = await openAt('post-test', `${code}@example.org`)
    await beginAttempt(page)
    await page.route('**/commands', route => route.fulfill({ status: 503, contentType: 'application/problem+json', headers: { [PROTOCOL_HEADER]: '9' }, body: JSON.stringify({ status: 503, code, title: '' }) }))
    await choose(page, 'half', 2)
    await saveStatus(page).getByText(words).waitFor()
    expect(await objections(page)).toEqual([])
    await page.unroute('**/commands')
    await page.getByRole('button', { name: button }).click()
    await everythingSaved(page)
    expect((await journeyOf(device, sealed)).postTest.open.responses).toEqual({ half: 2 })
  })
})

describe('a session that has ended', () => {
  it('is begun again over the page, which loses nothing', async () => {
    const email = 'dora@example.org'
    const page = await openAt('post-test', email)
    await beginAttempt(page)
    await device.context.clearCookies()
    await choose(page, 'half', 0)
    const dialog = page.getByRole('dialog', { name: 'Sign in again' })
    await dialog.getByText('One answer is kept on this device and will be sent when you have signed in again.').waitFor()
    expect(await dialog.locator('#email').inputValue()).toBe(email)
    // One heading, and a way out that stands apart from the button before it.
    expect(await dialog.getByRole('heading').allTextContents()).toEqual(['Sign in again'])
    const [send, leave] = await Promise.all(['Send me a code', 'Leave this page instead'].map(async name => (await dialog.getByRole('button', { name }).boundingBox())!))
    expect(leave!.y - (send!.y + send!.height)).toBeGreaterThanOrEqual(12)
    expect(await objections(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Send me a code' }).click()
    // What is wrong with a code is said at its field, and not below the buttons.
    await dialog.locator('#code').fill('1')
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await dialog.locator('.field:has(#code) [role=alert]').getByText('This code is not right').waitFor()
    // The first letter was that of the first sign-in.
    await dialog.locator('#code').fill(await codeFor(email, 1))
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await dialog.waitFor({ state: 'detached' })
    await everythingSaved(page)
    expect((await journeyOf(device, sealed)).postTest.open.responses).toEqual({ half: 0 })
    expect(await chosen(page, 'half')).toEqual(['0'])
  })
})

describe('two people at one computer', () => {
  it('never sends under one name what the other has answered', async () => {
    const page = await openAt('post-test', 'eva@example.org')
    await beginAttempt(page)
    await page.route('**/commands', route => route.abort())
    await choose(page, 'half', 0)
    await saveStatus(page).getByText('The network is away.').waitFor()
    // Somebody else signs in, in another window, with an attempt of their own.
    await bringTo('post-test', device, sealed, 'fay@example.org')
    await page.unroute('**/commands')
    await page.getByRole('button', { name: 'Try now' }).click()
    await page.getByText('Signed in as fay@example.org.').waitFor()
    await page.getByRole('button', { name: 'Begin the post-test' }).click()
    await page.locator('.lq-item').first().waitFor()
    expect(await chosen(page, 'half')).toEqual([])
    await everythingSaved(page)
    expect((await journeyOf(device, sealed)).postTest.open.responses).toEqual({})
    await page.getByRole('button', { name: 'Sign out' }).click()
    await signIn(page, 'eva@example.org')
    await everythingSaved(page)
    await expect.poll(async () => (await journeyOf(device, sealed)).postTest.open.responses).toEqual({ half: 0 })
  })

  it('deletes what waits when whoever leaves says so', async () => {
    const page = await openAt('post-test', 'gil@example.org')
    await beginAttempt(page)
    await page.route('**/commands', route => route.abort())
    await choose(page, 'half', 0)
    await saveStatus(page).getByText('The network is away.').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign out and delete it' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await page.evaluate(() => Object.keys(localStorage).filter(key => key.startsWith('lectern:outbox')))).toEqual([])
  })
})

describe('two windows', () => {
  it('both tell the truth', async () => {
    const one = await openAt('post-test', 'hal@example.org')
    const two = await openWindow(device.context)
    await two.goto(sealed.address)
    await beginAttempt(one)
    await two.locator('.lq-item').first().waitFor()
    await one.bringToFront()
    await choose(one, 'half', 1)
    await expect.poll(() => chosen(two, 'half')).toEqual(['1'])
    await two.bringToFront()
    await choose(two, 'methadone', 0)
    await expect.poll(() => chosen(one, 'methadone')).toEqual(['0'])
    expect(await chosen(one, 'half')).toEqual(['1'])
    await one.bringToFront()
    await choose(one, 'combine', 2)
    await everythingSaved(one)
    await one.getByRole('button', { name: 'Submit answers' }).click()
    await two.getByText(/Not passed: 1 of 3 points\./).waitFor()
    await one.getByRole('button', { name: 'Sign out' }).click()
    await two.getByRole('heading', { name: 'Sign in' }).waitFor()
  })
})

describe('a device that is not as it should be', () => {
  it('counts down by the service’s clock when its own is wrong', async () => {
    device = await openDevice(browser)
    await device.context.addInitScript(() => {
      const now = Date.now.bind(Date)
      Date.now = () => now() + 3 * 3_600_000
    })
    await bringTo('post-test', device, sealed, 'ida@example.org')
    const { page } = device
    await page.goto(sealed.address)
    await beginAttempt(page)
    for (const item of ['half', 'methadone', 'combine'])
      await choose(page, item, 2)
    await page.getByRole('button', { name: 'Submit answers' }).click()
    await page.getByText(/That is in (?:10 minutes|9 minutes, \d+ seconds?)\./).waitFor()
    expect(await page.getByRole('button', { name: 'Begin another attempt' }).count()).toBe(0)
    expect(await objections(page)).toEqual([])
  })

  it('works without storage, and says that nothing is kept', async () => {
    device = await openDevice(browser)
    await device.context.addInitScript(() => Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError')
      },
    }))
    await bringTo('post-test', device, sealed, 'jo@example.org')
    const { page } = device
    await page.goto(sealed.address)
    await page.getByText('This browser keeps nothing for the page').waitFor()
    await beginAttempt(page)
    await choose(page, 'half', 0)
    await everythingSaved(page)
    expect((await journeyOf(device, sealed)).postTest.open.responses).toEqual({ half: 0 })
    await page.route('**/commands', route => route.abort())
    await choose(page, 'methadone', 0)
    await saveStatus(page).getByText('do not close it before one answer is sent').waitFor()
  })
})

describe('the evaluation', () => {
  const words = (page: Page) => page.locator('fieldset[id$="-bias-comment"] textarea')

  it('is kept while it is filled in, over a reload, letter by letter', async () => {
    const page = await openAt('evaluation', 'kim@example.org')
    await page.locator('.lq-item').first().waitFor()
    await choose(page, 'bias', 1)
    await words(page).pressSequentially('On slide 2')
    await expect.poll(() => page.evaluate(() => Object.entries(localStorage).find(([key]) => key.startsWith('lectern:draft') && key.endsWith('evaluation'))?.[1])).toContain('On slide 2')
    await page.reload()
    await page.locator('.lq-item').first().waitFor()
    expect(await chosen(page, 'bias')).toEqual(['1'])
    expect(await words(page).inputValue()).toBe('On slide 2')
    await everythingSaved(page)
    await page.getByRole('button', { name: 'Submit answers' }).click()
    await page.getByRole('heading', { name: 'Credit & certificate' }).waitFor()
    expect(await page.evaluate(() => Object.keys(localStorage).filter(key => key.endsWith('evaluation')))).toEqual([])
  })

  it('goes on on another device, and is kept here while the network is away', async () => {
    const page = await openAt('evaluation', 'lou@example.org')
    await page.locator('.lq-item').first().waitFor()
    await choose(page, 'bias', 1)
    await everythingSaved(page)
    const phone = await openDevice(browser, { viewport: { width: 390, height: 844 }, locale: 'es-ES' })
    await phone.page.goto(sealed.address)
    await signIn(phone.page, 'lou@example.org')
    await phone.page.locator('.lq-item').first().waitFor()
    expect(await chosen(phone.page, 'bias')).toEqual(['1'])
    const saved = phone.page.waitForResponse(response => response.request().method() === 'PUT')
    await words(phone.page).fill('From the phone')
    await saved
    await phone.page.locator('.save-status .words').getByText('Todo está guardado.').waitFor()
    expect(await objections(phone.page)).toEqual([])
    await phone.close()

    // The window that is shown again has what was written elsewhere.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await expect.poll(() => words(page).inputValue(), { timeout: 20_000 }).toBe('From the phone')
    await page.route('**/evaluation-draft', route => route.abort())
    await words(page).fill('Written without a network')
    await saveStatus(page).getByText('The network is away. Your evaluation is kept on this device').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('alertdialog').getByText('An evaluation that you began is on this device and not sent yet.').waitFor()
    await page.getByRole('button', { name: 'Stay signed in' }).click()
    await page.reload()
    await expect.poll(() => words(page).inputValue(), { timeout: 20_000 }).toBe('Written without a network')
    await page.unroute('**/evaluation-draft')
    await page.getByRole('button', { name: 'Try now' }).click()
    await everythingSaved(page)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.locator('#email').waitFor()
    expect(await page.evaluate(() => Object.keys(localStorage).filter(key => key.includes('evaluation')))).toEqual([])
  })

  it('works with an earlier version of the service, in this browser alone', async () => {
    const page = await openAt('evaluation', 'mia@example.org')
    await page.route('**/evaluation-draft', route => route.fulfill({ status: 404, contentType: 'application/problem+json', headers: { [PROTOCOL_HEADER]: String(PROTOCOL) }, body: JSON.stringify({ status: 404, code: 'not-found', title: 'There is nothing here.' }) }))
    await page.reload()
    await page.getByText('What you fill in is kept in this browser alone until you send it.').waitFor()
    await choose(page, 'bias', 1)
    await saveStatus(page).getByText('Your evaluation is kept on this device until you send it.').waitFor()
    await page.reload()
    await page.locator('.lq-item').first().waitFor()
    expect(await chosen(page, 'bias')).toEqual(['1'])
    await page.getByRole('button', { name: 'Submit answers' }).click()
    await page.getByRole('heading', { name: 'Credit & certificate' }).waitFor()
  })
})

it('a form that is half filled in survives a reload, and ends with its window', async () => {
  device = await openDevice(browser)
  const { page } = device
  await page.goto(sealed.address)
  await signIn(page, 'half@example.org')
  await page.getByLabel('Given name').fill('Ann')
  await page.getByRole('button', { name: 'Add a license' }).click()
  await page.locator('#licences-0-number').fill('25MA1')
  await page.reload()
  expect(await page.getByLabel('Given name').inputValue()).toBe('Ann')
  expect(await page.locator('#licences-0-number').inputValue()).toBe('25MA1')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await signIn(page, 'half@example.org')
  expect(await page.getByLabel('Given name').inputValue()).toBe('')
})
