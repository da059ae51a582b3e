/*
 * What quizzes cost: reading them and writing them in every format, for 10 to 10,000 items, and what a browser fetches until the
 * first question of our own content type is visible. Each size is a process of its own, so that memory is its own. Linux only.
 *
 * node tests/bench/quizzes.ts              both tables
 * node tests/bench/quizzes.ts --no-browser the first
 */
import type { FormatContext } from '../../scripts/quizzes/quiz-format.ts'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { h5pFiles, h5pPackage } from '../../scripts/quizzes/h5p-package.ts'
import { parseQuiz } from '../../scripts/quizzes/parse-quiz.ts'
import { quizFormats } from '../../scripts/quizzes/quiz-formats.ts'
import { writeFormat } from '../../scripts/quizzes/write-format.ts'
import { measureNode } from './process-tree.ts'
import { median, table } from './table.ts'

const SIZES = [10, 100, 200, 1000, 10_000]
const RUNS = 3

const { values } = parseArgs({ options: { 'once': { type: 'string' }, 'no-browser': { type: 'boolean', default: false } } })

/** What one process reports. */
interface Compiled { read: number, own: number, all: number, ownBytes: number }

if (values.once !== undefined) {
  console.log(JSON.stringify(await compile(Number(values.once))))
}
else {
  console.log(`Items of six types in turn, about 80 words each; median of ${RUNS} processes a size. "Every format" is our own H5P and ${quizFormats.length} others.\n`)
  console.log(table([['items', 'read, ms', 'own H5P, ms', 'every format, ms', 'ms per item', 'peak memory, MB', 'own H5P, kB', 'bytes per item'], ...await rows()]))
  if (!values['no-browser'])
    console.log(`\nUntil the first question is visible, in h5p-standalone. The requests of an official Question Set were counted once with its real libraries, which are not in this repository.\n\n${await firstQuestion()}`)
}

async function rows(): Promise<string[][]> {
  const measured: string[][] = []
  for (const size of SIZES) {
    const runs: (Compiled & { peak: number })[] = []
    for (let run = 0; run < RUNS; run++) {
      const { output, peakMegabytes, exitCode } = await measureNode([fileURLToPath(import.meta.url), '--once', String(size)], { cwd: kitRoot })
      if (exitCode !== 0)
        throw new Error(output)
      runs.push({ ...JSON.parse(output.trim().split('\n').at(-1)!) as Compiled, peak: peakMegabytes })
    }
    const middle = (key: keyof typeof runs[0]) => median(runs.map(run => run[key]))
    const total = middle('read') + middle('all')
    measured.push([size.toLocaleString('en-US'), middle('read').toFixed(0), middle('own').toFixed(0), middle('all').toFixed(0), (total / size).toFixed(2), middle('peak').toFixed(0), (middle('ownBytes') / 1000).toFixed(0), (middle('ownBytes') / size).toFixed(0)])
  }
  return measured
}

async function compile(size: number): Promise<Compiled> {
  const source = quizSource(size)
  const context: FormatContext = { courseTitle: 'Benchmark', language: 'en', references: [], figures: new Map() }
  const [read, quiz] = await timed(async () => parseQuiz(source, 'bench.md').quiz!)
  const [own, bytes] = await timed(() => h5pPackage(quiz, { mode: 'open', ...context }))
  const [others] = await timed(async () => {
    for (const format of quizFormats)
      await writeFormat(format, quiz, context, 'bench', false)
  })
  return { read, own, all: own + others, ownBytes: bytes.length }
}

async function timed<T>(work: () => Promise<T>): Promise<[milliseconds: number, result: T]> {
  const start = performance.now()
  const result = await work()
  return [performance.now() - start, result]
}

/** Items whose words differ, so that zips cannot save what real quizzes would not. */
function quizSource(size: number): string {
  let seed = 1
  const words = (count: number) => Array.from({ length: count }, () => (seed = seed * 48271 % 2147483647).toString(36)).join(' ')
  const items = Array.from({ length: size }, (_, index) => {
    const head = (type: string) => `## ${words(8)}? {#q${index} type=${type}}`
    switch (index % 6) {
      case 0: return `${head('single')}\n\n${words(20)}\n\n- [x] ${words(6)}\n  > ${words(8)}\n- [ ] ${words(6)}\n  > ${words(8)}\n- [ ] ${words(6)}\n\n> ${words(20)}`
      case 1: return `${head('multiple')}\n\n- [x] ${words(8)}\n- [x] ${words(8)}\n- [ ] ${words(8)}\n\n> ${words(30)}`
      case 2: return `${head('true-false')}\n\n- [x] True\n  > ${words(20)}\n- [ ] False\n  > ${words(20)}\n\n> ${words(20)}`
      case 3: return `${head('matching')}\n\n| a | b |\n| --- | --- |\n${[1, 2, 3].map(() => `| ${words(6)} | ${words(6)} |`).join('\n')}\n\n> ${words(20)}`
      case 4: return `${head('ordering')}\n\n1. ${words(8)}\n2. ${words(8)}\n3. ${words(8)}\n\n> ${words(30)}`
      default: return `${head('fill-in')}\n\n${words(20)} ___ ${words(10)}.\n\n1. ${words(1)} | ${words(1)}\n\n> ${words(30)}`
    }
  })
  return `---\ntitle: Benchmark\nkind: practice\n---\n\n${items.join('\n\n')}\n`
}

async function firstQuestion(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bench-'))
  const require = createRequire(import.meta.url)
  const browser = await launchBrowser()
  try {
    await cp(dirname(require.resolve('h5p-standalone')), join(folder, 'player'), { recursive: true })
    const files = await h5pFiles(parseQuiz(quizSource(12), 'bench.md').quiz!, { mode: 'open', language: 'en', courseTitle: 'Benchmark', references: [] })
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(folder, 'quiz', path)), { recursive: true })
      await writeFile(join(folder, 'quiz', path), bytes)
    }
    await writeFile(join(folder, 'index.html'), '<!doctype html><html lang="en"><title>A host</title><script src="player/main.bundle.js"></script><main id="place"></main></html>')
    const { served, url, close } = await serve(folder)
    const page = await browser.newPage()
    await page.goto(`${url}/index.html`)
    await page.evaluate(async () => {
      const { H5P: Player } = (window as any).H5PStandalone
      await new Player(document.querySelector('#place'), { id: 'quiz', h5pJsonPath: './quiz', frameJs: './player/frame.bundle.js', frameCss: './player/styles/h5p.css' })
    })
    await page.frameLocator('iframe').locator('.lq-item').first().waitFor()
    const requests = [...served]
    await close()
    const sum = (part: typeof requests, size: (bytes: Uint8Array) => number) => (part.reduce((total, file) => total + size(file.bytes), 0) / 1000).toFixed(0)
    const row = (name: string, part: typeof requests) => [name, String(part.length), sum(part, bytes => bytes.length), sum(part, bytes => gzipSync(bytes).length)]
    const ours = requests.filter(file => file.path.startsWith('/quiz/'))
    return table([
      ['first question', 'requests', 'kB', 'kB gzipped'],
      row('our content type and a quiz of 12 items', ours),
      row('the player h5p-standalone', requests.filter(file => !file.path.startsWith('/quiz/'))),
      row('together', requests),
      ['for comparison: an official Question Set with its libraries', '71', '–', '–'],
    ])
  }
  finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function serve(folder: string) {
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' }
  const served: { path: string, bytes: Uint8Array }[] = []
  const server = createServer(async (request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname
    const bytes = await readFile(join(folder, path)).catch(() => undefined)
    if (bytes)
      served.push({ path, bytes })
    response.writeHead(bytes ? 200 : 404, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' }).end(bytes)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { served, url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, close: () => new Promise<void>((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  }) }
}
