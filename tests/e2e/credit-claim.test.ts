import type { Browser, Page } from 'playwright-core'
import type { Device } from './support/device.ts'
import type { SealedCourse } from './support/sealed-course.ts'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { grantRole } from '../../server/roles/role-grants.ts'
import { openStore } from '../../server/storage/open-store.ts'
import { bringTo, listenToTerminal, objections, openDevice } from './support/device.ts'
import { serveSealedCourse } from './support/sealed-course.ts'
import { smallCourse } from './support/small-course.ts'

/*
 * A course for AMA credit of a jointly accredited provider, on a phone: who one is, what is claimed, and what becomes of the certificate.
 */

let sealed: SealedCourse
let browser: Browser
let learner: Device
let office: Device
let page: Page

beforeAll(async () => {
  listenToTerminal()
  const yaml = smallCourse['slides/demo/course.yaml']!.replace('accreditation: none', 'accreditation: joint').replace('type: Demonstration unit', 'type: AMA PRA Category 1 Credit')
  sealed = await serveSealedCourse({ ...smallCourse, 'slides/demo/course.yaml': yaml })
  const store = openStore({ dataFolder: join(sealed.folder, 'data') })
  await grantRole(store.writer, 'office@example.org', 'office', { actor: 'command line', now: new Date().toISOString(), mayLeaveNoAdmin: true })
  await store.db.destroy()
  browser = await launchBrowser()
  learner = await openDevice(browser, { viewport: { width: 390, height: 844 } })
  office = await openDevice(browser)
  await bringTo('front-matter', office, sealed, 'office@example.org')
  page = learner.page
})
afterAll(async () => {
  await browser?.close()
  await sealed?.remove()
  vi.restoreAllMocks()
})

const textOf = async (selector: string) => (await page.locator(selector).allInnerTexts()).join('\n')
const main = () => textOf('main')

/** Pictures to look at, when somebody asks for them. */
async function picture(name: string): Promise<void> {
  if (process.env.LECTERN_PICTURES)
    await page.screenshot({ path: join(process.env.LECTERN_PICTURES, `${name}.png`), fullPage: true })
}

async function enrolment(): Promise<{ enrolment: string, certificate: string, nameDiffers: boolean }> {
  const { rows } = await (await office.context.request.get(`${sealed.server.url}/api/office/courses/demo/roster`)).json()
  return rows.find(({ email }: { email: string }) => email === 'ann@example.org')
}

async function correct(correction: object): Promise<void> {
  const response = await office.context.request.post(`${sealed.server.url}/api/office/enrolments/${(await enrolment()).enrolment}/corrections`, { headers: { 'origin': sealed.server.url, 'idempotency-key': randomUUID() }, data: correction })
  expect(response.status()).toBe(200)
}

it('who you are: refuses what no certificate bears, asks for Latin letters, and asks a pharmacist for what CPE Monitor needs', async () => {
  await bringTo('claim', learner, sealed, 'ann@example.org')
  await page.goto(`${sealed.address}#/profile`)
  await page.locator('#familyName').fill('Müller 🩺')
  await page.locator('#credentials').fill('M.D.')
  await page.getByRole('button', { name: 'Save and go on' }).click()
  await page.getByText('Take this out: 🩺. No certificate bears it.').waitFor()
  expect(await page.locator('#profession-hint em').allInnerTexts()).toEqual(['AMA PRA Category 1 Credit'])
  expect(await textOf('#profession-hint')).toContain('Credit™.')
  await picture('1-emoji')
  await page.locator('#familyName').fill('李 Müller')
  await page.getByRole('button', { name: 'Save and go on' }).click()
  await page.getByText('Certificates cannot be printed with 李 here.').waitFor()
  await page.locator('#latin-given').fill('Ann')
  await page.locator('#latin-family').fill('Li Mueller')
  await page.locator('#profession').selectOption('pharmacist')
  await page.getByLabel('Report my credit to CPE Monitor').check()
  await page.getByLabel('NABP e-Profile ID').fill('A12')
  await page.getByRole('button', { name: 'Save and go on' }).click()
  await page.getByText('This is not an e-Profile ID').waitFor()
  expect(await objections(page)).toEqual([])
  await picture('2-pharmacist')
  await page.getByRole('button', { name: 'Español' }).click()
  await page.getByText('No es un e-Profile ID').waitFor()
  await page.getByText('2 datos necesitan su atención.').waitFor()
  await picture('2-pharmacist-es')
  await page.getByRole('button', { name: 'English' }).click()
  await page.locator('#profession').selectOption('physician')
  expect(await page.getByLabel('NABP e-Profile ID').count()).toBe(0)
  await page.locator('#report').uncheck()
  await page.getByRole('button', { name: 'Save and go on' }).click()
  await page.locator('#credits').waitFor()
})

it('the claim: nothing is preset, what was recorded stands beside it, and the name is the one that will be printed', async () => {
  expect(await page.locator('#credits').inputValue()).toBe('')
  expect(await page.locator('label[for=credits] em').allInnerTexts()).toEqual(['AMA PRA Category 1 Credit'])
  expect(await main()).toContain('Recorded of you: 3 of 3 slides seen, and 0 seconds with the lecture, for which the course plans 3 minutes. That is less than half of it')
  expect(await main()).toContain('issued to Ann Li Mueller, M.D. Change')
  expect(await main()).toContain('cannot print all of “Ann 李 Müller, M.D.”')
  await picture('3-claim')
  await page.locator('#credits').selectOption('1')
  await page.getByRole('button', { name: 'Claim', exact: true }).click()
  await page.getByRole('alertdialog', { name: 'Claim 1 AMA PRA Category 1 Credit™?' }).waitFor()
  expect(await textOf('[role=alertdialog]')).toContain('Ann Li Mueller, M.D.\n')
  expect(await page.locator('[role=alertdialog] h2 em').count()).toBe(1)
  await picture('4-dialog')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Claim' }).click()
  await page.getByRole('heading', { name: 'You have claimed 1 AMA PRA Category 1 Credit™.' }).waitFor()
})

it('a changed name: says what is saved, what the certificate says and who mends it; the open page sees what the office did', async () => {
  await page.goto(`${sealed.address}#/profile`)
  await page.locator('#familyName').fill('Ito')
  await page.locator('#latin-given').fill('')
  await page.locator('#latin-family').fill('')
  await page.getByRole('button', { name: 'Save and go on' }).click()
  const told = page.getByText('Your name is saved: Ann Ito, M.D. This certificate still says: Ann 李 Müller, M.D. A certificate is never changed')
  await told.waitFor()
  expect(await told.getByRole('link', { name: 'office@example.org' }).count()).toBe(1)
  await picture('5-name-changed')
  expect(await enrolment()).toMatchObject({ nameDiffers: true })
  await correct({ kind: 'reissue-certificate', reason: 'She married' })
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await told.waitFor({ state: 'detached' })
  await page.locator('.certificate').getByText('Ann Ito, M.D.', { exact: true }).waitFor()
})

it('a revoked certificate: is said first, with who can say why, and is neither given out nor mailed', async () => {
  await correct({ kind: 'revoke-certificate', certificate: (await enrolment()).certificate, reason: 'Somebody else took the test' })
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await page.getByRole('heading', { name: 'Your certificate was revoked.' }).waitFor()
  await page.locator('.certificate').getByText('Revoked').waitFor()
  const text = await main()
  expect(text).not.toContain('You have claimed')
  expect(text).toContain('office@example.org')
  expect(await page.getByRole('link', { name: /Download the/ }).count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Send it to me by mail' }).count()).toBe(0)
  await picture('6-revoked')
  expect(await objections(page)).toEqual([])
  await page.goto(`${sealed.address}#/your-data`)
  await page.getByText(/Your credit for “Safe doses” is kept until \w+ \d+, 20\d\d\./).first().waitFor()
  await picture('7-data')
})
