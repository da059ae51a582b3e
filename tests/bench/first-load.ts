/*
 * What a browser fetches to show the first slide of the built deck, against a bare Slidev build of the same Markdown
 * (Slidev's default theme, no addon, system fonts).
 * node tests/bench/first-load.ts
 */
import type { Buffer } from 'node:buffer'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, relative } from 'node:path'
import process from 'node:process'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { findBrowser } from '../../scripts/browser/find.ts'
import { findCourses } from '../../scripts/course/find-courses.ts'
import { loadCourse } from '../../scripts/course/load-course.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { emitSlides } from '../../scripts/slides/emit.ts'
import { table } from './table.ts'

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.png': 'image/png' }

const [place] = await findCourses(kitRoot, [process.argv[2] ?? 'low-dose-naltrexone'])
const { course } = await loadCourse(place!)
const scratch = await mkdtemp(join(kitRoot, 'dist', '.bench-'))
try {
  await emitSlides(course!, join(scratch, 'ours'))
  const bare = join(scratch, 'bare-source')
  await cp(place!.folder, bare, { recursive: true })
  for (const file of course!.files.filter(file => file.endsWith('.md') && !relative(place!.folder, file).startsWith('..'))) {
    const text = await readFile(file, 'utf8')
    await writeFile(join(bare, relative(place!.folder, file)), bareMarkdown(text))
  }
  await emitSlides({ ...course!, place: { ...place!, folder: bare } }, join(scratch, 'bare'))

  const ours = await firstLoad(join(scratch, 'ours'))
  const theirs = await firstLoad(join(scratch, 'bare'))
  const ratio = (key: keyof typeof ours) => (ours[key] / theirs[key]).toFixed(2)
  console.log(table([
    ['first load', 'requests', 'kB', 'kB gzipped', 'of these fonts, kB'],
    ['Lectern', ours.requests, kilobytes(ours.bytes), kilobytes(ours.gzipped), kilobytes(ours.fonts)],
    ['bare Slidev build', theirs.requests, kilobytes(theirs.bytes), kilobytes(theirs.gzipped), kilobytes(theirs.fonts)],
    ['ratio', ratio('requests'), ratio('bytes'), ratio('gzipped'), '–'],
  ]))
}
finally {
  await rm(scratch, { recursive: true, force: true })
}

/** A deck's Markdown without the kit: no addon, no component of ours, no layout that Slidev does not have. */
function bareMarkdown(text: string): string {
  return text
    .replace(/^theme: none$/m, 'theme: default')
    .replace(/^addons:.*$/m, 'addons: []')
    .replace(/^layout: (?:table|references)$/gm, 'layout: default')
    .replace(/<\/?[A-Z](?:[^>"]|"[^"]*")*>/g, '')
}

async function firstLoad(folder: string) {
  const served: { path: string, bytes: Buffer }[] = []
  const server = createServer(async (request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname
    const bytes = await readFile(join(folder, path.endsWith('/') ? `${path}index.html` : path)).catch(() => undefined)
    if (bytes)
      served.push({ path, bytes })
    response.writeHead(bytes ? 200 : 404, { 'Content-Type': TYPES[extname(path)] ?? (path.endsWith('/') ? 'text/html' : 'application/octet-stream') }).end(bytes)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { path, args, env } = await findBrowser()
  const browser = await chromium.launch({ executablePath: path, args, env: { ...process.env as Record<string, string>, ...env } })
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as { port: number }).port}/`, { waitUntil: 'networkidle' })
  await page.waitForSelector('[data-slidev-no="1"] h1')
  await browser.close()
  server.close()
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return {
    requests: served.length,
    bytes: sum(served.map(file => file.bytes.length)),
    gzipped: sum(served.map(file => extname(file.path) === '.woff2' ? file.bytes.length : gzipSync(file.bytes).length)),
    fonts: sum(served.filter(file => extname(file.path).startsWith('.woff')).map(file => file.bytes.length)),
  }
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0)
}
