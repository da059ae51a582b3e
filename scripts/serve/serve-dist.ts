import type { Server } from 'node:http'
import type { Retention } from '../../server/privacy/retention.ts'
import type { CreditService } from '../../server/start-credit-service.ts'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { readManifest } from '../build/manifest.ts'
import { LecternError } from '../errors.ts'
import { escapeHtml } from '../html/escape-html.ts'
import { kitRoot } from '../kit.ts'
import { createServicePages } from '../service-pages/service-pages-app.ts'
import { readCreditCourses } from './credit-courses.ts'
import { assertPortFree } from './port.ts'

export interface ServeOptions {
  port: number
  host: string
  /** Where records of credit are kept. */
  dataFolder: string
  /** Where people reach the server, when it is not its own address: behind a reverse proxy. */
  publicUrl?: string
  /** Sign certificates with a new key from now on. */
  newSigningKey?: boolean
  /** How long what is kept. */
  retention?: Retention
}

export interface RunningServer {
  url: string
  courses: BuiltCourse[]
  /** Where the office's pages are; undefined when no course counts for credit. */
  office?: string
  close: () => Promise<void>
}

export interface BuiltCourse { name: string, title: string, products: string[] }

/** The only folders of a built course that leave the machine: answer keys in private/ must never be among them. */
const PUBLIC_PRODUCTS = ['slides', 'handouts', 'quizzes', 'module']

/** The routes of the server over a dist/ folder. Tests call `app.request(path)` without a socket. */
export async function createApp(dist: string): Promise<{ app: Hono, courses: BuiltCourse[] }> {
  const courses = await listBuilt(dist)
  const app = new Hono()
  app.use(secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ['\'self\''],
      // Vue places bindings in style attributes, and H5P writes one inline script into its frame.
      styleSrc: ['\'self\'', '\'unsafe-inline\''],
      imgSrc: ['\'self\'', 'data:', 'blob:'],
      fontSrc: ['\'self\'', 'data:'],
      scriptSrc: ['\'self\'', '\'unsafe-eval\'', '\'unsafe-inline\''],
      frameAncestors: ['\'self\''],
      objectSrc: ['\'none\''],
      baseUri: ['\'self\''],
    },
    xFrameOptions: 'SAMEORIGIN',
    strictTransportSecurity: false,
  }))
  app.get('/', context => context.html(indexPage(courses)))
  // Browsers ask for it beside pages that name no icon.
  app.get('/favicon.ico', async context => context.body(await readFile(join(kitRoot, 'public', 'favicon.svg'), 'utf8'), 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' }))
  for (const course of courses) {
    for (const product of course.products) {
      const base = `/${course.name}/${product}`
      app.get(base, context => context.redirect(`${base}/`))
      if (product === 'handouts' || product === 'quizzes')
        app.get(`${base}/`, async context => context.html(folderPage(course, product, await readdir(join(dist, course.name, product)))))
      app.use(`${base}/*`, async (context, next) => {
        await next()
        // Files below assets/ carry their hash in their name.
        context.header('Cache-Control', context.req.path.startsWith(`${base}/assets/`) ? 'public, max-age=31536000, immutable' : 'no-cache')
      })
      app.get(`${base}/*`, serveStatic({ root: dist }))
    }
  }
  app.notFound(context => context.html(page('Not found', '<p>There is nothing at this address. <a href="/">All courses</a></p>'), 404))
  return { app, courses }
}

/**
 * Serves a dist/ folder, and the credit service when a course counts for credit.
 * @throws LecternError when nothing has been built, the port is in use, or the settings of the service do not hold.
 */
export async function serveDist(dist: string, options: ServeOptions): Promise<RunningServer> {
  const { app, courses } = await createApp(dist)
  if (!courses.length)
    throw new LecternError('Nothing has been built yet.', { code: 'nothing-built', mend: 'Run "lectern build" first.' })
  await assertPortFree(options.port, options.host)
  const url = `http://${options.host === '127.0.0.1' || options.host === '0.0.0.0' ? 'localhost' : options.host}:${options.port}`
  const credit = await startCredit(dist, courses, url, options)
  const office = credit && createServicePages(dist)
  const answer = (request: Request, bindings: object) => {
    const { pathname } = new URL(request.url)
    return credit?.answers(pathname) ? credit.fetch(request, bindings) : office?.answers(pathname) ? office.app.fetch(request) : app.fetch(request)
  }
  const server = await new Promise<Server>((resolve) => {
    // Who sends slowly holds a connection for seconds, not for minutes.
    const started = serve({ fetch: answer, port: options.port, hostname: options.host, serverOptions: { headersTimeout: 10_000, requestTimeout: 30_000, maxHeaderSize: 16_384 } }, () => resolve(started as Server))
  })
  return {
    url,
    courses,
    office: office && `${url}/office/`,
    async close() {
      credit?.beginStop()
      await finishRequests(server)
      await credit?.stop()
    },
  }
}

/** Longer than any request takes, shorter than what a supervisor waits before it kills. */
const GRACE_MS = 8000

/** Takes no more connections, and waits for the answers that are under way. */
function finishRequests(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS)
    server.close(() => {
      clearTimeout(impatience)
      resolve()
    })
    server.closeIdleConnections()
  })
}

async function startCredit(dist: string, courses: readonly BuiltCourse[], url: string, { dataFolder, publicUrl, newSigningKey, retention }: ServeOptions): Promise<CreditService | undefined> {
  const bundles = await readCreditCourses(dist, courses.map(course => course.name))
  if (!bundles.length)
    return undefined
  const { startCreditService } = await import('../../server/start-credit-service.ts')
  return startCreditService({ bundles, dataFolder, baseUrl: publicUrl ?? url, newSigningKey, retention, environment: process.env, log: entry => console.log(JSON.stringify({ time: new Date().toISOString(), ...entry })) })
}

async function listBuilt(dist: string): Promise<BuiltCourse[]> {
  const names = existsSync(dist) ? await readdir(dist) : []
  const built = await Promise.all(names.filter(name => !name.startsWith('.')).map(async (name) => {
    const manifest = await readManifest(join(dist, name))
    return manifest && { name, title: manifest.title, products: PUBLIC_PRODUCTS.filter(product => existsSync(join(dist, name, product))) }
  }))
  return built.filter(course => course !== undefined)
}

const PRODUCT_LINKS: Record<string, string> = {
  module: 'Course module',
  slides: 'Slide deck',
  handouts: 'Handouts (PDF)',
  quizzes: 'Quizzes (H5P)',
}

function indexPage(courses: readonly BuiltCourse[]): string {
  const sections = courses.map((course) => {
    const links = ['module', 'slides', 'handouts', 'quizzes']
      .filter(product => course.products.includes(product))
      .map(product => `<li><a href="/${course.name}/${product}/">${PRODUCT_LINKS[product]}</a></li>`)
    if (course.products.includes('slides'))
      links.push(`<li><a href="/${course.name}/slides/#/presenter/1">Presenter view</a></li>`, `<li><a href="/${course.name}/slides/#/reading">Reading view</a></li>`)
    return `<section><h2>${escapeHtml(course.title)}</h2><ul>${links.join('')}</ul></section>`
  })
  return page('Courses', sections.join(''))
}

function folderPage(course: BuiltCourse, product: string, files: readonly string[]): string {
  const links = [...files].sort().map(file => `<li><a href="/${course.name}/${product}/${encodeURIComponent(file)}">${escapeHtml(file)}</a></li>`)
  return page(`${course.title}: ${PRODUCT_LINKS[product]}`, `<ul>${links.join('')}</ul><p><a href="/">All courses</a></p>`)
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)} · Lectern</title>
<link rel="icon" href="data:,">
<style>:root{color-scheme:light dark}body{font:18px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}h1{font-size:1.6rem}a{color:LinkText}li{margin:.4rem 0}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body>
</html>`
}
