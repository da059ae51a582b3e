import type { HandoutFlags } from '../../scripts/handouts/handout-options.ts'
import type { ProcessCost } from './process-tree.ts'
/*
 * All handouts of a course against what other tools make of the same deck: seconds, peak memory, size, and what is kept of
 * tags, links and outline. Every tool runs as a process of its own, in turn. Linux only (memory is read from /proc).
 *
 * node tests/bench/handouts.ts [course] [--runs 3]          all tools
 * node tests/bench/handouts.ts --scale 60,240,960           decks of so many slides, all handouts
 */
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findBrowser } from '../../scripts/browser/find.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { readSlides } from '../../scripts/course/slide.ts'
import { emitHandouts } from '../../scripts/handouts/emit.ts'
import { handoutOptions } from '../../scripts/handouts/handout-options.ts'
import { gridOf } from '../../scripts/handouts/imposition/grid.ts'
import { imposedHandout } from '../../scripts/handouts/imposition/imposed-handout.ts'
import { readMarkedPages } from '../../scripts/handouts/imposition/marked-pages.ts'
import { catalogOf, getItems, has, openPdf, pagesOf } from '../../scripts/handouts/pdf-document.ts'
import { verifyPdf } from '../../scripts/handouts/verify-pdf.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { emitSlides } from '../../scripts/slides/emit.ts'
import { slidevBin } from '../../scripts/slides/slidev-bin.ts'
import { serveFolder } from '../support/static-server.ts'
import { playwrightForSlidev } from './playwright-for-slidev.ts'
import { measureNode } from './process-tree.ts'
import { installRivals } from './rivals.ts'
import { median, table } from './table.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' }, scale: { type: 'string' }, once: { type: 'string' }, deck: { type: 'string' }, flags: { type: 'string', default: '{}' } },
})
const name = positionals[0] ?? 'low-dose-naltrexone'
const [place] = await findCourses(kitRoot, [name])

interface Result extends ProcessCost { bytes: number, files: number, tags: boolean, links: number, outline: boolean }

if (values.once !== undefined)
  await makeOnce(values.once, JSON.parse(values.flags) as HandoutFlags)
else
  await inScratch(values.scale === undefined ? compare : measureScale)

async function inScratch(action: (scratch: string) => Promise<void>): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  try {
    await action(scratch)
  }
  finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** What a measured process of ours does: the handouts of the course, or of another deck with the course's front matter. */
async function makeOnce(folder: string, flags: HandoutFlags): Promise<void> {
  const { course } = await loadCourse(place!)
  const deck = values.deck
  const printed = deck === undefined ? course! : { ...course!, place: { ...place!, folder: deck }, slides: (await readSlides(join(deck, 'slides.md'), deck)).slides }
  await emitHandouts(printed, folder, handoutOptions(undefined, flags, printed.slides.length), () => {})
}

async function compare(scratch: string): Promise<void> {
  const runs = Number(values.runs)
  const { course } = await loadCourse(place!)
  const { path: browser } = await findBrowser()
  const modules = await playwrightForSlidev(scratch)
  const { folders, missing } = await installRivals()
  const ours = (flags: HandoutFlags) => async () => {
    const folder = join(scratch, 'ours')
    await rm(folder, { recursive: true, force: true })
    return await inspect(await measureNode([fileURLToPath(import.meta.url), name, '--once', folder, '--flags', JSON.stringify(flags)], { cwd: kitRoot }), folder)
  }
  const theirs = (args: string[], options: { cwd: string, env?: Record<string, string> } = { cwd: place!.folder }) => async () => {
    const folder = join(scratch, 'theirs')
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder)
    return await inspect(await measureNode(args.map(arg => arg === 'OUT' ? join(folder, 'deck.pdf') : arg), options), folder)
  }

  const tools: [string, () => Promise<Result>, number][] = [
    ['Lectern, all nine handouts', ours({}), runs],
    ['Lectern, `slides.pdf` alone', ours({ layouts: 'slides' }), runs],
    ['`slidev export`', theirs(['--import', modules, slidevBin(), 'export', 'slides.md', '--output', 'OUT', '--executable-path', browser, '--timeout', '300000']), runs],
  ]
  const marp = folders.get('@marp-team/marp-cli')
  if (marp) {
    const file = join(scratch, 'marp.md')
    await writeFile(file, `---\nmarp: true\n---\n\n${course!.slides.map(({ title, markup }) => `# ${title}\n\n${markup.text}`).join('\n\n---\n\n')}\n`)
    tools.push(['marp-cli, the same words', theirs([join(marp, 'marp-cli.js'), file, '--pdf', '--pdf-outlines', '--allow-local-files', '-o', 'OUT'], { cwd: scratch, env: { CHROME_PATH: browser, CHROME_NO_SANDBOX: '1', IS_DOCKER: '1' } }), runs])
  }
  const decktape = folders.get('decktape')
  let server
  if (decktape) {
    await emitSlides(course!, join(scratch, 'dist', 'slides'))
    server = await serveFolder(join(scratch, 'dist'))
    for (const pause of [['-p', '0'], []])
      tools.push([`decktape${pause.length > 0 ? ' -p 0' : ''}`, theirs([join(decktape, 'decktape.js'), '--chrome-path', browser, '--chrome-arg=--no-sandbox', '-s', '980x552', ...pause, 'generic', `${server.url}/slides/#/1`, 'OUT'], { cwd: scratch }), pause.length > 0 ? runs : 1])
  }
  const rows: (string | number)[][] = []
  let yardstick = 0
  try {
    for (const [title, run, times] of tools) {
      process.stderr.write(`${title} …\n`)
      const results: Result[] = []
      for (let count = 0; count < times; count++)
        results.push(await run())
      const middle = (key: 'seconds' | 'peakMegabytes' | 'bytes') => median(results.map(result => result[key]))
      if (title === '`slidev export`')
        yardstick = middle('seconds')
      const [{ files, tags, links, outline }] = results as [Result]
      rows.push([title, middle('seconds').toFixed(1), middle('peakMegabytes').toFixed(0), (middle('bytes') / 1000).toFixed(0), files, tags ? 'yes' : 'no', links, outline ? 'yes' : 'no'])
    }
  }
  finally {
    await server?.close()
  }
  console.log(`${course!.slides.length} slides; median of ${runs} ${runs === 1 ? 'run' : 'runs'} (decktape with its default pause: one).\n`)
  console.log(table([
    ['tool', 'seconds', '× `slidev export`', 'peak memory, MB', 'kB', 'files', 'tags', 'links in the first file', 'outline'],
    ...rows.map(([title, seconds, ...rest]) => [title!, seconds!, (Number(seconds) / yardstick).toFixed(2), ...rest]),
  ]))
  if (missing.length > 0)
    console.log(`\n${missing.join('; ')}.`)
  await compareImposition(scratch, folders)
}

/** One more layout, once the slides are printed: six on a sheet. */
async function compareImposition(scratch: string, folders: Awaited<ReturnType<typeof installRivals>>['folders']): Promise<void> {
  const folder = join(scratch, 'sheets')
  await measureNode([fileURLToPath(import.meta.url), name, '--once', folder, '--flags', '{"layouts":"slides"}'], { cwd: kitRoot })
  const slides = join(folder, 'slides.pdf')
  const bytes = await readFile(slides)
  const count = pagesOf(await openPdf(bytes)).length
  const pages = Array.from({ length: count }, (_, index) => ({ slide: index + 1, step: 0 }))
  const times: number[] = []
  for (let run = 0; run < 7; run++) {
    const started = performance.now()
    const sheets = await imposedHandout({ bytes, ...await readMarkedPages(bytes), pages, title: name, flaws: [] }, '6up', { paper: 'a4' }, { title: name, authors: [], subject: '', keywords: [], language: 'en', date: new Date(0), producer: '' })
    await verifyPdf(sheets)
    times.push(performance.now() - started)
    await writeFile(join(folder, 'ours.pdf'), sheets)
  }
  const kept = async (file: string) => {
    const { bytes, tags, links, outline } = await inspectFile(file)
    return [(bytes / 1000).toFixed(0), tags ? 'yes' : 'no', links, outline ? 'yes' : 'no']
  }
  const rows: (string | number)[][] = [['Lectern, examined for PDF/UA and PDF/A', median(times).toFixed(0), ...await kept(join(folder, 'ours.pdf'))]]
  for (const tool of ['muhammara', 'mupdf'] as const) {
    const home = folders.get(tool)
    if (!home)
      continue
    const file = join(folder, `${tool}.pdf`)
    const theirs = Array.from({ length: 5 }, (): number | undefined => {
      // A binary module is compiled for one version of Node.js: the one that npm took its headers from.
      const { stdout, stderr } = spawnSync(process.env.LECTERN_BENCH_NODE ?? process.execPath, [fileURLToPath(new URL('impose-with.mjs', import.meta.url)), tool, home, slides, file], { encoding: 'utf8' })
      if (!stdout.startsWith('{')) {
        console.error(`${tool} did not run; LECTERN_BENCH_NODE can name the Node.js that it was compiled for: ${stderr.split('\n').find(line => line.includes('Error')) ?? stderr}`)
        return undefined
      }
      return (JSON.parse(stdout) as { milliseconds: number }).milliseconds
    })
    const times = theirs.filter(time => time !== undefined)
    rows.push(times.length ? [tool, median(times).toFixed(0), ...await kept(file)] : [tool, 'did not run', '–', '–', '–', '–'])
  }
  console.log(`\nSix slides on a sheet, imposition alone (${gridOf('6up', 'a4', undefined, 16 / 9).cells.length} cells, ${count} slides):\n`)
  console.log(table([['tool', 'milliseconds', 'kB', 'tags', 'links', 'outline'], ...rows]))
}

async function measureScale(scratch: string): Promise<void> {
  const rows: (string | number)[][] = []
  for (const count of values.scale!.split(',').map(Number)) {
    const deck = join(scratch, `deck-${count}`)
    await mkdir(deck)
    await writeFile(join(deck, 'slides.md'), sampleDeck(count))
    const folder = join(scratch, `out-${count}`)
    process.stderr.write(`${count} slides …\n`)
    const cost = await inspect(await measureNode([fileURLToPath(import.meta.url), name, '--once', folder, '--deck', deck], { cwd: kitRoot }), folder)
    rows.push([count, cost.seconds.toFixed(1), (1000 * cost.seconds / count).toFixed(0), cost.peakMegabytes.toFixed(0), (cost.bytes / 1000).toFixed(0), cost.files])
  }
  console.log(table([['slides', 'seconds', 'ms per slide', 'peak memory, MB', 'kB, all files', 'files'], ...rows]))
}

/** Plain slides with what handouts must keep: headings, lists, tables, links to elsewhere and to other slides, drawings, notes. */
function sampleDeck(count: number): string {
  const slides = Array.from({ length: count }, (_, index) => `# Slide ${index + 1} makes one claim and shows its evidence

- A first reason, with [a source](https://example.org/${index + 1})
- A second reason, as on [another slide](/${(index * 7) % count + 1})

| Arm | n | Change |
|---|---|---|
| Treatment | ${31 + index} | −28.8% |
| Placebo | ${30 + index} | −18.0% |

<svg role="img" aria-label="Two bars" width="200" height="60" viewBox="0 0 200 60"><rect width="120" height="20" fill="#0a6b62" /><rect y="30" width="80" height="20" fill="#777" /></svg>

<!-- What the speaker says on slide ${index + 1}: two sentences. They are set as running text. -->`)
  return `---\ntheme: none\nfonts:\n  provider: none\ndrawings:\n  enabled: false\n---\n\n${slides.join('\n\n---\n\n')}\n`
}

async function inspect(cost: ProcessCost, folder: string): Promise<Result> {
  const files = (await readdir(folder).catch(() => [])).sort()
  if (files.length === 0)
    throw new Error(`no PDF was written (exit code ${cost.exitCode}):\n${cost.output.slice(-2000)}`)
  const inspected = await Promise.all(files.map(file => inspectFile(join(folder, file))))
  return {
    ...cost,
    files: files.length,
    bytes: inspected.reduce((sum, { bytes }) => sum + bytes, 0),
    tags: inspected.every(({ tags }) => tags),
    outline: inspected.every(({ outline }) => outline),
    links: inspected[0]!.links,
  }
}

async function inspectFile(file: string): Promise<Pick<Result, 'bytes' | 'tags' | 'links' | 'outline'>> {
  const bytes = await readFile(file)
  const pdf = await openPdf(bytes)
  return {
    bytes: bytes.length,
    tags: has(catalogOf(pdf), 'StructTreeRoot'),
    outline: has(catalogOf(pdf), 'Outlines'),
    links: pagesOf(pdf).reduce((sum, page) => sum + getItems(pdf, page.dictionary, 'Annots').length, 0),
  }
}
