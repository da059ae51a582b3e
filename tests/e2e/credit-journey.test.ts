import type { Browser, Page } from 'playwright-core'
import type { Device } from './support/device.ts'
import type { SealedCourse } from './support/sealed-course.ts'
import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { verifyPdf } from '../../scripts/handouts/verify-pdf.ts'
import { answerByKeyboard, answerByMouse, rightResponse, shownItems, tabTo, wrongResponse } from './post-test-driver.ts'
import { quizOf } from './support/bring-to.ts'
import { bringTo, codeFor, journeyOf, listenToTerminal, objections, openDevice, signIn } from './support/device.ts'
import { serveSealedCourse } from './support/sealed-course.ts'

/*
 * The journey to credit by keyboard alone, on a phone in Spanish, magnified; and what its pages say and let one do.
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

const heading = (page: Page) => page.locator('main h1')
const headingIs = (page: Page, words: string) => expect.poll(() => heading(page).first().allInnerTexts()).toEqual([words])
const main = (page: Page) => page.locator('main').allInnerTexts().then(texts => texts.join())
const seen = (page: Page, count: string) => page.waitForFunction(count => document.querySelector('.progress .count')?.textContent === count, count)
const frameOf = async (page: Page) => (await (await page.locator('iframe').elementHandle())!.contentFrame())!

async function openAt(step: Parameters<typeof bringTo>[0], email: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  device = await openDevice(browser, options)
  await bringTo(step, device, sealed, email)
  await device.page.goto(sealed.address)
  return device.page
}

/** Presses Tab up to an element and then a key. */
async function press(page: Page, selector: string, key = 'Enter'): Promise<void> {
  await tabTo(page, selector)
  await page.keyboard.press(key)
}

async function type(page: Page, selector: string, text: string): Promise<void> {
  await tabTo(page, selector)
  await page.keyboard.type(text)
}

describe('the journey by keyboard alone', () => {
  it('goes from sign-in to a certificate', async () => {
    device = await openDevice(browser)
    const { page } = device
    await page.goto(sealed.address)
    await type(page, '#email', 'ann@example.org')
    await page.keyboard.press('Enter')
    await page.locator('#code').waitFor()
    await page.keyboard.type(await codeFor('ann@example.org'))
    await page.keyboard.press('Enter')
    await type(page, '#givenName', 'Ann')
    await type(page, '#familyName', 'Ōta')
    await press(page, '#profession', 'ArrowDown')
    await press(page, 'form button.primary')
    await press(page, '#read', 'Space')
    await press(page, 'main button.primary')
    await page.locator('.lq-item').first().waitFor()
    for (const item of quizOf(sealed.course, 'pre-test').items)
      await answerByKeyboard(page, item, rightResponse(item))
    await press(page, '.lq-submit .lq-primary')
    await headingIs(page, 'Lecture')
    await press(page, '#lectern-deck-keys button')
    const frame = await frameOf(page)
    await expect.poll(() => frame.evaluate(() => document.hasFocus())).toBe(true)
    await seen(page, '1 of 3')
    await page.keyboard.press('ArrowRight')
    await seen(page, '2 of 3')
    await page.keyboard.press('ArrowRight')
    await page.getByRole('link', { name: 'Go on to: Post-test' }).waitFor()
    // Out of the deck again, on to what comes next.
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Fill the window')
    await press(page, '.next a')
    await headingIs(page, 'Post-test')
    await press(page, 'main button.primary')
    await page.locator('.lq-item').first().waitFor()
    // One question at a time.
    await press(page, '.lq-present[aria-pressed="false"]')
    for (let shown = 0; shown < 3; shown++) {
      const [item] = await shownItems(page, quizOf(sealed.course, 'post-test'))
      await answerByKeyboard(page, item!, rightResponse(item!))
      if (shown < 2)
        await press(page, '.lq-turn button:last-child')
    }
    await press(page, '.lq-submit .lq-primary')
    await page.getByText('Passed: 3 of 3 points.').waitFor()
    await press(page, 'a.primary')
    await headingIs(page, 'Evaluation')
    await press(page, 'fieldset[id$="-bias"] input', 'Space')
    await press(page, '.lq-present[aria-pressed="false"]')
    await press(page, '.lq-submit .lq-primary')
    await headingIs(page, 'Credit & certificate')
    // Nothing is proposed, and nothing is claimed without a choice.
    await press(page, 'form button.primary')
    await page.locator('#credits:focus[aria-invalid]').waitFor()
    expect(await main(page)).toContain('Choose how much you claim.')
    await page.keyboard.type('1')
    await press(page, 'form button.primary')
    await page.getByRole('alertdialog', { name: 'Claim 1 Demonstration unit?' }).waitFor()
    await press(page, '[role=alertdialog] button.primary')
    await page.getByText('The signature of the course’s server holds.').waitFor()
    expect(await main(page)).toContain('Ann Ōta')
    expect(device.complaints).toEqual([])
  })
})

describe('the journey on a phone, in Spanish', () => {
  it('has every page and state in Spanish, nothing that axe objects to and nothing wider than 320 pixels', async () => {
    device = await openDevice(browser, { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, locale: 'es-ES', reducedMotion: 'reduce' })
    const { page } = device
    const look = async () => {
      expect(await objections(page)).toEqual([])
      // What is left of English is the course's own, and marked.
      expect(await page.evaluate(() => document.documentElement.lang)).toBe('es')
      const text = await page.evaluate(() => {
        const copy = document.body.cloneNode(true) as HTMLElement
        copy.querySelectorAll('[lang^=en], iframe, script').forEach(node => node.remove())
        return copy.textContent!
      })
      expect(text).not.toMatch(/\b(?:the|and|your|questions?|save|next|answers?)\b/i)
    }
    await page.goto(sealed.address)
    await headingIs(page, 'Iniciar sesión')
    await page.getByText('Qué es este curso y quién lo ha hecho').click()
    await look()
    await signIn(page, 'eva@example.org')
    await headingIs(page, 'Sus datos personales')
    await page.locator('#licences-add').click()
    // Of a demonstration nothing is reported: no birthday is asked for.
    expect(await page.locator('#report').count()).toBe(0)
    await page.locator('#givenName').fill('Eva')
    await page.locator('#npi').fill('1234567890')
    await page.getByRole('button', { name: 'Guardar y continuar' }).click()
    await page.getByText('4 datos necesitan su atención.').waitFor()
    await look()
    await page.locator('#familyName').fill('Müller')
    await page.locator('#profession').selectOption('nurse')
    await page.locator('#npi').fill('1234 567 893')
    await page.locator('#licences-0').selectOption('NJ')
    await page.locator('#licences-0-number').fill('26NR1')
    expect(await page.locator('[aria-invalid]').count()).toBe(0)
    await page.getByRole('button', { name: 'Guardar y continuar' }).click()
    await page.locator('#read').waitFor()
    expect(await page.locator('main dd').allInnerTexts()).toContain('Publicado el 1 de enero de 2026; última revisión el 1 de enero de 2026; caduca al terminar el 31 de diciembre de 2028 (UTC)')
    await page.getByRole('button', { name: 'Continuar' }).click()
    await page.getByText('Marque la casilla cuando haya leído esta página.').waitFor()
    await look()
    await page.locator('#read').check()
    await page.getByRole('button', { name: 'Continuar' }).click()
    await page.locator('.lq-item').first().waitFor()
    await page.getByRole('button', { name: 'Enviar las respuestas' }).click()
    await page.getByText('Aún sin responder:').first().waitFor()
    await look()
    for (const item of quizOf(sealed.course, 'pre-test').items)
      await answerByMouse(page, item, rightResponse(item))
    await page.getByRole('button', { name: 'Enviar las respuestas' }).click()
    await headingIs(page, 'Conferencia')
    await page.getByText('3 de 3').first().waitFor()
    await look()
    await page.getByRole('button', { name: 'Ocupar toda la ventana' }).click()
    await look()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Continuar con: Prueba final' }).click()
    await headingIs(page, 'Prueba final')
    await page.getByText('Sin acreditación; no designado para').first().waitFor()
    await look()
    await page.getByRole('button', { name: /Paso 4 de 6/ }).click()
    await look()
    await page.getByRole('button', { name: 'Empezar la prueba final' }).click()
    await page.locator('.lq-item').first().waitFor()
    await page.getByRole('button', { name: 'De una en una' }).click()
    await look()
    await page.getByRole('button', { name: 'Todas en una página' }).click()
    for (const item of quizOf(sealed.course, 'post-test').items)
      await answerByMouse(page, item, rightResponse(item))
    await page.getByRole('button', { name: 'Enviar las respuestas' }).click()
    await page.getByText('Aprobada: 3 de 3 puntos.').waitFor()
    await page.getByRole('button', { name: 'Mostrar sus respuestas' }).click()
    await page.getByText('Respuesta correcta').first().waitFor()
    await look()
    await page.getByRole('link', { name: 'Continuar con: Evaluación del curso' }).click()
    await page.locator('.lq-item').first().waitFor()
    await look()
    await page.locator('fieldset[id$="-bias"] label').first().click()
    await page.getByRole('button', { name: 'Enviar las respuestas' }).click()
    await headingIs(page, 'Créditos y certificado')
    await page.locator('#credits').selectOption({ label: '0,75' })
    await page.getByRole('button', { name: 'Solicitar' }).click()
    await page.getByRole('alertdialog', { name: '¿Solicitar 0,75 Demonstration unit?' }).waitFor()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Solicitar' }).click()
    await page.getByText('La firma del servidor del curso es válida.').waitFor()
    await look()
    await page.getByRole('link', { name: 'Expediente' }).first().click()
    await headingIs(page, 'Expediente')
    await page.getByText('Safe doses').last().waitFor()
    await look()
    await page.getByRole('link', { name: 'Sus datos en el servicio' }).click()
    await headingIs(page, 'Sus datos en el servicio')
    await look()
    expect(device.complaints).toEqual([])
  })

  it('keeps its place when the language is changed', async () => {
    const page = await openAt('post-test', 'fay@example.org')
    await page.getByRole('button', { name: 'Begin the post-test' }).click()
    await page.locator('.lq-item').first().waitFor()
    const order = await shownItems(page, quizOf(sealed.course, 'post-test'))
    await answerByMouse(page, order[0]!, rightResponse(order[0]!))
    await page.getByRole('button', { name: 'Español' }).click()
    await page.getByText('1 de 3 respondidas').waitFor()
    expect(await shownItems(page, quizOf(sealed.course, 'post-test'))).toEqual(order)
    await page.reload()
    await page.getByText('1 de 3 respondidas').waitFor()
  })
})

describe('the pages', () => {
  it('have nothing that axe objects to in the dark, and fit at twice the size', async () => {
    const page = await openAt('done', 'gus@example.org', { colorScheme: 'dark', viewport: { width: 640, height: 400 } })
    for (const [path, words] of [['claim', 'The signature'], ['front-matter', 'Disclosures'], ['lecture', 'You are done with the lecture'], ['post-test', 'Passed'], ['profile', 'keep the name they were issued with (Ann Müller)'], ['transcript', 'Safe doses'], ['your-data', 'Erase my account']] as const) {
      await page.goto(`${sealed.address}#/${path}`)
      await page.locator('main').getByText(words).first().waitFor()
      expect(await objections(page)).toEqual([])
    }
  })

  it('tell of the lecture where one was, what is missing, and lead there', async () => {
    const page = await openAt('lecture', 'hal@example.org')
    await page.getByText('3 slides. This step is done when you have seen every one.').waitFor()
    await seen(page, '1 of 3')
    const frame = await frameOf(page)
    await expect.poll(() => frame.evaluate(() => location.hash)).toBe('#/1')
    await frame.evaluate(() => {
      location.hash = '#/3'
    })
    await seen(page, '2 of 3')
    await page.reload()
    // It goes on at the slide of the last visit, and what was seen is with the service already.
    await expect.poll(async () => (await frameOf(page)).evaluate(() => location.hash), { timeout: 20_000 }).toBe('#/3')
    await seen(page, '2 of 3')
    await page.getByRole('button', { name: 'Slide 2' }).click()
    await page.getByText('You are done with the lecture.').waitFor()
    expect((await journeyOf(device, sealed)).lecture.seen).toEqual([1, 2, 3])
    await page.goto(`${sealed.address}#/pre-test`)
    await page.getByText('You have finished the pre-test.').waitFor()
    await page.locator('main').getByRole('link', { name: 'Go on to: Post-test' }).click()
    await headingIs(page, 'Post-test')
  })

  it('tell before the post-test what it asks, afterwards what came out, and at the end who can help', async () => {
    const page = await openAt('post-test', 'ida@example.org')
    await page.getByRole('button', { name: 'Begin the post-test' }).waitFor()
    expect(await main(page)).toMatch(/2 of 3 right answers \(66%\) pass\.\s+You may take it 3 times\.[\s\S]+once you have passed, the right answers/)
    for (let attempt = 1; attempt <= 3; attempt++) {
      await page.getByRole('button', { name: attempt === 1 ? 'Begin the post-test' : 'Begin another attempt' }).click()
      await page.locator('.lq-item').first().waitFor()
      for (const item of await shownItems(page, quizOf(sealed.course, 'post-test')))
        await answerByMouse(page, item, wrongResponse(item))
      await page.getByRole('button', { name: 'Submit answers' }).click()
      await page.getByText('Not passed: 0 of 3 points.').first().waitFor()
    }
    await page.getByText('You have used all attempts. The office of the course can say what is possible now: Test Office').waitFor()
    await page.getByRole('button', { name: 'Show your answers' }).click()
    await page.getByText('The right answers, their reasons and references are told once you have passed.').waitFor()
    expect(await main(page)).not.toContain('It precipitates withdrawal.')
    expect(await page.locator('.review-options .chosen').count()).toBe(3)
    expect(await objections(page)).toEqual([])
  })

  it('copy the address of a certificate, and save the transcript as a table and for programs', async () => {
    const page = await openAt('done', 'jo@example.org', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy the address' }).click()
    await page.getByText('Copied.').waitFor()
    await page.getByRole('button', { name: 'Send it to me by mail' }).click()
    await page.getByText('No mail server is set up here').waitFor()
    await page.getByText('Nothing was sent: the letter to jo@example.org stands in the terminal').waitFor()
    const address = await page.evaluate(() => navigator.clipboard.readText())
    expect(address).toMatch(new RegExp(`^${sealed.server.url}/verify/[\\w-]+$`))
    await page.goto(`${sealed.address}#/transcript`)
    await page.getByText('0.75 Demonstration unit').waitFor()
    const saved = async (button: string) => {
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: button }).click()
      return readFile(await (await download).path(), 'utf8')
    }
    const day = new Date().toISOString().slice(0, 10)
    expect(await saved('Download as a table (CSV)')).toContain(`Safe doses,Test Provider,${day},${day},0.75,"Demonstration, no credit",${address.split('/').at(-1)},Valid\r\n`)
    expect(JSON.parse(await saved('Download for programs (JSON)'))).toMatchObject({ learner: 'Ann Müller', courses: [{ title: 'Safe doses', credits: 0.75 }] })
    const file = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download the transcript (PDF)' }).click()
    expect(await verifyPdf(await readFile(await (await file).path()))).toEqual([])
    const [pdf] = [await page.pdf()]
    expect(pdf.length).toBeGreaterThan(10_000)
  })

  it('give a learner all their data, and erase the account once the address is typed', async () => {
    const page = await openAt('done', 'kim@example.org')
    await page.goto(`${sealed.address}#/your-data`)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download all my data' }).click()
    expect(await readFile(await (await download).path(), 'utf8')).toContain('Müller')
    await page.getByRole('button', { name: 'Erase my account' }).click()
    const dialog = page.getByRole('alertdialog')
    expect(await dialog.getByRole('button', { name: 'Erase it' }).isDisabled()).toBe(true)
    expect(await objections(page)).toEqual([])
    await dialog.locator('input').fill('kim@example.org')
    await dialog.getByRole('button', { name: 'Erase it' }).click()
    await page.getByText('Your account is erased. Records of credit are kept until').waitFor()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })

  it('come back to the code when the phone forgot the page meanwhile', async () => {
    device = await openDevice(browser)
    const { page } = device
    await page.goto(sealed.address)
    await page.locator('#email').fill('lia@example.org')
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.locator('#code').waitFor()
    await page.reload()
    await page.getByText('A code of eight digits is on its way to lia@example.org.').waitFor()
    // As it is pasted from the mail.
    await page.locator('#code').fill(` ${(await codeFor('lia@example.org')).replace(/(...)/, '$1 ')} `)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await headingIs(page, 'Who you are')
  })
})
