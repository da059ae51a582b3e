import type { Browser, Page } from 'playwright-core'
import type { Device } from './support/device.ts'
import type { SealedCourse } from './support/sealed-course.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { bringTo, listenToTerminal, objections, openDevice } from './support/device.ts'
import { serveSealedCourse } from './support/sealed-course.ts'
import { smallCourse } from './support/small-course.ts'

/* What a learner sees of a course's pictures and tables on a phone, when they take the post-test and when they look at it again. */
let sealed: SealedCourse
let browser: Browser
let device: Device

const drawing = (colour: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60" width="120" height="60"><rect width="120" height="60" fill="${colour}"/></svg>`

const table = `
A crossover trial gave 31 women naltrexone 4.5 mg daily and placebo:

| Outcome | Naltrexone 4.5 mg | Placebo | *P* value |
| --- | --- | --- | --- |
| Reduction of pain | 28.8% | 18.0% | 0.016 |
| Fatigue and sleep | no improvement over placebo | (comparator) | not significant |
`

beforeAll(async () => {
  listenToTerminal()
  sealed = await serveSealedCourse({
    ...smallCourse,
    'quizzes/demo/syringe.svg': drawing('#123456'),
    'quizzes/demo/reason.svg': drawing('#654321'),
    'quizzes/demo/post-test.md': smallCourse['quizzes/demo/post-test.md']!.replace('- [x] 0.5 mg', '![A syringe filled to half a milligram](syringe.svg)\n\n- [x] 0.5 mg').replace(/(## A patient takes methadone.*\n)/, `$1${table}`).replace('> A leading zero', '> As in ![a sealed drawing](reason.svg): a leading zero'),
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await device?.close()
  await browser?.close()
  await sealed?.remove()
})

/** The cells of a column below an element, and whether each stands within the window's width and its table's. */
async function column(page: Page, within: string, place: number): Promise<(string | boolean)[][]> {
  const cells = page.locator(`${within} table tbody td:nth-child(${place})`)
  await cells.first().waitFor()
  // The table is fitted after it has come into the page.
  await expect.poll(() => page.locator(`${within} .lq-table`).evaluate(box => box.scrollWidth <= box.clientWidth)).toBe(true)
  return cells.evaluateAll(cells => cells.map((cell) => {
    const range = document.createRange()
    range.selectNodeContents(cell.querySelector('.lq-value')!)
    const { left, right } = range.getBoundingClientRect()
    const shown = [...cell.children].filter(part => getComputedStyle(part).display !== 'none').map(part => part.textContent)
    return [shown.join(' '), left >= 0 && right <= innerWidth]
  }))
}

describe('the table of a question', () => {
  it.each([
    ['a phone', 390, 'P value 0.016', 'P value not significant'],
    ['a computer', 1280, '0.016', 'not significant'],
  ])('shows its last column on %s, in the test and in its review', async (_, width, ...cells) => {
    const seen = cells.map(cell => [cell, true])
    const at = await openDevice(browser, { viewport: { width, height: 844 } })
    await bringTo('post-test', at, sealed, `tina-${width}@example.org`)
    await at.page.goto(`${sealed.address}#/post-test`)
    await at.page.getByRole('button', { name: 'Begin the post-test' }).click()
    expect(await column(at.page, '.lectern-quiz', 4)).toEqual(seen)
    expect(await at.page.getByRole('columnheader', { name: 'P value' }).count()).toBe(1)
    expect(await objections(at.page)).toEqual([])
    if (width < 800) {
      // Turned, it has room for the columns.
      await at.page.setViewportSize({ width: 844, height: 390 })
      await at.page.locator('.lq-table:not(.lq-stacked)').waitFor()
    }
    await at.close()

    const again = await openDevice(browser, { viewport: { width, height: 844 } })
    await bringTo('evaluation', again, sealed, `rita-${width}@example.org`)
    await again.page.goto(`${sealed.address}#/post-test`)
    await again.page.getByRole('button', { name: 'Show your answers' }).click()
    expect(await column(again.page, '.review', 4)).toEqual(seen)
    expect(await objections(again.page)).toEqual([])
    expect([...at.complaints, ...again.complaints]).toEqual([])
    await again.close()
  })
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
