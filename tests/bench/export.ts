import type { ProcessCost } from './process-tree.ts'
/*
 * The tagged slides PDF against `slidev export` on the same deck: time, peak memory, and pages that have text. Both run as
 * processes of their own, in turn, after one run each to fill caches. Linux only (memory is read from /proc).
 *
 * node tests/bench/export.ts [course] [--runs 3]       both, side by side
 * node tests/bench/export.ts [course] --ours 30        ours alone, many times: never a blank page, always the same bytes
 */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findBrowser } from '../../scripts/browser/find.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { emitHandouts } from '../../scripts/handouts/emit.ts'
import { handoutOptions } from '../../scripts/handouts/handout-options.ts'
import { createTextReader } from '../../scripts/handouts/page-text.ts'
import { catalogOf, has, openPdf, pagesOf } from '../../scripts/handouts/pdf-document.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { slidevBin } from '../../scripts/slides/slidev-bin.ts'
import { playwrightForSlidev } from './playwright-for-slidev.ts'
import { measureNode } from './process-tree.ts'
import { median, table } from './table.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' }, ours: { type: 'string' }, once: { type: 'string' } },
})
const name = positionals[0] ?? 'low-dose-naltrexone'
const [place] = await findCourses(kitRoot, [name])

interface Result extends ProcessCost { pages: number, pagesWithText: number, bytes: number, digest: string, tagged: boolean }

if (values.once !== undefined) {
  const { course } = await loadCourse(place!)
  await emitHandouts(course!, values.once, handoutOptions(undefined, { layouts: 'slides' }, course!.slides.length), () => {})
}
else {
  const scratch = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  try {
    const { slides } = (await loadCourse(place!)).course!
    if (values.ours !== undefined)
      await repeatOurs(scratch, slides.length, Number(values.ours))
    else
      await sideBySide(scratch, slides.length, Number(values.runs))
  }
  finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function sideBySide(scratch: string, slides: number, runs: number): Promise<void> {
  const modules = await playwrightForSlidev(scratch)
  const ours: Result[] = []
  const theirs: Result[] = []
  await exportOurs(scratch)
  await exportWithSlidev(scratch, modules)
  for (let run = 0; run < runs; run++) {
    ours.push(await exportOurs(scratch))
    theirs.push(await exportWithSlidev(scratch, modules))
  }
  const middle = (results: Result[], key: 'seconds' | 'peakMegabytes' | 'bytes') => median(results.map(result => result[key]))
  const fewest = (results: Result[]) => `${Math.min(...results.map(result => result.pagesWithText))} of ${slides}`
  const row = (name: string, results: Result[]) => [
    name,
    middle(results, 'seconds').toFixed(1),
    middle(results, 'peakMegabytes').toFixed(0),
    (middle(results, 'bytes') / 1000).toFixed(0),
    fewest(results),
    results.every(result => result.tagged) ? 'yes' : 'no',
    new Set(results.map(result => result.digest)).size === 1 ? 'yes' : 'no',
  ]
  const ratio = (key: 'seconds' | 'peakMegabytes' | 'bytes') => (middle(ours, key) / middle(theirs, key)).toFixed(2)
  console.log(`${slides} slides; median of ${runs} runs each, in turn.\n`)
  console.log(table([
    ['export', 'seconds', 'peak memory, MB', 'kB', 'pages with text (fewest)', 'tagged', 'same bytes each run'],
    row('Lectern', ours),
    row('`slidev export`', theirs),
    ['ratio', ratio('seconds'), ratio('peakMegabytes'), ratio('bytes'), '–', '–', '–'],
  ]))
}

async function repeatOurs(scratch: string, slides: number, runs: number): Promise<void> {
  const results: Result[] = []
  for (let run = 0; run < runs; run++) {
    results.push(await exportOurs(scratch))
    process.stderr.write(`run ${run + 1} of ${runs}: ${results.at(-1)!.pagesWithText} of ${slides} pages with text, ${results.at(-1)!.seconds.toFixed(1)} s\n`)
  }
  console.log(table([
    ['Lectern, runs', 'runs with a blank page', 'different files', 'seconds, median', 'seconds, slowest'],
    [
      runs,
      results.filter(result => result.pagesWithText < slides).length,
      new Set(results.map(result => result.digest)).size,
      median(results.map(result => result.seconds)).toFixed(1),
      Math.max(...results.map(result => result.seconds)).toFixed(1),
    ],
  ]))
}

async function exportOurs(scratch: string): Promise<Result> {
  const folder = join(scratch, 'ours')
  await rm(folder, { recursive: true, force: true })
  const cost = await measureNode([fileURLToPath(import.meta.url), name, '--once', folder], { cwd: kitRoot })
  return await inspect(cost, join(folder, 'slides.pdf'))
}

async function exportWithSlidev(scratch: string, modules: string): Promise<Result> {
  const file = join(scratch, 'theirs.pdf')
  await rm(file, { force: true })
  const { path } = await findBrowser()
  const args = ['--import', modules, slidevBin(), 'export', 'slides.md', '--output', file, '--executable-path', path, '--timeout', '300000']
  return await inspect(await measureNode(args, { cwd: place!.folder }), file)
}

async function inspect(cost: ProcessCost, file: string): Promise<Result> {
  const bytes = await readFile(file).catch(() => {
    throw new Error(`no PDF was written (exit code ${cost.exitCode}):\n${cost.output.slice(-2000)}`)
  })
  const pdf = await openPdf(bytes)
  const pages = pagesOf(pdf).map(createTextReader(pdf))
  return {
    ...cost,
    pages: pages.length,
    pagesWithText: pages.filter(page => (page.tagged + page.artifact + page.unmarked).trim() !== '').length,
    bytes: bytes.length,
    digest: createHash('sha256').update(bytes).digest('hex'),
    tagged: has(catalogOf(pdf), 'StructTreeRoot'),
  }
}
