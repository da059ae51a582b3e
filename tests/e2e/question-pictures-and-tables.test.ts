import type { Browser } from 'playwright-core'
import type { Device } from './support/device.ts'
import type { SealedCourse } from './support/sealed-course.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { bringTo, listenToTerminal, objections, openDevice } from './support/device.ts'
import { serveSealedCourse } from './support/sealed-course.ts'
import { smallCourse } from './support/small-course.ts'

/* What a learner sees of a course's pictures when they take the post-test and when they look at it again. */
let sealed: SealedCourse
let browser: Browser
let device: Device

const drawing = (colour: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60" width="120" height="60"><rect width="120" height="60" fill="${colour}"/></svg>`

beforeAll(async () => {
  listenToTerminal()
  sealed = await serveSealedCourse({
    ...smallCourse,
    'quizzes/demo/syringe.svg': drawing('#123456'),
    'quizzes/demo/reason.svg': drawing('#654321'),
    'quizzes/demo/post-test.md': smallCourse['quizzes/demo/post-test.md']!.replace('- [x] 0.5 mg', '![A syringe filled to half a milligram](syringe.svg)\n\n- [x] 0.5 mg').replace('> A leading zero', '> As in ![a sealed drawing](reason.svg): a leading zero'),
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await device?.close()
  await browser?.close()
  await sealed?.remove()
})

it('shows the pictures of the questions in the test and in its review, and of sealed ones the words', async () => {
  device = await openDevice(browser, { viewport: { width: 390, height: 844 } })
  const { page } = device
  await bringTo('post-test', device, sealed, 'ann@example.org')
  await page.goto(`${sealed.address}#/post-test`)
  await page.getByRole('button', { name: 'Begin the post-test' }).click()
  const picture = page.getByRole('img', { name: 'A syringe filled to half a milligram' })
  const isDrawn = () => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)
  await picture.waitFor()
  await expect.poll(isDrawn).toBe(true)
  await page.close()

  const other = await openDevice(browser, { viewport: { width: 390, height: 844 } })
  await bringTo('evaluation', other, sealed, 'eva@example.org')
  await other.page.goto(`${sealed.address}#/post-test`)
  await other.page.getByRole('button', { name: 'Show your answers' }).click()
  const reviewed = other.page.locator('.review').getByRole('img', { name: 'A syringe filled to half a milligram' })
  await reviewed.waitFor()
  await expect.poll(() => reviewed.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true)
  expect(await other.page.locator('.review .rationale em').allTextContents()).toEqual(['a sealed drawing'])
  expect(await objections(other.page)).toEqual([])
  expect([...device.complaints, ...other.complaints]).toEqual([])
  await other.close()
})
