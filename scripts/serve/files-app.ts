import type { Context, MiddlewareHandler } from 'hono'
import type { BuiltCourse } from './built-courses.ts'
import type { AskService } from './home/visitor.ts'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { chooseLanguage } from '../../server/certificates/verify-page/words.ts'
import { filesBelow } from '../build/fingerprint.ts'
import { kitRoot } from '../kit.ts'
import { listBuiltCourses, PUBLIC_PRODUCTS } from './built-courses.ts'
import { readCourseFacts } from './home/course-facts.ts'
import { homePage } from './home/home-page.ts'
import { visitorOf } from './home/visitor.ts'
import { folderPage, notFoundPage } from './index-pages.ts'
import { isVersionName, KEPT_PRODUCTS, keptVersions, versionFolder } from './kept-versions.ts'
import { filesPolicy, modulePolicy, slidesPolicy } from './policies.ts'
import { conditionalRequests, filesFrom } from './static-files.ts'

/** The credit service, as the home page knows it. */
export interface HomeService {
  ask: AskService
  /** Whether the office's pages were built. */
  office: boolean
}

export interface FilesApp {
  app: Hono
  /** The courses that are built now. */
  courses: BuiltCourse[]
  /** Looks again at what is built. */
  refresh: () => Promise<void>
}

/** A build that takes the place of another is away for less. */
const SWAP_MS = 150

const policies: Record<string, MiddlewareHandler> = { module: modulePolicy, slides: slidesPolicy }

/**
 * The routes of what was built into a dist/ folder. Tests call `app.request(path)` without a socket.
 * @param dist the folder.
 * @param kept where the public files of versions are kept that learners are in; undefined when there are none.
 * @param home what the home page asks of the credit service, when there is one by now.
 */
export async function createFilesApp(dist: string, kept?: string, home?: () => HomeService | undefined): Promise<FilesApp> {
  const courses = await listBuiltCourses(dist)
  const fromDist = filesFrom(dist)
  const fromKept = kept === undefined ? undefined : filesFrom(kept)
  const find = (name: string | undefined) => courses.find(course => course.name === name)

  const app = new Hono()
  app.use(compress())
  app.use(conditionalRequests)
  app.use(async (context, next) => (policies[productOf(context.req.path)] ?? filesPolicy)(context, next))

  app.get('/', async (context) => {
    const credit = home?.()
    const cookie = context.req.header('cookie')
    const [facts, visitor] = await Promise.all([
      Promise.all(courses.map(course => readCourseFacts(dist, course))),
      credit ? visitorOf(cookie, credit.ask) : { kind: 'none' as const },
    ])
    // It tells who is signed in.
    context.header('cache-control', visitor.kind === 'none' ? 'no-cache' : 'no-store')
    context.header('vary', 'cookie, accept-language')
    return context.html(homePage({ courses: facts, visitor, office: credit?.office ?? false, language: chooseLanguage(context.req.header('accept-language'), context.req.query('lang')), today: new Date().toISOString().slice(0, 10) }))
  })
  // Browsers ask for it beside pages that name no icon.
  app.get('/favicon.ico', async context => context.body(await readFile(join(kitRoot, 'public', 'favicon.svg'), 'utf8'), 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' }))

  app.on('GET', ['/:course', '/:course/'], (context) => {
    const built = find(context.req.param('course'))
    const product = built?.products.includes('module') ? 'module' : built?.products[0]
    return product ? context.redirect(`/${built!.name}/${product}/`) : context.notFound()
  })

  app.get('/:course/versions/:version/:product/:file{.*}', async (context) => {
    const { course, version, product, file } = context.req.param()
    if (!fromKept || !isFolderName(course) || !isVersionName(version) || !isOneOf(KEPT_PRODUCTS, product) || hidden(file))
      return context.notFound()
    return cached(context, file, await fromKept(context, join('/', course, version, product, file)))
  })

  app.get('/:course/:product{[^/]+}', (context) => {
    const { course, product } = context.req.param()
    // A name that was written with a slash in it would lead to another site.
    return isOneOf(PUBLIC_PRODUCTS, product) && isFolderName(course) ? context.redirect(`/${encodeURIComponent(course)}/${product}/`) : context.notFound()
  })

  app.get('/:course/:product/:file{.*}', async (context) => {
    const { course, product, file } = context.req.param()
    if (!isOneOf(PUBLIC_PRODUCTS, product) || !isFolderName(course) || hidden(file))
      return context.notFound()
    const built = find(course)
    if (built?.products.includes(product)) {
      if (!file && (product === 'handouts' || product === 'quizzes'))
        return context.html(folderPage(built, product, await fileNames(join(dist, course, product))))
      const path = join('/', course, product, file)
      let found = await fromDist(context, path)
      if (!found && !existsSync(join(dist, course))) {
        await setTimeout(SWAP_MS)
        found = await fromDist(context, path)
      }
      if (found)
        return cached(context, file, found)
    }
    return cached(context, file, await fromOtherBuilds(context, course, product, file, !built?.products.includes(product)))
  })

  /**
   * A page that was opened before a build asks for files of that build, whose names carry their hash; and who has begun a
   * course that was withdrawn, or built without its module, still comes in by its address.
   */
  async function fromOtherBuilds(context: Context, course: string, product: string, file: string, missing: boolean): Promise<Response | undefined> {
    if (!kept || !fromKept || !isOneOf(KEPT_PRODUCTS, product) || !((missing && product === 'module') || file.startsWith('assets/')))
      return undefined
    const versions = await keptVersions(kept, course)
    const version = versions.find(version => existsSync(join(versionFolder(kept, version), product, file)))
    return version && fromKept(context, join('/', course, version.version, product, file))
  }

  app.notFound(context => context.html(notFoundPage(), 404))
  return {
    app,
    courses,
    async refresh() {
      courses.splice(0, courses.length, ...await listBuiltCourses(dist))
    },
  }
}

async function fileNames(folder: string): Promise<string[]> {
  return (await filesBelow(folder)).map(file => relative(folder, file).split(sep).join('/'))
}

function productOf(path: string): string {
  const [, , second, , fourth] = path.split('/')
  return (second === 'versions' ? fourth : second) ?? ''
}

function cached(context: Context, file: string, found: Response | undefined): Response | Promise<Response> {
  if (!found)
    return context.notFound()
  // Files below assets/ carry their hash in their name.
  found.headers.set('Cache-Control', file.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
  return found
}

/** Names that begin with a point are of the server's own. */
function hidden(file: string): boolean {
  return file.split('/').some(part => part.startsWith('.'))
}

function isFolderName(name: string): boolean {
  return !name.startsWith('.') && !/[\\/]/.test(name)
}

function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return names.includes(name as T)
}
