import type { Browser, Page } from 'playwright-core'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { PDFDocument } from 'pdf-lib'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { findBrowser } from '../../scripts/browser/find.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { assertPortFree } from '../../scripts/serve/port.ts'
import { fencedFiles } from '../docs/fenced-blocks.ts'
import { freePort } from '../support/ports.ts'
import { runLectern, startLectern } from '../support/run-lectern.ts'
import { writeFiles } from '../support/temporary-project.ts'

/** The author's project, as docs/author-project.md tells authors to write it. */
const files = fencedFiles(await readFile(join(kitRoot, 'docs/author-project.md'), 'utf8'))
const headlines = [
  'Low-dose naltrexone in fibromyalgia',
  'Pain fell by 28.8% on LDN and by 18.0% on placebo',
  'Anyone who takes an opioid must not start naltrexone, low dose included',
]

/** An author with a Node.js that is new enough. */
const env = { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) }

let project: string
let packed: { filename: string, size: number, files: { path: string }[] }
let command: string
let browser: Browser

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'lectern-author-'))
  await writeFiles(project, files)
  packed = JSON.parse(await run('npm', ['pack', '--json', '--pack-destination', project], kitRoot))[0]
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], project)
  command = join(project, 'node_modules/lectern/bin/lectern.mjs')
  // The product's own launch lets its browser reach this computer's loopback addresses alone.
  const found = await findBrowser()
  browser = await chromium.launch({ executablePath: found.path, args: found.args, env: { ...process.env as Record<string, string>, ...found.env } })
})
afterAll(async () => {
  await browser?.close()
  await rm(project, { recursive: true, force: true })
})

async function run(program: string, args: string[], cwd: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, { cwd, env: { ...process.env, NODE_ENV: undefined, ...env }, maxBuffer: 2 ** 26, shell: process.platform === 'win32' })
  return stdout
}

/** A page, and everything it complains of: errors, and requests that leave this computer. */
async function openPage(host = 'localhost'): Promise<{ page: Page, complaints: string[] }> {
  const complaints: string[] = []
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } })
  onTestFinished(() => context.close())
  context.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  context.on('weberror', error => complaints.push(error.error().message))
  context.on('response', response => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`))
  context.on('request', (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && new URL(request.url()).hostname !== host)
      complaints.push(`asked ${request.url()}`)
  })
  return { page: await context.newPage(), complaints }
}

/** Goes through the deck by keyboard, and looks at what the kit's parts have made of it. */
async function lookThrough(page: Page): Promise<void> {
  const slide = (no: number) => page.locator(`[data-slidev-no="${no}"]`)
  for (const [index, headline] of headlines.entries()) {
    if (index > 0)
      await page.keyboard.press('ArrowRight')
    await slide(index + 1).locator('h1').first().waitFor({ timeout: 30_000 })
    expect(await slide(index + 1).locator('h1').first().textContent()).toContain(headline)
  }
  expect(await slide(1).locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  expect(await slide(2).textContent()).toMatch(/28\.8\s*%/)
  expect(await slide(3).locator('svg').count()).toBeGreaterThan(0)
  expect(await slide(3).locator('h1').first().evaluate(element => getComputedStyle(element).fontFamily)).toMatch(/Inter/)
  expect(await page.evaluate(async () => (await document.fonts.load('600 34px Inter')).length)).toBeGreaterThan(0)
}

describe('the package', () => {
  it('is small and holds the kit, none of its courses, tests and tools', () => {
    const paths = packed.files.map(({ path }) => path)
    expect(packed.size).toBeLessThan(1_300_000)
    expect(paths.filter(path => /^(?:slides|quizzes|tests|dist|node_modules|\.)|^scripts\/(?:pack|docs)\//.test(path))).toEqual([])
    for (const part of ['README.md', 'LICENSE', 'bin/lectern.mjs', 'scripts/cli.ts', 'components/Molecule.vue', 'app/index.html', 'app/office/index.html', 'server/start-credit-service.ts', 'h5p/library.json', 'vendor/h5p-standalone/LICENSE', 'schemas/course.schema.json', 'docs/author-project.md'])
      expect(paths).toContain(part)
  })

  it('holds every folder of the clone that is not known to be for work on the kit alone', async () => {
    const tracked = new Set((await run('git', ['ls-files'], kitRoot)).split('\n').filter(path => path.includes('/')).map(path => path.split('/')[0]!))
    const shipped = new Set(packed.files.map(({ path }) => path.split('/')[0]!))
    expect([...tracked].filter(folder => !shipped.has(folder)).sort()).toEqual(['.ci', 'quizzes', 'slides', 'tests', 'types'])
    expect(existsSync(join(kitRoot, 'vendor'))).toBe(false)
  })
})

describe('an author\'s project', () => {
  it('has the versions that work, runs no install script, and is not changed', async () => {
    const versionOf = async (name: string) => JSON.parse(await readFile(join(project, 'node_modules', name, 'package.json'), 'utf8')).version
    expect(await versionOf('unocss')).toBe('66.10.5')
    expect(await versionOf('magic-string')).toBe('1.4.2')
    const { packages } = JSON.parse(await readFile(join(project, 'node_modules/.package-lock.json'), 'utf8'))
    expect(Object.keys(packages).filter(path => packages[path].hasInstallScript)).toEqual([])
    expect(await readFile(join(project, 'package.json'), 'utf8')).toBe(files['package.json'])
  })

  it('is checked by npx lectern check, in the sources and in a browser', async () => {
    expect(await run('npx', ['lectern', 'check'], project)).toMatch(/Nothing to mend|0 errors/)
  })

  it('is built into dist/, and nothing is written elsewhere', async () => {
    const { exitCode, stderr } = await runLectern(['build'], { cwd: project, command, env })
    expect(exitCode, stderr).toBe(0)
    const dist = join(project, 'dist/fibromyalgia')
    expect((await PDFDocument.load(await readFile(join(dist, 'handouts/slides.pdf')))).getPageCount()).toBe(3)
    expect((await readFile(join(dist, 'quizzes/post-test.h5p'))).subarray(0, 2).toString()).toBe('PK')
    expect(existsSync(join(dist, 'module/index.html'))).toBe(true)
    const written = (await readdir(project, { recursive: true, withFileTypes: true }))
      .filter(entry => entry.isFile())
      .map(entry => relative(project, join(entry.parentPath, entry.name)))
      // Slidev keeps what it has prepared in a node_modules folder beside the deck.
      .filter(path => !/(?:^|\/)node_modules\/|^dist\//.test(path))
    expect(written.sort()).toEqual([...Object.keys(files), packed.filename, 'package-lock.json'].sort())
  })

  it('shows the built deck and module without an error or a request to elsewhere', async () => {
    const port = await freePort()
    const server = startLectern(['serve', '--port', String(port)], { cwd: project, command, env })
    await server.printed('Press Ctrl+C to stop.')
    const { page, complaints } = await openPage()
    await page.goto(`http://localhost:${port}/fibromyalgia/slides/`)
    await lookThrough(page)
    await page.goto(`http://localhost:${port}/fibromyalgia/module/`)
    await page.getByRole('heading', { name: headlines[0] }).first().waitFor()
    expect(complaints).toEqual([])
    server.signal('SIGTERM')
    expect(await server.ended).toBe(0)
  })

  it('is presented live, with presenter and reading view, until it is told to stop', async () => {
    const port = await freePort()
    const server = startLectern(['present', 'slides/fibromyalgia', '--port', String(port)], { cwd: project, command, env })
    await server.printed('Press Ctrl+C to stop.')
    const { page, complaints } = await openPage()
    await page.goto(`http://localhost:${port}/`)
    await lookThrough(page)
    await page.goto(`http://localhost:${port}/presenter/2`)
    const notes = page.getByText('Both groups improved').first()
    await notes.waitFor()
    expect(await notes.textContent()).toContain('10.8 percentage points.1')
    await page.goto(`http://localhost:${port}/reading`)
    await page.getByText('Younger J').first().waitFor()
    expect(complaints).toEqual([])
    server.signal('SIGTERM')
    expect(await server.ended).toBe(0)
    await assertPortFree(port, 'localhost')
  })

  const [computer] = Object.values(networkInterfaces()).flat().filter(address => address?.family === 'IPv4' && !address.internal)

  it.skipIf(!computer)('is steered from a phone; other computers can neither read answer keys nor write', async () => {
    const port = await freePort()
    const server = startLectern(['present', '--port', String(port), '--remote', 'open sesame'], { cwd: project, command, env })
    await server.printed('Press Ctrl+C to stop.')
    const address = `http://${computer!.address}:${port}`
    expect(server.output()).toContain(`Control       ${address}/presenter/1?password=open%20sesame\n`)

    const quiz = join(project, 'quizzes/fibromyalgia/post-test.md')
    for (const path of [`/@fs${quiz}`, `/@fs${quiz.replace('quizzes', '%71uizzes')}?raw`, `/@fs${quiz.toUpperCase()}`, '/__mcp', '/__open-in-editor?file=slides.md'])
      expect((await fetch(address + path)).status, path).toBe(403)
    expect((await fetch(`${address}/__slidev/slides/1.json`, { method: 'POST', body: '{"content":"# Defaced"}' })).status).toBe(403)
    expect(await readFile(join(project, 'slides/fibromyalgia/slides.md'), 'utf8')).toBe(files['slides/fibromyalgia/slides.md'])

    const screen = await openPage()
    await screen.page.goto(`http://localhost:${port}/`)
    const headline = (no: number) => screen.page.locator(`[data-slidev-no="${no}"] h1`).first()
    await headline(1).waitFor()
    const phone = await openPage(computer!.address)
    await phone.page.goto(`${address}/presenter/1?password=open%20sesame`)
    await phone.page.getByText('One trial, one drawing, one rule').first().waitFor()
    await phone.page.keyboard.press('ArrowRight')
    await headline(2).waitFor()
    expect(await headline(2).textContent()).toContain(headlines[1])
    expect([...screen.complaints, ...phone.complaints]).toEqual([])
    server.signal('SIGINT')
    expect(await server.ended).toBe(0)
  })

  it('gives credit when its post-test is sealed, and has the office\'s pages', async () => {
    const quiz = join(project, 'quizzes/fibromyalgia/post-test.md')
    await writeFile(quiz, files['quizzes/fibromyalgia/post-test.md']!.replace('passMark: 75%', 'passMark: 75%\nsealed: true'))
    const { exitCode, stderr } = await runLectern(['build', '--only', 'slides,module,private'], { cwd: project, command, env })
    expect(exitCode, stderr).toBe(0)
    const port = await freePort()
    const server = startLectern(['serve', '--port', String(port)], { cwd: project, command, env })
    await server.printed('Press Ctrl+C to stop.')
    expect(server.output()).toContain(`http://localhost:${port}/office/`)
    const { page, complaints } = await openPage()
    await page.goto(`http://localhost:${port}/office/`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    // That nobody is signed in yet is an answer, which Chromium reports as an error, too.
    expect(complaints.filter(complaint => !/\b401\b/.test(complaint))).toEqual([])
    server.signal('SIGTERM')
    expect(await server.ended).toBe(0)
  })
})
