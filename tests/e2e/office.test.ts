import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import type { OfficeServer } from '../office/support/office-server.ts'
import type { Goal } from '../office/support/seed-learners.ts'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import process from 'node:process'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { ADMIN, OFFICE, startOfficeServer } from '../office/support/office-server.ts'
import { tabTo } from './post-test-driver.ts'

/*
 * The office's pages in Chromium, over a real credit service on SQLite: 54 learners at all steps of the repository's own
 * course, and two of a course that is accredited. Every test ends without a word in the browser's console: nothing that the
 * content security policy refused, no error.
 */

const GOALS: Goal[] = ['claimed', 'claimed', 'passed', 'claimed', 'lecture', 'failed', 'claimed', 'claimed']
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let office: OfficeServer
let browser: Browser
let context: BrowserContext
let page: Page
let complaints: string[]
let printed: string[]
let sessions: Record<string, Awaited<ReturnType<BrowserContext['storageState']>>>

beforeAll(async () => {
  printed = []
  vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')))
  office = await startOfficeServer([...Array.from({ length: 40 }, (_, no) => GOALS[no % GOALS.length]!), ...Array.from({ length: 14 }, () => 'enrolled' as const)])
  browser = await launchBrowser()
  sessions = {}
  for (const address of [OFFICE, ADMIN, 'nobody@example.org']) {
    await visit({})
    await page.goto(`${office.server.url}/office/`)
    await signIn(address)
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    sessions[address] = await context.storageState()
    await context.close()
  }
})
afterEach(async () => {
  await context.close()
  expect(complaints).toEqual([])
})
afterAll(async () => {
  await browser?.close()
  await office?.close()
  vi.restoreAllMocks()
})

/** A browser of its own; `as` is who is signed in there. */
async function visit({ as, ...options }: Parameters<Browser['newContext']>[0] & { as?: string }): Promise<void> {
  context = await browser.newContext({ locale: 'en-US', ...as && { storageState: sessions[as] }, ...options })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  complaints = []
  page.on('pageerror', error => complaints.push(error.message))
  // What the service refuses is an answer, which Chromium reports as an error.
  page.on('console', message => ['error', 'warning'].includes(message.type()) && !/\/api\//.test(message.location().url) && complaints.push(message.text()))
}

const open = (path: string) => page.goto(`${office.server.url}/office${path}`)
const course = () => `/courses/${office.bundle.name}`
const codeFor = (email: string) => vi.waitFor(() => /: (\d{8}) is your code/.exec(printed.findLast(text => text.includes(`Mail to ${email}`)) ?? '')![1]!)
/** As expect.poll, as patient as the browser's own waits: a busy machine is no fault of the pages. */
const eventually = <T>(read: () => Promise<T> | T) => expect.poll(read, { timeout: 20_000 })
/** The words of an element as they are shown. */
const textOf = (element: Locator) => element.allInnerTexts().then(texts => texts.join('\n'))
const rows = () => page.locator('tbody tr')
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name })

async function signIn(email: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await page.getByLabel('Code').fill(await codeFor(email))
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function choose(label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

/** What axe objects to, and whether the page is wider than the screen. */
async function flaws(): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: { run: (root: Document, options: object) => Promise<{ violations: { id: string, nodes: { html: string }[] }[] }> } }).axe.run(document, { resultTypes: ['violations'] })
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
    return [...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)), ...wide > 0 ? [`${wide} px too wide`] : []]
  })
}

/** Opens the record of a learner who has claimed and was not corrected yet. */
async function openRecord(name: string): Promise<void> {
  await open(`${course()}/roster?search=${encodeURIComponent(name)}&step=done`)
  await page.locator('tbody a').first().click()
  await page.locator('.timeline').waitFor()
}

describe('the office’s pages', () => {
  it('ask who one is, and tell somebody without a role what to do', async () => {
    await visit({})
    await open('/audit')
    await heading('Sign in').waitFor()
    expect(await flaws()).toEqual([])
    await context.close()
    await visit({ as: 'nobody@example.org' })
    await open(`${course()}/roster`)
    await heading('You have no role in this office').waitFor()
    expect(await textOf(page.locator('pre'))).toBe('lectern admin grant nobody@example.org --role office')
    expect(await page.locator('table').count()).toBe(0)
    expect(await flaws()).toEqual([])
  })

  it('list courses and learners; every filter stands in the address', async () => {
    await visit({ as: OFFICE })
    await open('/')
    await page.getByRole('link', { name: office.bundle.meta.title, exact: true }).click()
    await page.getByText('50 shown; there are more.').waitFor()
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByText('54 shown; that is all.').waitFor()
    expect(new Set(await page.locator('tbody th a').evaluateAll(links => links.map(link => (link as HTMLAnchorElement).href))).size).toBe(54)

    await choose('Post-test', 'Passed')
    await choose('Profession', 'Physician')
    await eventually(() => new URL(page.url()).search).toBe('?passed=true&profession=physician')
    await eventually(() => page.locator('tbody .under').allInnerTexts().then(texts => [...new Set(texts)])).toEqual(['Physician'])
    expect(await page.locator('tbody').getByText('Not yet').count()).toBe(0)
    const found = await rows().count()
    await page.reload()
    await eventually(() => rows().count()).toBe(found)
    expect(await textOf(page.getByRole('combobox', { name: 'Profession' }))).toContain('Physician')
    const csv = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download these learners (CSV)' }).click()
    expect((await readFile(await (await csv).path(), 'utf8')).trim().split('\r\n')).toHaveLength(found + 1)

    await page.goBack()
    await page.getByLabel('Search').fill('mull')
    await eventually(() => new URL(page.url()).searchParams.get('search')).toBe('mull')
    await eventually(() => page.locator('tbody th a').allInnerTexts().then(names => names.every(name => name.includes('Müller')))).toBe(true)
    await page.getByLabel('Search').fill('nobody of this name')
    await page.getByText('No learner fits these filters.').waitFor()
    await page.getByRole('button', { name: 'Clear all filters' }).click()
    await page.getByText('50 shown; there are more.').waitFor()
  })

  it('correct a claim, by keyboard; the public page shows it, and the roster one comes back to', async () => {
    await visit({ as: OFFICE })
    await openRecord('Müller')
    const old = await textOf(page.locator('.number'))
    const roster = page.url()
    await tabTo(page, 'main .actions button')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    expect(await flaws()).toEqual([])
    expect(await textOf(page.getByRole('dialog'))).toContain(`supersedes ${old}`)
    // Nothing is preset: a hurried press corrects nothing.
    expect(await textOf(page.locator('.dialog [role=combobox]'))).toContain('Choose')
    expect(await textOf(page.getByRole('dialog'))).not.toContain('The claim becomes')
    await page.getByLabel('Reason').fill('In a hurry.')
    await page.locator('.dialog button[type=submit]').click()
    await page.getByText('Choose a value: none is preset.').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox')
    expect(await flaws()).toEqual([])
    await page.getByLabel('Reason').fill('')
    await tabTo(page, '.dialog [role=combobox]')
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: '0.25' }).waitFor()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.getByRole('listbox').waitFor({ state: 'detached' })
    await tabTo(page, '.dialog button[type=submit]')
    await page.keyboard.press('Enter')
    await page.getByText('Say why, in 5 characters or more.').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
    await page.keyboard.type('Left after the first quarter.')
    await tabTo(page, '.dialog button[type=submit]')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.getByText('The claim is corrected, and a new certificate is issued.').first().waitFor()
    await page.getByText('The claim was corrected to 0.25').waitFor()
    expect(await page.getByText('By office@example.org: “Left after the first quarter.”').count()).toBe(1)
    expect(await page.locator('tbody .status').filter({ hasText: /Valid|Superseded/ }).allInnerTexts()).toEqual(['! Superseded', '✓ Valid'])
    expect(page.url()).toBe(roster)
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('corrections')

    await page.goBack()
    await eventually(() => textOf(rows().first())).toMatch(/0\.25$/)
    const { supersededBy, status } = await (await page.request.get(`${office.server.url}/api/certificates/${old}`)).json()
    expect(status).toBe('superseded')
    await page.goto(`${office.server.url}/verify/${supersededBy}`)
    expect(await textOf(page.locator('main'))).toMatch(/valid[\s\S]*0\.25/i)
  })

  it('make a correction once, when its answer was lost and the page reloaded', async () => {
    await visit({ as: OFFICE })
    await openRecord('Okafor')
    await page.route('**/corrections*', async (route) => {
      await route.fetch()
      await route.abort()
    })
    await page.getByRole('button', { name: 'Revoke the certificate …' }).click()
    await page.getByLabel('Reason').fill('The license was not theirs.')
    await page.getByRole('button', { name: 'Revoke the certificate', exact: true }).dblclick()
    await page.getByRole('dialog').getByRole('alert').waitFor()
    await page.unroute('**/corrections*')
    await page.reload()
    await page.getByText('Sent, but not answered: Revoke the certificate.').waitFor()
    expect(await flaws()).toEqual([])
    await page.getByRole('button', { name: 'Send it again' }).click()
    await page.getByText('The certificate is revoked.').first().waitFor()
    expect(await page.locator('.timeline').getByText('was revoked').count()).toBe(1)
    expect(await page.getByText('Sent, but not answered').count()).toBe(0)
    await page.goto((await page.locator('.number').getAttribute('href'))!.replace(/^/, office.server.url))
    expect(await textOf(page.locator('main'))).toMatch(/revoked/i)
  })

  it('grant another attempt to who has used theirs', async () => {
    await visit({ as: OFFICE })
    await open(`${course()}/roster?step=post-test`)
    await page.locator('tbody a').first().click()
    await page.getByRole('button', { name: 'Grant more attempts …' }).click()
    await choose('More attempts', '2')
    expect(await textOf(page.getByRole('dialog'))).toContain('2 more times. Used so far: 2 of 2.')
    await page.getByLabel('Reason').fill('The power failed in both.')
    // A colleague was faster: one decides again, over the record as it is now.
    const record = page.url().split('/').at(-1)
    const other = await page.request.post(`${office.server.url}/api/office/enrolments/${record}/corrections`, { headers: { 'origin': office.server.url, 'idempotency-key': randomUUID() }, data: { kind: 'grant-attempts', attempts: 1, reason: 'The power failed.' } })
    expect(other.status()).toBe(200)
    await page.getByRole('button', { name: 'Grant more attempts', exact: true }).click()
    await page.getByText('Somebody else has corrected this record since you read it.').waitFor()
    await page.getByText('2 more times. Used so far: 2 of 3.').waitFor()
    expect(await page.getByLabel('Reason').inputValue()).toBe('The power failed in both.')
    await page.getByRole('button', { name: 'Grant more attempts', exact: true }).click()
    await page.getByText('2 more attempts were granted').waitFor()
    await page.getByRole('button', { name: /Attempt 1/ }).click()
    expect(await page.locator('.attempts tbody tr').count()).toBe(12)
  })

  it('give a learner’s data out, and erase a learner whose name is typed', async () => {
    await visit({ as: OFFICE })
    await openRecord('O’Brien')
    const file = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download everything (JSON)' }).click()
    expect(await readFile(await (await file).path(), 'utf8')).toContain('O’Brien')
    const name = await textOf(heading(/O’Brien/))
    await page.getByRole('button', { name: 'Erase the learner …' }).click()
    await page.getByRole('alertdialog').waitFor()
    expect(await flaws()).toEqual([])
    await page.getByLabel('Reason').fill('Asked for by letter.')
    await page.getByRole('button', { name: 'Erase the learner', exact: true }).click()
    await page.getByText('This is not the name.').waitFor()
    await page.getByLabel(/^To go on, type the name/).fill(name)
    await page.getByRole('button', { name: 'Erase the learner', exact: true }).click()
    await page.getByText('Kept, because credit has to be verifiable:').waitFor()
    expect(await flaws()).toEqual([])
  })

  it('show items, outcomes and evaluations in numbers and in words', async () => {
    await visit({ as: OFFICE })
    await open(`${course()}/roster?search=mull`)
    await page.getByRole('tab', { name: 'Items' }).click()
    await page.getByText(/To look at: \d+ of 12 questions\./).waitFor()
    expect(await page.locator('tbody td[data-label="Discrimination D"] .status').count()).toBe(12)
    await page.getByRole('button', { name: 'What was chosen: 2' }).click()
    await page.locator('.bar-number').first().waitFor()
    expect(await textOf(page.locator('.bar-number').first())).toMatch(/^\d+% \(\d+ of \d+\)$/)
    expect(await flaws()).toEqual([])
    await page.getByRole('tab', { name: 'Evaluation & outcomes' }).click()
    await page.getByText(/^Normalized gain:/).waitFor()
    for (const name of ['Commitment to change', 'Perceived bias', 'Other questions'])
      await page.getByRole('heading', { name }).waitFor()
    expect(await flaws()).toEqual([])
    await page.getByRole('tab', { name: 'Roster' }).click()
    await eventually(() => new URL(page.url()).search).toBe('?search=mull')
  })

  it('keep one long answer from pushing the others out of sight', async () => {
    await visit({ as: OFFICE, viewport: { width: 390, height: 800 } })
    await page.route(/\/api\/office\/courses\/[^/]+\/report/, async (route) => {
      const response = await route.fetch()
      const body = await response.json()
      await route.fulfill({ response, json: { ...body, evaluation: body.evaluation.map((question: { words: string[] }) => question.words.length ? { ...question, words: ['word '.repeat(2000), ...question.words] } : question) } })
    })
    await open(`${course()}/evaluation`)
    const quote = page.locator('.quote').filter({ hasText: 'word word' }).first()
    await quote.waitFor()
    expect((await quote.boundingBox())!.height).toBeLessThan(600)
    await quote.getByRole('button', { name: 'The whole answer (10,000 characters)' }).click()
    expect((await textOf(quote)).length).toBeGreaterThan(9_000)
    if (process.env.LECTERN_PICTURES)
      await page.screenshot({ path: `${process.env.LECTERN_PICTURES}/long-answer.png` })
    expect(await flaws()).toEqual([])
  })

  it('say how many records are not in the numbers yet', async () => {
    await visit({ as: OFFICE })
    let uncounted = 1234
    await page.route(/\/api\/office\/courses(?:\?|$|\/[^/]+\/report)/, async (route) => {
      const response = await route.fetch()
      const body = await response.json()
      await route.fulfill({ response, json: { ...body, ...'rows' in body ? { rows: body.rows.map((row: object) => ({ ...row, uncounted })) } : { uncounted } } })
    })
    await open(`${course()}/items`)
    await eventually(() => page.getByText('1,234 records are still being counted and not in these numbers yet.').count()).toBe(2)
    uncounted = 100_001
    await open('/')
    await page.getByText('More than 100,000 records are still being counted').first().waitFor()
  })

  it('tell what PARS lacks, and make an export that can be had again', async () => {
    await visit({ as: OFFICE })
    await open(`${course()}/exports`)
    await page.getByText('This course is not accredited').waitFor()
    await open(`/courses/${office.accredited.name}/exports`)
    await page.getByText('There is neither an NPI nor a state license.').waitFor()
    await page.getByLabel('Number of the provider').fill('123')
    await page.getByRole('button', { name: 'Make the export …' }).click()
    await page.getByText('It has exactly 7 digits.').waitFor()
    expect(await flaws()).toEqual([])
    await page.getByLabel('Number of the provider').fill('123 4567')
    await page.getByLabel('Number of the activity').fill('123-456-789')
    await page.getByRole('button', { name: 'Make the export …' }).click()
    expect(await flaws()).toEqual([])
    await page.getByRole('button', { name: 'Make the export', exact: true }).click()
    await page.getByText('The export is made: 1 added, 0 withdrawn.').first().waitFor()
    const file = page.waitForEvent('download')
    await page.getByRole('link', { name: /export of/ }).click()
    const records = JSON.parse(await readFile(await (await file).path(), 'utf8'))
    expect(records).toHaveLength(1)
    expect(JSON.stringify(records)).toContain('1234567893')
  })

  it('let an administrator give and take roles, and leave one administrator', async () => {
    await visit({ as: ADMIN })
    await open('/roles')
    await page.getByLabel('E-mail address').fill('New.Person@example.org')
    await page.getByRole('button', { name: 'Give a role' }).click()
    await page.getByRole('rowheader', { name: 'new.person@example.org' }).waitFor()
    await page.getByRole('button', { name: 'Take the role away from new.person@example.org' }).click()
    await page.getByRole('alertdialog').waitFor()
    expect(await flaws()).toEqual([])
    await page.getByRole('button', { name: 'Take away', exact: true }).click()
    await eventually(() => rows().count()).toBe(2)
    await page.getByRole('button', { name: `Take the role away from ${ADMIN}` }).click()
    await page.getByRole('button', { name: 'Take away', exact: true }).click()
    await page.getByText('This is the only administrator.').waitFor()
    await page.getByRole('link', { name: 'Audit log' }).click()
    await page.getByText('Took the role away: CME office').waitFor()
    await context.close()

    await visit({ as: OFFICE })
    await open('/roles')
    await page.getByText('Your role does not let you see this.').waitFor()
    expect(await page.getByRole('link', { name: 'Roles' }).count()).toBe(0)
    expect(await flaws()).toEqual([])
  })

  it('say so when the service cannot be reached or the session has ended, and go on where one was', async () => {
    await visit({ as: OFFICE })
    await page.route('**/api/office/**', route => route.abort())
    await open(`${course()}/roster?profession=nurse`)
    await page.getByText('This could not be loaded.').first().waitFor()
    expect(await flaws()).toEqual([])
    await page.unroute('**/api/office/**')
    await page.getByRole('button', { name: 'Try again' }).click()
    await rows().first().waitFor()
    await context.clearCookies()
    await choose('Next step', 'Done')
    await page.getByText('Your session has ended.').waitFor()
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(OFFICE)
    await signIn(OFFICE)
    await rows().first().waitFor()
    expect(new URL(page.url()).search).toBe('?profession=nurse&step=done')
    await open('/nothing')
    await heading('There is no such page').waitFor()
    await open('/courses/nothing/items')
    await page.getByText('There is nothing at this address.').waitFor()
    await open('/records/nothing')
    await page.getByText('There is nothing at this address.').waitFor()
  })

  it('fit a phone, in the dark and in Spanish, with nothing that axe objects to on any page', async () => {
    await visit({ as: ADMIN, locale: 'es-ES', colorScheme: 'dark', viewport: { width: 320, height: 640 }, hasTouch: true })
    for (const [path, word] of [['/', 'Cursos'], [`${course()}/roster`, 'Siguiente paso'], [`${course()}/items`, 'Dificultad p'], [`${course()}/evaluation`, 'Sesgo percibido'], [`/courses/${office.accredited.name}/exports`, 'La próxima exportación'], ['/courses/not-begun/items', 'Todavía no se ha inscrito nadie.'], ['/courses/not-begun/roster', 'Todavía no se ha inscrito nadie.'], ['/audit', 'Leyó la lista de alumnos'], ['/roles', 'Dar una función']] as const) {
      await open(path)
      await page.getByText(word).first().waitFor()
      expect(await flaws(), path).toEqual([])
    }
    await openRecord('Kowalski')
    expect(await page.locator('html').getAttribute('lang')).toBe('es')
    await page.getByRole('button', { name: /Intento 1/ }).click()
    expect(await flaws()).toEqual([])
    await page.getByRole('button', { name: 'Expedir de nuevo el certificado …' }).click()
    await page.getByText('Lo que ocurrirá:').waitFor()
    expect(await flaws()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Post-test attempts' }).waitFor()
  })
})
