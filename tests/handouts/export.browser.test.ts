import type { Browser } from 'playwright-core'
import type { Course } from '../../scripts/course/course.ts'
import type { PrintableCourse } from '../../scripts/handouts/export-slides.ts'
import { Buffer } from 'node:buffer'
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { handoutLayouts } from '../../scripts/course/handout-settings.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { readSlides } from '../../scripts/course/slide.ts'
import { emitHandouts } from '../../scripts/handouts/emit.ts'
import { exportSlides } from '../../scripts/handouts/export-slides.ts'
import { createTextReader } from '../../scripts/handouts/page-text.ts'
import { openPdf, pagesOf } from '../../scripts/handouts/pdf-document.ts'
import { printSlides } from '../../scripts/handouts/print-slides.ts'
import { verifyPdf } from '../../scripts/handouts/verify-pdf.ts'
import { writeFiles } from '../support/temporary-project.ts'
import { handoutCourse } from './notes/handout-course.ts'

const decks = fileURLToPath(new URL('../fixtures/decks', import.meta.url))
function quiet() {}

/** Whether poppler and qpdf are there to be asked as independent readers. */
const hasReaders = ['pdfinfo', 'pdftoppm', 'pdftotext', 'qpdf'].every(command => existsSync(`/usr/bin/${command}`))

async function deck(name: string): Promise<PrintableCourse> {
  const folder = join(decks, name)
  const { slides } = await readSlides(join(folder, 'slides.md'), folder)
  const meta = { title: 'Plain deck', language: 'en', summary: 'Three slides', keywords: ['plain'], faculty: [{ name: 'Ada Author' }], reviewed: '2026-11-22' }
  return { place: { name, folder, project: dirname(dirname(folder)), quizFolder: '' }, slides, meta } as unknown as PrintableCourse
}

describe('exportSlides', () => {
  let browser: Browser
  let folder: string
  let plain: PrintableCourse
  let bytes: Uint8Array
  let printed: Uint8Array

  beforeAll(async () => {
    browser = await launchBrowser()
    folder = await mkdtemp(join(tmpdir(), 'lectern-export-'))
    plain = await deck('plain')
    const deckPrinted = await exportSlides(plain, browser, {}, quiet, async (page, count) => {
      printed = await printSlides(page, count)
      return printed
    })
    bytes = deckPrinted.bytes
    await writeFile(join(folder, 'printed.pdf'), printed)
    await writeFile(join(folder, 'slides.pdf'), bytes)
  })

  afterAll(async () => {
    await browser.close()
    await rm(folder, { recursive: true })
  })

  const ask = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, encoding: 'utf8' })

  it('gives the same bytes again', async () => {
    const again = await exportSlides(plain, browser, {}, quiet)
    expect(Buffer.from(again.bytes).equals(Buffer.from(bytes))).toBe(true)
  })

  it.skipIf(!hasReaders)('is a sound, tagged PDF to other readers', () => {
    expect(ask('qpdf', '--check', 'slides.pdf')).toContain('No syntax or stream encoding errors found')
    const facts = ask('pdfinfo', 'slides.pdf')
    expect(facts).toMatch(/^Tagged: +yes$/m)
    expect(facts).toMatch(/^Pages: +3$/m)
    expect(facts).toMatch(/^Title: +Plain deck$/m)
    expect(facts).toMatch(/^Author: +Ada Author$/m)
  })

  it.skipIf(!hasReaders)('has all text in the structure, in the order of the slides', () => {
    const structure = ask('pdfinfo', '-struct-text', 'slides.pdf').match(/"[^"]*"/g)!.join('').replace(/"/g, '')
    const inOrder = [
      'A plain deck says one thing per slide',
      'Words on the first slide, with an outside link and the last slide.',
      'Lists and tables keep their structure',
      'First point with ≥ 2 words',
      'Nested point',
      'Placebo31',
      'A figure carries its text alternative',
    ]
    const places = inOrder.map(text => structure.indexOf(text))
    expect(places.every(place => place >= 0)).toBe(true)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  it.skipIf(!hasReaders)('looks exactly as Chromium printed it', () => {
    for (const name of ['printed', 'slides'])
      ask('pdftoppm', '-r', '96', '-png', `${name}.pdf`, name)
    for (const page of ['1', '2', '3'])
      expect(readFileSync(join(folder, `slides-${page}.png`)).equals(readFileSync(join(folder, `printed-${page}.png`)))).toBe(true)
  })

  it('tries again when a page came out blank', async () => {
    const messages: string[] = []
    let prints = 0
    const again = await exportSlides(plain, browser, {}, message => messages.push(message), async (page, count) => {
      if (prints++ > 0)
        return printSlides(page, count)
      await page.page.addStyleTag({ content: '[data-slidev-no="2"] { visibility: hidden }' })
      return await printSlides(page, count)
    })
    expect(prints).toBe(2)
    expect(messages).toContainEqual(expect.stringContaining('slide 2 did not come out'))
    expect(Buffer.from(again.bytes).equals(Buffer.from(bytes))).toBe(true)
  })

  it('fails and names the slide when a page stays blank', async () => {
    let prints = 0
    await expect(exportSlides(plain, browser, {}, quiet, async (page, count) => {
      prints++
      await page.page.addStyleTag({ content: '[data-slidev-no="3"] { display: none }' })
      return printSlides(page, count)
    })).rejects.toMatchObject({ code: 'page-blank', message: expect.stringContaining('"A figure carries its text alternative"'), line: 32 })
    expect(prints).toBe(3)
  })

  it('fails when the document has fewer pages than the deck has slides', async () => {
    await expect(exportSlides(plain, browser, {}, quiet, ({ page }) => page.pdf({ tagged: true, preferCSSPageSize: true, pageRanges: '1-2' })))
      .rejects
      .toMatchObject({ code: 'page-blank', message: expect.stringContaining('slide 3') })
  })

  it('fails on a slide that cannot be compiled, before anything is printed', async () => {
    await expect(exportSlides(await deck('broken-slide'), browser, {}, quiet))
      .rejects
      .toMatchObject({ code: 'slides-not-ready', message: expect.stringContaining('Slide 2') })
  })

  it.skipIf(process.platform !== 'linux')('says so when the browser is killed half-way', async () => {
    const others = descendants(process.pid)
    const doomed = await launchBrowser()
    const [pid] = descendants(process.pid).filter(pid => !others.includes(pid))
    await expect(exportSlides(plain, doomed, {}, quiet, async (page, count) => {
      process.kill(pid!, 'SIGKILL')
      return await printSlides(page, count)
    })).rejects.toMatchObject({ code: 'browser-died', exitCode: 1 })
  })
})

it('prints some slides, and each click step, as pages of their own', async () => {
  const browser = await launchBrowser()
  try {
    const { bytes, pages, flaws } = await exportSlides(await deck('clicks'), browser, { slides: [2, 3], clicks: true }, quiet)
    expect(pages).toEqual([{ slide: 2, step: 0 }, { slide: 2, step: 1 }, { slide: 2, step: 2 }, { slide: 3, step: 0 }, { slide: 3, step: 1 }])
    expect(flaws).toEqual([])
    const pdf = await openPdf(bytes)
    const texts = pagesOf(pdf).map(createTextReader(pdf)).map(({ tagged }) => tagged)
    expect(texts.map(text => ['First point', 'Second point', 'waits for a click'].filter(words => text.includes(words))))
      .toEqual([[], ['First point'], ['First point', 'Second point'], [], ['waits for a click']])
  }
  finally {
    await browser.close()
  }
})

describe('emitHandouts', () => {
  let project: string
  let course: Course
  const whole = { layouts: handoutLayouts, paper: 'letter', clicks: false, grayscale: true, notes: true } as const

  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'lectern-handouts-'))
    await writeFiles(project, handoutCourse)
    const [place] = await findCourses(project, ['demo'])
    course = (await loadCourse(place!)).course!
  })

  afterAll(() => rm(project, { recursive: true }))

  it('makes all layouts of one print, each accessible, with every slide', async () => {
    const outDir = join(project, 'out')
    const messages: string[] = []
    await emitHandouts(course, outDir, whole, message => messages.push(message))
    expect(messages.filter(message => message.startsWith('printing'))).toHaveLength(1)
    expect(readdirSync(outDir).sort()).toEqual(handoutLayouts.map(layout => `${layout}.pdf`).sort())
    for (const layout of handoutLayouts) {
      const bytes = readFileSync(join(outDir, `${layout}.pdf`))
      expect(await verifyPdf(bytes), layout).toEqual([])
      const pdf = await openPdf(bytes)
      const words = pagesOf(pdf).map(createTextReader(pdf)).map(({ tagged }) => tagged).join(' ').replace(/\s+/g, ' ')
      for (const { title } of course.slides)
        expect(words, layout).toContain(title)
    }
  })

  it('leaves the files that were there when one cannot be written', async () => {
    const outDir = join(project, 'kept')
    mkdirSync(join(outDir, '4up.pdf'), { recursive: true })
    writeFileSync(join(outDir, '4up.pdf', 'in-the-way'), '')
    writeFileSync(join(outDir, '2up.pdf'), 'the last good one')
    await expect(emitHandouts(course, outDir, { ...whole, layouts: ['4up', '2up'] }, quiet)).rejects.toMatchObject({ code: 'not-written' })
    expect(readFileSync(join(outDir, '2up.pdf'), 'utf8')).toBe('the last good one')
    expect(readdirSync(outDir).sort()).toEqual(['2up.pdf', '4up.pdf'])
  })
})

it.skipIf(process.platform !== 'linux')('leaves no process and no file behind when it is interrupted', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-interrupt-'))
  const entry = join(decks, 'plain')
  const script = `
    import { readSlides } from '${new URL('../../scripts/course/slide.ts', import.meta.url)}'
    import { emitHandouts } from '${new URL('../../scripts/handouts/emit.ts', import.meta.url)}'
    const { slides } = await readSlides('${entry}/slides.md', '${entry}')
    const meta = { title: 'T', language: 'en', summary: 'S', keywords: [], faculty: [], reviewed: '2026-11-22' }
    await emitHandouts({ place: { folder: '${entry}' }, slides, meta }, '${folder}', { layouts: ['slides', '2up'], paper: 'a4', clicks: false, grayscale: false, notes: true }, message => console.log(message))
  `
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise(resolve => child.once('exit', resolve))
  await new Promise<void>(resolve => child.stdout.on('data', (chunk: Buffer) => /rendering/.test(String(chunk)) && resolve()))
  await new Promise(resolve => setTimeout(resolve, 1500))
  const before = descendants(child.pid!)
  child.kill('SIGINT')
  await ended
  expect(before.length).toBeGreaterThan(1)
  await expect.poll(() => before.filter(isAlive), { timeout: 15_000 }).toEqual([])
  expect(readdirSync(folder)).toEqual([])
  await rm(folder, { recursive: true })
})

function descendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  return children.flatMap(child => [child, ...descendants(child)])
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  }
  catch {
    return false
  }
}
