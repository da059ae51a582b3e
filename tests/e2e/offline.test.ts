import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { StaticServer } from '../module/static-server.ts'
import type { Device } from './support/device.ts'
import type { SealedCourse } from './support/sealed-course.ts'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { emitModule } from '../../scripts/module/emit.ts'
import { serveFolder } from '../module/static-server.ts'
import { bringTo, journeyOf, listenToTerminal, objections, openDevice } from './support/device.ts'
import { serveSealedCourse } from './support/sealed-course.ts'

/*
 * The page of a course that is opened, or loaded again, without a network: never the browser's own error page. The worker that
 * does it is written by the module's build; it must never stand between a learner and a newer build.
 */

let sealed: SealedCourse
let browser: Browser
let device: Device | undefined
let folder: string
let server: StaticServer

beforeAll(async () => {
  listenToTerminal()
  sealed = await serveSealedCourse()
  browser = await launchBrowser()
  // The same course as any web server hosts it, without a service.
  folder = await mkdtemp(join(tmpdir(), 'lectern-offline-'))
  await build('A first title')
  server = await serveFolder(folder)
})
afterEach(() => device?.close())
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await sealed?.remove()
  await rm(folder, { recursive: true, force: true })
  vi.restoreAllMocks()
})

/** The course as a self-assessment, built into a new folder that takes the place of the last one. */
async function build(title: string, offline = true): Promise<void> {
  const { course } = sealed
  const module = join(folder, 'module')
  await rm(module, { recursive: true, force: true })
  await mkdir(module)
  const quizzes = course.quizzes.map(quiz => ({ ...quiz, sealed: false }))
  await emitModule({ ...course, quizzes, meta: { ...course.meta, title, credits: undefined } } as unknown as typeof course, module, { offline })
}

/** Until the worker has kept its files and is the one in charge. */
const workerReady = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
function keptAddresses(page: Page) {
  return page.evaluate(async () => {
    const names = await caches.keys()
    return (await Promise.all(names.map(async name => (await (await caches.open(name)).keys()).map(request => `${new URL(request.url).pathname}`)))).flat()
  })
}
const heading = (page: Page) => page.locator('main h1').textContent().then(text => text?.trim())
const choose = (page: Page, item: string, option: number) => page.locator(`fieldset[id$="-${item}"] .lq-option:has(input[value="${option}"]) label`).click()

async function openAt(step: Parameters<typeof bringTo>[0], email: string): Promise<Page> {
  device = await openDevice(browser, { viewport: { width: 390, height: 844 } })
  await bringTo(step, device, sealed, email)
  await device.page.goto(sealed.address)
  return device.page
}

describe('a course for credit that is loaded without a network', () => {
  it('says so in the middle of the post-test at the first visit, loses nothing, and goes on by itself', async () => {
    const page = await openAt('post-test', 'ann@example.org')
    await page.getByRole('button', { name: 'Begin the post-test' }).click()
    await page.locator('.lq-item').first().waitFor()
    await workerReady(page)
    await device!.context.setOffline(true)
    await choose(page, 'half', 0)
    await choose(page, 'methadone', 1)
    await page.locator('.save-status').getByText('The network is away. 2 answers are kept').waitFor()
    await page.reload()
    const notice = page.getByRole('alert')
    await notice.getByText('There is no network, so this page cannot say how far you are.').waitFor()
    await notice.getByText('2 answers that are not sent yet are kept on this device and will be sent.').waitFor()
    // What the course is, is nobody's secret and known here; who has signed in is not.
    await page.getByText('What this course is, and who made it').click()
    await page.getByText('Doses are written unsafely.').waitFor()
    expect(await page.locator('body').textContent()).not.toMatch(/Müller|ann@example/)
    expect(await objections(page)).toEqual([])
    await page.reload()
    await notice.getByText('2 answers that are not sent yet').waitFor()

    await device!.context.setOffline(false)
    await page.locator('.save-status').getByText('Everything is saved.').waitFor()
    expect((await journeyOf(device!, sealed)).postTest.open.responses).toEqual({ half: 0, methadone: 1 })
    await expect.poll(() => page.locator('fieldset[id$="-methadone"] input:checked').getAttribute('value')).toBe('1')
  })

  it('keeps the page and its files and nothing that is anybody’s own, signed in or out', async () => {
    const page = await openAt('claim', 'bea@example.org')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await workerReady(page)
    await page.reload()
    await page.getByText('Signed in as bea@example.org.').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.locator('#email').waitFor()
    const addresses = await keptAddresses(page)
    expect(addresses).toContain('/demo/module/')
    expect(addresses.filter(address => !/^\/demo\/module\/(?:$|module\.json$|favicon\.svg$|assets\/[^/]+\.(?:js|css)$)/.test(address))).toEqual([])
    await device!.context.setOffline(true)
    await page.reload()
    await page.getByText('There is no network').waitFor()
    expect(await page.locator('body').textContent()).not.toMatch(/Müller|bea@example/)
  })

  it('shows the page, too, when a proxy says that the server is away', async () => {
    const page = await openAt('post-test', 'cas@example.org')
    await page.getByRole('button', { name: 'Begin the post-test' }).waitFor()
    await workerReady(page)
    await sealed.stop()
    const proxy = createServer((_, response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>'))
    await new Promise<void>(resolve => proxy.listen(Number(new URL(sealed.address).port), '127.0.0.1', resolve))
    await page.reload()
    await page.getByText('The course’s server cannot be reached').waitFor()
    proxy.closeAllConnections()
    await new Promise(resolve => proxy.close(resolve))
    await sealed.start()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('button', { name: 'Begin the post-test' }).waitFor()
  })

  it('asks for the worker anew whenever it may have changed, and lets it work for this site alone', async () => {
    const response = await fetch(`${sealed.address}offline-worker.js`)
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect((await fetch(sealed.address)).headers.get('content-security-policy')).toContain('worker-src \'self\'')
  })
})

describe('a course without a service', () => {
  let context: BrowserContext
  let page: Page

  it('begins without a network on any web server', async () => {
    context = await browser.newContext({ locale: 'en-US' })
    page = await context.newPage()
    page.setDefaultTimeout(20_000)
    await page.goto(`${server.url}/module/`)
    await workerReady(page)
    await context.setOffline(true)
    await page.reload()
    await page.getByText('Doses are written unsafely.').waitFor()
    await page.locator('#read').check()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('The lecture could not be loaded.').waitFor()
    await context.setOffline(false)
    // What was done without a network is kept as ever.
    await page.reload()
    await expect.poll(() => heading(page)).toBe('Lecture')
  })

  it('shows a newer build at once, forgets the files of the old one, and begins with the new one without a network', async () => {
    const before = await keptAddresses(page)
    await build('A second title')
    await page.reload()
    await expect.poll(() => page.title()).toContain('A second title')
    // The browser looks for another worker a while after it has opened the page.
    const keptTitles = () => page.evaluate(async () => Promise.all((await caches.keys()).map(async name => (await (await caches.match('./module.json', { cacheName: name }))?.json())?.meta.title)))
    await expect.poll(keptTitles, { timeout: 20_000 }).toEqual(['A second title'])
    expect(before.length).toBeGreaterThan(3)
    await context.setOffline(true)
    await page.reload()
    await expect.poll(() => page.title()).toContain('A second title')
    await context.setOffline(false)
  })

  it('never keeps files of two builds together', async () => {
    // The page of the next build is there before its worker is.
    const html = join(folder, 'module', 'index.html')
    const worker = join(folder, 'module', 'offline-worker.js')
    await writeFile(worker, (await readFile(worker, 'utf8')).replace(/"build": "/, '"build": "x'))
    await writeFile(html, (await readFile(html, 'utf8')).replace('</body>', '<!-- half --></body>'))
    const before = await page.evaluate(() => caches.keys())
    await page.reload()
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update().catch(() => {}))
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.installing)).toBeNull()
    await context.setOffline(true)
    await page.reload()
    await expect.poll(() => page.title()).toContain('A second title')
    expect(await page.content()).not.toContain('<!-- half -->')
    expect(await page.evaluate(() => caches.keys())).toEqual(expect.arrayContaining(before))
    await context.setOffline(false)
  })

  it('is rid of the worker, and of what it kept, after a build with --no-offline', async () => {
    await build('A third title', false)
    await page.reload()
    await expect.poll(() => page.title()).toContain('A third title')
    await expect.poll(() => page.evaluate(() => caches.keys()), { timeout: 20_000 }).toEqual([])
    await page.reload()
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).filter(({ active }) => active).length)).toBe(0)
    await context.close()
  })
})
