import type { Browser } from 'playwright-core'
import type { SealedCourse } from './support/sealed-course.ts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { bringTo, listenToTerminal, objections, openDevice } from './support/device.ts'
import { serveSealedCourse } from './support/sealed-course.ts'

/* The home page of a server: what can be taken, how far one is, where else to go. It has no scripts. */

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

describe('the home page', () => {
  it('tells a stranger what a course is, what it gives, and where to verify a certificate; nothing that axe objects to', async () => {
    const device = await openDevice(browser, { javaScriptEnabled: true, viewport: { width: 320, height: 640 }, locale: 'es-ES', colorScheme: 'dark' })
    const { page } = device
    await page.goto(sealed.server.url)
    await page.getByRole('heading', { name: 'Safe doses' }).waitFor()
    await page.getByText('Sin acreditación; no designado para AMA PRA Category 1 Credit™').waitFor()
    await page.getByText(/hasta [\d,]+ Demonstration unit/).waitFor()
    expect(await objections(page)).toEqual([])
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByText('You sign in on the page of a course').waitFor()
    expect(await objections(page)).toEqual([])
    await page.getByRole('link', { name: 'Verify a certificate' }).click()
    await page.getByLabel('Number of the certificate').waitFor()
    expect(device.complaints).toEqual([])
    await device.close()
  })

  it('leads whoever is signed in on where they are, without scripts', async () => {
    const device = await openDevice(browser, { javaScriptEnabled: false })
    await bringTo('evaluation', device, sealed, 'ann@example.org')
    const { page } = device
    const response = await page.goto(sealed.server.url)
    expect(response!.headers()['cache-control']).toBe('no-store')
    await page.getByText('Signed in as ann@example.org.').waitFor()
    expect(await page.getByRole('link', { name: 'Continue: Evaluation' }).getAttribute('href')).toBe('/demo/module/#/evaluation')
    expect(await page.locator('a[href="/office/"]').count()).toBe(0)
    await device.close()

    const done = await openDevice(browser)
    await bringTo('done', done, sealed, 'ben@example.org')
    await done.page.goto(sealed.server.url)
    await done.page.getByRole('link', { name: 'To your certificate' }).click()
    await done.page.getByText('You have claimed 0.75').waitFor()
    await done.close()
  })
})
