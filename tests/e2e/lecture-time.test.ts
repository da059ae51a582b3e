import type { Browser, Page } from 'playwright-core'
import type { Device } from './support/device.ts'
import type { SealedCourse } from './support/sealed-course.ts'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { bringTo, journeyOf, listenToTerminal, objections, openDevice } from './support/device.ts'
import { serveSealedCourse } from './support/sealed-course.ts'
import { smallCourse } from './support/small-course.ts'

/*
 * A lecture that takes at least ten minutes, read by the page's clock and judged by the service's, which both are moved on
 * here: minutes with a network, minutes without one, and the end.
 */

let sealed: SealedCourse
let browser: Browser
let device: Device

beforeAll(async () => {
  listenToTerminal()
  const yaml = smallCourse['slides/demo/course.yaml']!.replace('completion: { rules: [Pass the post-test] }', 'completion: { rules: [Pass the post-test], lecture: { slides: all, minutes: 10 } }')
  sealed = await serveSealedCourse({ ...smallCourse, 'slides/demo/course.yaml': yaml })
  browser = await launchBrowser()
})
afterEach(async () => {
  vi.useRealTimers()
  await device?.close()
})
afterAll(async () => {
  await browser?.close()
  await sealed?.remove()
  vi.restoreAllMocks()
})

/** Lets both clocks go on, in steps that a learner's page would see. */
async function read(page: Page, minutes: number): Promise<void> {
  for (let step = 0; step < minutes * 2; step++) {
    vi.setSystemTime(Date.now() + 30_000)
    await page.clock.runFor(30_000)
  }
}

const time = (page: Page) => page.locator('.progress .count').nth(1).textContent()
const secondsOf = async () => (await journeyOf(device, sealed)).lecture.seconds as number

it('counts the minutes that are read, also those without a network, and no more', async () => {
  device = await openDevice(browser)
  const { page } = device
  await bringTo('lecture', device, sealed, 'ann@example.org')
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  await page.clock.install({ time: Date.now() })
  await page.goto(`${sealed.address}#/lecture`)
  await page.locator('.progress .count').nth(1).waitFor()
  await expect.poll(() => page.frames().length).toBeGreaterThan(1)
  await page.frames()[1]!.locator('#now').waitFor()
  expect(await objections(page)).toEqual([])
  await read(page, 3)
  await expect.poll(secondsOf).toBeGreaterThanOrEqual(120)
  expect(await secondsOf()).toBeLessThanOrEqual(180)
  expect(await time(page)).toMatch(/^[23] minutes of 10/)

  // Five minutes in a tunnel: the page says that they count, and where they are.
  await page.route(url => url.pathname.startsWith('/api/'), route => route.abort())
  const before = await secondsOf()
  await read(page, 5)
  await page.locator('.save-status .words').getByText('The network is away.').waitFor()
  expect(await time(page)).toMatch(/^[78] minutes of 10/)
  expect(await secondsOf()).toBe(before)
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.locator('.save-status .words').getByText('Everything is saved.').waitFor()
  expect(await secondsOf()).toBeGreaterThanOrEqual(before + 5 * 60 - 61)
  expect(await time(page)).toMatch(/^[78] minutes of 10/)

  // Not done before both the slides and the time are there; then it is, at once.
  for (const slide of [2, 3])
    await page.getByRole('button', { name: `Slide ${slide}` }).click().then(() => read(page, 0.5))
  await expect.poll(async () => (await journeyOf(device, sealed)).lecture.left).toMatchObject({ slides: 0 })
  expect(await page.getByText('You are done with the lecture.').count()).toBe(0)
  await read(page, 2)
  await page.getByText('You are done with the lecture.').waitFor()
  expect((await journeyOf(device, sealed)).lecture).toMatchObject({ seen: [1, 2, 3], left: { slides: 0, seconds: 0 } })
  expect(await secondsOf()).toBeLessThanOrEqual(11 * 60)
}, 60_000)
