import type { Browser, Page } from 'playwright-core'
import type { Device } from './support/device.ts'
import type { SealedCourse } from './support/sealed-course.ts'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { answerByKeyboard, rightResponse, shownItems, tabTo, wrongResponse } from './post-test-driver.ts'
import { commandBy, quizOf } from './support/bring-to.ts'
import { bringTo, codeFor, listenToTerminal, openDevice } from './support/device.ts'
import { hear, listen } from './support/hear.ts'
import { serveSealedCourse } from './support/sealed-course.ts'

/*
 * What a learner hears who does not see the pages: every message once, and the focus where reading goes on. What Orca really
 * says is written down by tests/screen-reader; this keeps it so.
 */

let sealed: SealedCourse
let browser: Browser
let device: Device

beforeAll(async () => {
  listenToTerminal()
  sealed = await serveSealedCourse()
  browser = await launchBrowser()
})
afterEach(() => device?.close())
afterAll(async () => {
  await browser?.close()
  await sealed?.remove()
  vi.restoreAllMocks()
})

async function open(): Promise<Page> {
  device = await openDevice(browser)
  await listen(device.context)
  return device.page
}

async function openAt(step: Parameters<typeof bringTo>[0], email: string): Promise<Page> {
  const page = await open()
  await bringTo(step, device, sealed, email)
  await page.goto(sealed.address)
  return page
}

/** Waits until the focus is on something whose role and name match, and answers all that was heard on the way. */
async function heardUntil(page: Page, focus: RegExp): Promise<string[]> {
  const all: string[] = []
  await expect.poll(async () => {
    const heard = await hear(page)
    all.push(...heard.slice(0, -1))
    return heard.at(-1)
  }, { timeout: 20_000 }).toMatch(focus)
  return all
}

async function press(page: Page, selector: string, key = 'Enter'): Promise<void> {
  await tabTo(page, selector)
  await page.keyboard.press(key)
}

describe('what is heard', () => {
  it('on signing in: where the code went, once, and what is wrong with it', async () => {
    const page = await open()
    await page.goto(sealed.address)
    await tabTo(page, '#email')
    await hear(page)
    await page.keyboard.type('ann@example.org')
    await page.keyboard.press('Enter')
    expect(await heardUntil(page, /^textbox "Code"/)).toEqual([expect.stringContaining('is on its way to ann@example.org')])
    await page.keyboard.type('00000000')
    await page.keyboard.press('Enter')
    await page.locator('#problem').waitFor()
    expect(await heardUntil(page, /^textbox "Code"|^button "Sign in"/)).toEqual([expect.stringContaining('This code is not right')])
    await page.getByRole('textbox', { name: 'Code', description: /This code is not right/ }).waitFor()
    await press(page, 'form .actions button:last-child')
    await heardUntil(page, /^textbox "E-mail address"/)
    await page.keyboard.press('Enter')
    await heardUntil(page, /^textbox "Code"/)
    await page.keyboard.type(await codeFor('ann@example.org', 1))
    await page.keyboard.press('Enter')
    await heardUntil(page, /^heading "Who you are"/)
    expect(await page.locator('form').ariaSnapshot()).toMatch(/textbox "Given name, as on your license"/)
    expect(await page.locator('[aria-required=true]').count()).toBe(3)
    await press(page, 'form button.primary')
    expect(await heardUntil(page, /^textbox "Given name/)).toEqual(['3 entries need your attention.'])
    await page.getByRole('textbox', { name: 'Given name', description: 'This is needed.' }).and(page.locator(':focus')).waitFor()
  })

  it('on every new step: its heading; what is missing is read with the field', async () => {
    const page = await openAt('front-matter', 'bea@example.org')
    await page.locator('#read').waitFor()
    await press(page, 'main button.primary')
    expect(await heardUntil(page, /^checkbox "I have read/)).toEqual([])
    await page.keyboard.press('Space')
    await press(page, 'main button.primary')
    await heardUntil(page, /^heading "Pre-test"/)
    await page.locator('.lq-item').first().waitFor()
    await hear(page)
    await press(page, '.lq-submit .lq-primary')
    expect(await heardUntil(page, /^button "Question 1"/)).toEqual(['Not answered yet: Question 1, Question 2'])
    for (const item of quizOf(sealed.course, 'pre-test').items)
      await answerByKeyboard(page, item, rightResponse(item))
    await press(page, '.lq-submit .lq-primary')
    await heardUntil(page, /^heading "Lecture"/)
    await page.getByRole('button', { name: 'Slide 1' }).waitFor({ state: 'detached' })
    for (const slide of [2, 3]) {
      await page.getByRole('button', { name: `Slide ${slide}` }).click()
      await page.getByRole('button', { name: `Slide ${slide}` }).waitFor({ state: 'detached' })
    }
    await page.getByText('You are done with the lecture.').waitFor()
    expect((await hear(page)).slice(0, -1)).toEqual([expect.stringMatching(/^You are done with the lecture/)])
    // A busy Orca hears of the main part's focus when the new heading is in it already, takes it for read, and never says it.
    await page.locator('main').evaluate(main => main.addEventListener('focus', () => window.lecternSaid.push('the main part has the focus')))
    await press(page, '.next a')
    expect(await heardUntil(page, /^heading "Post-test"/)).toEqual([])
    await page.goBack()
    expect(await heardUntil(page, /^heading "Lecture"/)).toEqual([])
  })

  it('in the post-test: the question begun with, and what came out, once', async () => {
    const page = await openAt('post-test', 'cai@example.org')
    await page.getByRole('button', { name: 'Begin the post-test' }).waitFor()
    await press(page, 'main button.primary')
    await heardUntil(page, /^group "Question 1 of 3 /)
    const items = await shownItems(page, quizOf(sealed.course, 'post-test'))
    const first = page.locator('fieldset.lq-item').first()
    expect(await first.ariaSnapshot()).toMatch(/^- group "Question 1 of 3 .+":\n[\s\S]*- (?:radio|checkbox) "/)
    for (const item of items)
      await answerByKeyboard(page, item, rightResponse(item))
    await hear(page)
    await press(page, '.lq-submit .lq-primary')
    expect((await heardUntil(page, /heading "Passed: 3 of 3 points\."/)).filter(words => words.includes('Passed'))).toEqual([])
    await press(page, 'a.primary')
    await heardUntil(page, /^heading "Evaluation"/)
  })

  it('of the wait for another attempt: nothing until it is over, and then that it is', async () => {
    const page = await open()
    await bringTo('post-test', device, sealed, 'eve@example.org')
    const { request } = device.context
    await commandBy(request, sealed, { kind: 'start-attempt' })
    for (const item of quizOf(sealed.course, 'post-test').items)
      await commandBy(request, sealed, { kind: 'answer', item: item.id, response: wrongResponse(item) })
    await commandBy(request, sealed, { kind: 'submit-attempt' })
    const nextAttemptAt = new Date(Date.now() + 8000).toISOString()
    await page.route(/\/(?:journey|enrolment)$/, async (route) => {
      const response = await route.fetch()
      const journey = await response.json()
      await route.fulfill({ response, json: { ...journey, postTest: { ...journey.postTest, nextAttemptAt } } })
    })
    await page.goto(sealed.address)
    await page.getByRole('timer').waitFor()
    await hear(page)
    await page.getByRole('timer').waitFor({ state: 'detached' })
    expect((await hear(page)).slice(0, -1)).toEqual(['Another attempt is possible now.'])
  })

  it('of the claim: the question as a dialog, which gives the focus back', async () => {
    const page = await openAt('claim', 'dov@example.org')
    await page.locator('#credits').selectOption('1')
    await press(page, 'form button.primary')
    await page.getByRole('alertdialog', { name: 'Claim 1 Demonstration unit?', description: /more than once|once/i }).waitFor()
    await page.keyboard.press('Escape')
    await heardUntil(page, /^button "Claim/)
    await page.keyboard.press('Enter')
    await hear(page)
    await press(page, '[role=alertdialog] button.primary')
    expect(await heardUntil(page, /^heading .*laimed/)).toEqual([])
    await page.getByRole('link', { name: /PDF/ }).waitFor()
  })
})
