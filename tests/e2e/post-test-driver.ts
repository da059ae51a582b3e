import type { Page } from 'playwright-core'
import type { Item, Quiz } from '../../scripts/quizzes/quiz-model.ts'
import type { Response } from '../../scripts/quizzes/response.ts'

/** The right response to an item, in the numbering of the model. */
export function rightResponse(item: Item): Response {
  switch (item.type) {
    case 'single':
    case 'true-false':
      return item.options.findIndex(option => option.key)
    case 'multiple':
      return item.options.flatMap((option, index) => option.key ? [index] : [])
    case 'matching':
    case 'ordering':
      return item.key
    case 'hot-spot':
      return item.regions.findIndex(region => region.key)
    case 'numeric':
      return String(item.answer.value)
    case 'fill-in':
      return item.blanks.map(blank => blank.accepts[0]!.text)
    default:
      throw new Error(`the post-test has an item of type ${item.type}`)
  }
}

/** A response that is wrong. */
export function wrongResponse(item: Item): Response {
  const right = rightResponse(item)
  if (typeof right === 'number')
    return right === 0 ? 1 : 0
  if (item.type === 'numeric')
    return '-1'
  if (item.type === 'fill-in')
    return item.blanks.map(() => 'no')
  if (item.type === 'multiple')
    return [item.options.findIndex(option => !option.key)]
  return [...right as number[]].reverse()
}

/** Ids of the items in the order in which the page shows them. */
export function shownItems(page: Page, quiz: Quiz): Promise<Item[]> {
  return page.locator('fieldset.lq-item').evaluateAll(fieldsets => fieldsets.map(fieldset => fieldset.id.replace(/^lectern-quiz-\d+-/, ''))).then(ids => ids.map(id => quiz.items.find(item => item.id === id)!))
}

/** Answers an item with the mouse. */
export async function answerByMouse(page: Page, item: Item, response: Response): Promise<void> {
  const fieldset = page.locator(`fieldset[id$="-${item.id}"]`)
  if (item.type === 'ordering') {
    const wanted = response as readonly number[]
    for (let place = 0; place < wanted.length; place++) {
      const entries = await entriesOf(page, item)
      for (let at = entries.indexOf(wanted[place]!); at > place; at--)
        await fieldset.locator('.lq-order > li').nth(at).locator('button').first().click()
    }
    if (await fieldset.getByText('Not ordered yet.').count())
      await fieldset.getByRole('button', { name: 'This is the right order' }).click()
  }
  else if (item.type === 'matching') {
    for (const [row, choice] of (response as readonly number[]).entries())
      await fieldset.locator('select').nth(row).selectOption(String(choice))
  }
  else {
    for (const option of [response].flat())
      await fieldset.locator(`.lq-option:has(input[value="${option}"]) label`).click()
  }
}

/** Answers an item with the keyboard alone. */
export async function answerByKeyboard(page: Page, item: Item, response: Response): Promise<void> {
  const scope = `fieldset[id$="-${item.id}"]`
  if (item.type === 'ordering') {
    const wanted = response as readonly number[]
    for (let place = 0; place < wanted.length; place++) {
      const at = (await entriesOf(page, item)).indexOf(wanted[place]!)
      if (at > place) {
        await tabTo(page, `${scope} .lq-order > li:nth-child(${at + 1}) button`)
        // The focus stays with the line that moves.
        for (let step = at; step > place; step--)
          await page.keyboard.press('Enter')
      }
    }
    if (await page.locator(scope).getByText('Not ordered yet.').count()) {
      await tabTo(page, `${scope} .lq-kept button`)
      await page.keyboard.press('Enter')
    }
  }
  else if (item.type === 'matching') {
    for (const [row, choice] of (response as readonly number[]).entries()) {
      await tabTo(page, `${scope} .lq-row:nth-of-type(${row + 1}) select`)
      for (let step = -1; step < choice; step++)
        await page.keyboard.press('ArrowDown')
    }
  }
  else if (item.type === 'multiple') {
    for (const option of response as readonly number[]) {
      await tabTo(page, `${scope} input[value="${option}"]`)
      await page.keyboard.press('Space')
    }
  }
  else {
    await tabTo(page, `${scope} input`)
    await page.keyboard.press('Space')
    for (let tries = 0; tries < 10; tries++) {
      if (await page.evaluate(() => (document.activeElement as HTMLInputElement).value) === String(response))
        return
      await page.keyboard.press('ArrowDown')
    }
    throw new Error(`option ${response} of ${item.id} cannot be reached with the arrow keys`)
  }
}

/** Moves the focus with Tab, or Shift+Tab where the target stands before it, to the first element that matches. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor()
  for (let presses = 0; presses < 150; presses++) {
    const direction = await page.evaluate((selector) => {
      const target = document.querySelector(selector)
      const active = document.activeElement
      if (!target)
        throw new Error(`nothing matches ${selector}`)
      if (active === target)
        return 'there'
      return active && active.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING ? 'Shift+Tab' : 'Tab'
    }, selector)
    if (direction === 'there')
      return
    await page.keyboard.press(direction)
  }
  throw new Error(`${selector} cannot be reached with the Tab key`)
}

/** Indices of the choices in the order shown. */
function entriesOf(page: Page, item: Item): Promise<number[]> {
  if (item.type !== 'ordering')
    return Promise.resolve([])
  const words = item.choices.map(choice => choice.text)
  return page.locator(`fieldset[id$="-${item.id}"] .lq-order > li .lq-text`).allTextContents().then(texts => texts.map(text => words.indexOf(text.trim().replaceAll('\u00A0', ' '))))
}
