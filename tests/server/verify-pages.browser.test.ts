import type { Browser, Page } from 'playwright-core'
import type { Certificate } from '../../server/certificates/certificate.ts'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { readCertificatePdf } from '../../server/certificates/find-certificate.ts'
import { openStore } from '../../server/storage/open-store.ts'
import { freePort } from '../support/ports.ts'
import { exampleCertificate, recordCertificates } from './support/certificates.ts'
import { startService } from './support/credit-service.ts'

/*
 * What a stranger sees who checks a certificate, in Chromium, without scripts: the pages have none, and none would run.
 */

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const pictures = process.env.LECTERN_PICTURES

const valid: Certificate = { ...exampleCertificate, learner: { ...exampleCertificate.learner, givenName: '花子', familyName: '太田', latinName: { givenName: 'Hanako', familyName: 'Ota' } } }
const first: Certificate = { ...exampleCertificate, id: '11111111-1111-4111-8111-111111111111' }
const second: Certificate = { ...exampleCertificate, id: '22222222-2222-4222-8222-222222222222', accredited: true }

let folder: string
let url: string
let browser: Browser
let page: Page
let close: () => Promise<void>
let complaints: string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-verify-pages-'))
  const store = openStore({ dataFolder: join(folder, 'data') })
  const port = await freePort()
  url = `http://localhost:${port}`
  const { service, app } = await startService(store, [], undefined, { baseUrl: url })
  const issued = ({ id }: Certificate) => ({ kind: 'certificate-issued', body: { certificate: id } }) as const
  await recordCertificates(store, service, { enrolment: 'one', events: [issued(valid)], certificates: [valid] })
  await recordCertificates(store, service, { enrolment: 'two', learner: 'ben', events: [issued(first), issued(second), { kind: 'certificate-revoked', body: { certificate: second.id, reason: 'a reason that is nobody’s business', actor: 'office' } }], certificates: [first, second] })
  await writeFile(join(folder, 'certificate.pdf'), (await readCertificatePdf(store.db, valid.id))!)
  await writeFile(join(folder, 'other.pdf'), (await readCertificatePdf(store.db, first.id))!)
  await writeFile(join(folder, 'edited.pdf'), Uint8Array.from([...(await readCertificatePdf(store.db, valid.id))!, 10]))
  await writeFile(join(folder, 'scan.pdf'), '%PDF-1.4 a scan')
  await writeFile(join(folder, 'huge.pdf'), new Uint8Array(300 * 1024))
  const server = serve({ fetch: app.fetch, port })
  await once(server, 'listening')
  browser = await launchBrowser()
  close = async () => {
    await browser.close()
    await new Promise(resolve => server.close(resolve))
    await store.db.destroy()
    await rm(folder, { recursive: true, force: true })
  }
})
beforeEach(async () => {
  complaints = []
})
afterAll(() => close?.())

async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  await page?.context().close()
  // axe is a script; the pages are tried without any in a test of their own.
  page = await (await browser.newContext({ locale: 'en-GB', ...options, bypassCSP: options.javaScriptEnabled !== false && options.bypassCSP })).newPage()
  page.on('console', message => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()))
  await page.goto(url + path)
}

async function violations(): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: { run: (root: Document, options: object) => Promise<{ violations: { id: string, nodes: { html: string }[] }[] }> } }).axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  })
}

async function picture(name: string): Promise<void> {
  if (pictures) {
    await mkdir(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
  }
}

const text = () => page.locator('main').textContent()

describe('the page of a certificate', () => {
  it('says everything that was certified, and that it is valid', async () => {
    await open(`/verify/${valid.id}`)
    await picture('valid')
    expect(await text()).toContain('This certificate is valid.')
    for (const words of ['花子 太田, M.D.', 'Hanako Ota', 'Low-dose naltrexone', 'The Example Society', '2026-11-22', '0.75 Demonstration unit', valid.id, 'The provider’s signature holds'])
      expect(await text(), words).toContain(words)
    expect(complaints).toEqual([])
  })

  it('leads from a corrected certificate to the later one, and says when that was revoked but not why', async () => {
    await open(`/verify/${first.id}`)
    expect(await text()).toContain('This certificate was corrected: a later one took its place.')
    expect(await text()).not.toContain('is valid')
    await page.getByRole('link', { name: second.id }).click()
    await picture('revoked')
    expect(await text()).toContain('This certificate was revoked on November 22, 2026. It is not valid.')
    expect(await page.content()).not.toContain('nobody’s business')
  })

  it.each([
    ['on a large screen', {}],
    ['on a phone, in Spanish, in the dark', { viewport: { width: 360, height: 740 }, locale: 'es-MX', colorScheme: 'dark' }],
  ] as const)('gives axe nothing to object to, and fits: %s', async (name, options) => {
    for (const path of [`/verify/${valid.id}`, `/verify/${first.id}`, `/verify/${second.id}`, '/verify/', '/verify/?number=12', '/verify/33333333-3333-4333-8333-333333333333']) {
      await open(path, options)
      expect(await violations(), path).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path).toBe(true)
      await picture(`${name.replace(/\W+/g, '-')}-${path.replace(/\W+/g, '-')}`)
    }
    expect(await page.locator('html').getAttribute('lang')).toBe('locale' in options ? 'es' : 'en')
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('colorScheme' in options ? 'rgb(16, 23, 28)' : 'rgb(252, 251, 248)')
  })

  it('is there in the other language by a link', async () => {
    await open(`/verify/${valid.id}`)
    await page.getByRole('link', { name: 'Español' }).click()
    expect(await text()).toContain('Este certificado es válido.')
    await page.getByRole('link', { name: 'English' }).click()
    expect(await text()).toContain('This certificate is valid.')
  })
})

describe('the check of a file', () => {
  const send = async (file: string) => {
    await page.getByLabel('Certificate (PDF)').setInputFiles(join(folder, file))
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.waitForLoadState()
  }
  const result = () => page.locator('#result').textContent()

  it('says whether it is the same, without any script', async () => {
    await open(`/verify/${valid.id}`, { javaScriptEnabled: false })
    await send('certificate.pdf')
    expect(await result()).toContain('Identical: your file is the certificate as it was issued, byte for byte.')
    await picture('identical')
    await send('edited.pdf')
    expect(await result()).toContain('it was edited, or saved anew by another program')
    await send('other.pdf')
    expect(await result()).toContain('holds the credential of another one')
    await send('scan.pdf')
    expect(await result()).toContain('does not hold the credential of this certificate, as scans')
    expect(await text()).toContain('花子 太田')
    await send('huge.pdf')
    expect(await text()).toContain('Certificates are much smaller than the file that you chose.')
  })

  it('finds the certificate of a file by itself', async () => {
    await open('/verify/', { javaScriptEnabled: false })
    await send('certificate.pdf')
    expect(await result()).toContain('Identical')
    expect(await text()).toContain(valid.id)
    await open('/verify/')
    await send('scan.pdf')
    expect(await result()).toContain('type its number instead')
  })
})

describe('the form for a number', () => {
  const look = async (typed: string) => {
    await open('/verify/', { javaScriptEnabled: false })
    await page.getByLabel('Number of the certificate').fill(typed)
    await page.getByRole('button', { name: 'Look it up' }).click()
    await page.waitForLoadState()
  }

  it('takes it with spaces, in capitals, or as an address', async () => {
    for (const typed of [valid.id.toUpperCase().replaceAll('-', ' '), ` ${valid.id.replaceAll('-', '')} `, `${'https://cme.example.org'}/verify/${valid.id}?lang=en`, valid.id.replaceAll('0', 'O').replaceAll('1', 'l')]) {
      await look(typed)
      expect(page.url(), typed).toBe(`${url}/verify/${valid.id}?lang=en`)
    }
  })

  it('says what is wrong with others', async () => {
    await look('12 34')
    expect(await text()).toContain('This is not a number of a certificate')
    expect(await page.getByLabel('Number of the certificate').inputValue()).toBe('12 34')
    await look(valid.id.replace('d', 'e'))
    expect(await text()).toContain('There is no certificate with this number.')
  })
})
