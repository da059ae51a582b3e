import type { Browser, Page } from 'playwright-core'
import type { RunningServer } from '../../scripts/serve/serve-dist.ts'
import type { TestProvider } from '../server/support/openid-provider.ts'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { createManifest } from '../../scripts/build/manifest.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { emitModule } from '../../scripts/module/emit.ts'
import { emitPrivate } from '../../scripts/private/emit.ts'
import { serveDist } from '../../scripts/serve/serve-dist.ts'
import { startOpenIdProvider } from '../server/support/openid-provider.ts'
import { freePort } from '../support/ports.ts'

/* Signing in with a hospital's provider, in Chromium: two sites, cookies of both, redirects as a browser follows them. */

let folder: string
let provider: TestProvider
let server: RunningServer
let browser: Browser
let page: Page

beforeAll(async () => {
  const [place] = await findCourses(process.cwd(), ['low-dose-naltrexone'])
  const course = (await loadCourse(place!)).course!
  folder = await mkdtemp(join(tmpdir(), 'lectern-sso-'))
  const built = join(folder, 'dist', course.name)
  await mkdir(join(built, 'private'), { recursive: true })
  await mkdir(join(built, 'slides'))
  await writeFile(join(built, 'slides', 'index.html'), '<!doctype html><html lang="en"><title>Deck</title></html>')
  await emitModule(course, join(built, 'module'))
  await emitPrivate(course, join(built, 'private'))
  await writeFile(join(built, 'manifest.json'), JSON.stringify(await createManifest(built, course.name, course.meta.title, {})))
  const port = await freePort()
  provider = await startOpenIdProvider([`http://localhost:${port}/api/auth/callback/oidc`])
  provider.accounts.set('ann', { sub: 'ann', email: 'ann@hospital.test', email_verified: true })
  provider.accounts.set('unverified', { sub: 'unverified', email: 'somebody@hospital.test', email_verified: false })
  vi.stubEnv('OIDC_ISSUER', provider.issuer)
  vi.stubEnv('OIDC_CLIENT_ID', provider.clientId)
  vi.stubEnv('OIDC_CLIENT_SECRET', provider.clientSecret)
  vi.stubEnv('OIDC_NAME', 'City Hospital')
  vi.spyOn(console, 'log').mockImplementation(() => {})
  server = await serveDist(join(folder, 'dist'), { port, host: '127.0.0.1', dataFolder: join(folder, 'data') })
  browser = await launchBrowser()
  page = await browser.newPage({ locale: 'en-US' })
  page.setDefaultTimeout(20_000)
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await provider?.stop()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

const button = () => page.getByRole('button', { name: 'Sign in with City Hospital' })

it('comes back signed in, or with a reason, and never to a blank page', async () => {
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  await page.goto(`${server.url}/low-dose-naltrexone/module/`)

  // Cancelled at the provider.
  await button().click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('alert').getByText('The sign-in was canceled').waitFor()
  expect(new URL(page.url()).search).toBe('')

  // An address that the provider has not verified.
  await button().click()
  await page.getByRole('button', { name: 'unverified' }).click()
  await page.getByRole('alert').getByText('has not verified your e-mail address').waitFor()

  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  if (process.env.LECTERN_TEST_SCREENSHOTS)
    await page.screenshot({ path: join(process.env.LECTERN_TEST_SCREENSHOTS, 'single-sign-on.png') })
  expect(await page.evaluate(async () => (await (globalThis as any).axe.run()).violations.map((violation: { id: string, nodes: { html: string }[] }) => [violation.id, violation.nodes[0]?.html]))).toEqual([])

  // By keyboard, in a browser in which nobody is signed in at the provider.
  await page.context().clearCookies()
  await button().focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'ann', exact: true }).click()
  await page.getByText('Signed in as ann@hospital.test').waitFor()

  await page.getByRole('button', { name: 'Sign out' }).click()
  await button().waitFor()
  expect(complaints).toEqual([])
})
