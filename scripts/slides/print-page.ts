import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { App } from 'vue'
import type { CompileError, PrintServer } from './print-server.ts'
import type { VueReport } from './vue-reports.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { LecternError } from '../errors.ts'
import { startPrintServer } from './print-server.ts'
import { collectVueReports } from './vue-reports.ts'

/** Something the page logged or threw, apart from what Vue reports. */
export interface PageMessage {
  kind: 'console' | 'exception'
  message: string
}

/** A request that failed, or that left this computer. */
export interface PageRequest {
  url: string
  /** HTTP status, or undefined when no answer came. */
  status?: number
  type: string
}

/** All slides of a deck below one another in one page, rendered to the end. */
export interface PrintPage {
  page: Page
  server: PrintServer
  /** Numbers (from 1) of the slides that could not be loaded. Empty unless `allowBroken` was asked for. */
  broken: number[]
  messages: PageMessage[]
  failedRequests: PageRequest[]
  externalRequests: PageRequest[]
  vueReports: () => Promise<VueReport[]>
  compileErrors: () => CompileError[]
  /** Loads the route anew and waits until it is ready again. */
  reload: () => Promise<void>
  close: () => Promise<void>
}

export interface PrintPageOptions {
  /** Goes on with the slides that can be rendered instead of failing. */
  allowBroken?: boolean
  /** Milliseconds without any progress before slides that are missing count as lost. Default: a minute. */
  patience?: number
  /** Numbers of the slides to render, from 1; all when left out. */
  slides?: readonly number[]
  /** Gives each click step a container of its own; otherwise a slide is shown as it is after all clicks. */
  clicks?: boolean
}

/** Nothing arrives and nothing changes for so long (ms) before the page counts as ready. */
const quietTime = 400

/** How often the page is loaded while slides are missing for no reason that the server gives. */
const loadAttempts = 3

/**
 * Ligatures are one glyph for several letters: readers that don't know that lose the letters, so "first" would not be
 * found. Containment makes a slide one piece, so that printing never moves a table row or a figure at its bottom to
 * another page, where it would be cut off.
 */
const printStyle = `
* { font-variant-ligatures: none !important; animation: none !important; caret-color: transparent !important }
.print-slide-container { contain: size layout paint }
`

/** Opens and closes a page: `use` gets it ready, and server and page are gone afterwards, whatever happens. */
export async function withPrintPage<Result>(
  entry: string,
  browser: Browser | Promise<Browser>,
  use: (printed: PrintPage) => Promise<Result>,
  options: PrintPageOptions = {},
): Promise<Result> {
  const printed = await openPrintPage(entry, browser, options)
  try {
    return await use(printed)
  }
  finally {
    await printed.close()
  }
}

/**
 * Serves a deck and opens its print route, ready to be printed or measured: every slide loaded, fonts and images there,
 * styles arrived, links between slides pointing inside the page. A browser that is still starting may be given; the
 * server starts meanwhile.
 * @param entry Full path of the deck's slides.md.
 * @throws LecternError "deck-not-served", "slides-not-ready" (naming the slides), "browser-died"
 */
export async function openPrintPage(entry: string, browser: Browser | Promise<Browser>, options: PrintPageOptions = {}): Promise<PrintPage> {
  const [started, launched] = await Promise.allSettled([startPrintServer(entry), browser])
  if (started.status === 'rejected')
    throw started.reason
  const server = started.value
  if (launched.status === 'rejected') {
    await server.close()
    throw launched.reason
  }
  let context: BrowserContext | undefined
  const close = async () => {
    await context?.close().catch(() => {})
    await server.close()
  }
  try {
    context = await launched.value.newContext({
      viewport: { width: server.width, height: server.height },
      colorScheme: server.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      locale: 'en-US',
      timezoneId: 'UTC',
    })
    const page = await context.newPage()
    await page.emulateMedia({ media: 'screen' })
    await page.addInitScript(collectVueReports)
    const traffic = watchTraffic(page, server.origin)
    const messages = watchMessages(page)
    const printed: PrintPage = {
      page,
      server,
      broken: [],
      messages,
      failedRequests: traffic.failed,
      externalRequests: traffic.external,
      vueReports: () => page.evaluate(() => window.__lecternReports ?? []),
      compileErrors: () => server.errors,
      reload: async () => {
        for (let attempt = 1; ; attempt++) {
          // Without leaving the page, going to the address it is at would do nothing.
          await page.goto('about:blank')
          await page.goto(server.origin + printRoute(server, options), { waitUntil: 'commit' })
          printed.broken = await ready(page, server, traffic, messages, options)
          const lasting = server.errors.length > 0 || attempt === loadAttempts
          if (printed.broken.length === 0 || (lasting && options.allowBroken))
            break
          if (lasting)
            throw notReady(server, printed.broken)
        }
        await page.evaluate(orderStyles)
        await page.addStyleTag({ content: printStyle })
        await page.evaluate(pointLinksIntoThePage)
      },
      close,
    }
    await printed.reload()
    return printed
  }
  catch (error) {
    await close()
    throw explained(error, entry)
  }
}

function printRoute({ hashRoutes }: PrintServer, { clicks }: PrintPageOptions): string {
  const mode = `print=${clicks ? 'clicks' : 'true'}`
  return hashRoutes ? `/?${mode}#/print` : `/print?${mode}`
}

/** An error of Playwright in words of this tool; a LecternError stays as it is. */
export function explained(error: unknown, entry: string): unknown {
  if (error instanceof LecternError)
    return error
  const message = String((error as Error)?.message ?? error)
  if (/has been closed|Target closed|crashed|disconnected|ECONNRESET/i.test(message)) {
    return new LecternError('The browser ended while it was rendering the slides.', {
      code: 'browser-died',
      mend: 'Run the command again; if it happens again, close other programs to free memory.',
      exitCode: 1,
      file: entry,
      cause: error,
    })
  }
  if (/Printing failed/i.test(message)) {
    return new LecternError('The browser could not print the slides.', {
      code: 'printing-failed',
      mend: 'Run the command again; if it happens again, look for a very large image in the deck.',
      exitCode: 1,
      file: entry,
      cause: error,
    })
  }
  return error
}

interface Traffic {
  failed: PageRequest[]
  external: PageRequest[]
  /** Requests without an answer. */
  pending: Set<unknown>
  /** When something last came or went (ms, as performance.now()). */
  lastChange: number
}

function watchTraffic(page: Page, origin: string): Traffic {
  const traffic: Traffic = { failed: [], external: [], pending: new Set(), lastChange: performance.now() }
  const isExternal = (url: string) => /^(?:https?|wss?|ftp):/.test(url) && new URL(url).origin !== origin && !url.startsWith(origin.replace('http', 'ws'))
  page.on('request', (request) => {
    traffic.lastChange = performance.now()
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      // Vite reloads the page when it has prepared more modules; what the page before met no longer counts.
      traffic.pending.clear()
      traffic.failed.length = 0
    }
    if (isExternal(request.url()))
      traffic.external.push({ url: request.url(), type: request.resourceType() })
    else
      traffic.pending.add(request)
  })
  page.on('requestfinished', (request) => {
    traffic.pending.delete(request)
    traffic.lastChange = performance.now()
  })
  page.on('response', (response) => {
    const request = response.request()
    if (response.status() >= 400 && !isExternal(request.url()))
      traffic.failed.push({ url: request.url(), status: response.status(), type: request.resourceType() })
  })
  page.on('requestfailed', (request) => {
    traffic.pending.delete(request)
    traffic.lastChange = performance.now()
    const cancelled = request.failure()?.errorText === 'net::ERR_ABORTED'
    if (!cancelled && !isExternal(request.url()))
      traffic.failed.push({ url: request.url(), type: request.resourceType() })
  })
  page.on('websocket', (socket) => {
    if (isExternal(socket.url()))
      traffic.external.push({ url: socket.url(), type: 'websocket' })
  })
  return traffic
}

function watchMessages(page: Page): PageMessage[] {
  const messages: PageMessage[] = []
  page.on('console', (message) => {
    if (message.type() === 'error')
      messages.push({ kind: 'console', message: message.text() })
  })
  page.on('pageerror', error => messages.push({ kind: 'exception', message: error.message }))
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame())
      messages.length = 0
  })
  return messages
}

/** Waits until nothing is under way any more, and gives the numbers of the slides that did not come. */
async function ready(page: Page, server: PrintServer, traffic: Traffic, messages: PageMessage[], options: PrintPageOptions): Promise<number[]> {
  const { patience = 60_000, slides, clicks } = options
  const expected = slides?.length ?? server.slideCount
  let seen = ''
  let lastProgress = performance.now()
  for (;;) {
    const state = await stateOf(page, slides)
    const now = JSON.stringify(state)
    if (now !== seen || traffic.lastChange > lastProgress) {
      seen = now
      lastProgress = performance.now()
    }
    const complete = state !== undefined && state.slides === expected && state.images === 0 && state.fonts
    // How many steps a slide has shows only when its components are there.
    const lastChange = clicks ? Math.max(traffic.lastChange, lastProgress) : traffic.lastChange
    const quiet = traffic.pending.size === 0 && performance.now() - lastChange >= quietTime
    const late = performance.now() - lastProgress > patience
    if (complete && quiet && (state.loading.length === 0 || late))
      return [...new Set([...state.loading, ...slidesRefused(messages)])].sort((a, b) => a - b)
    if (late)
      throw notReady(server, state?.loading ?? [])
    await sleep(50)
  }
}

/** Slides in whose place Slidev shows an error, because they or something they import could not be compiled. */
function slidesRefused(messages: PageMessage[]): number[] {
  return messages.flatMap(({ message }) => {
    const number = /^slide failed to load[\s\S]*\/@slidev\/slides\/(\d+)\/md/.exec(message)?.[1]
    return number === undefined ? [] : [Number(number)]
  })
}

interface PageState {
  slides: number
  /** One for each click step of each slide, where steps are rendered apart. */
  containers: number
  /** Numbers of the slides still loading. */
  loading: number[]
  /** Images still on their way. */
  images: number
  fonts: boolean
}

async function stateOf(page: Page, wanted: readonly number[] | undefined): Promise<PageState | undefined> {
  try {
    return await page.evaluate((wanted) => {
      // Slidev reads a range from the address, but before it knows the address; it keeps it in what it provides to components.
      const app = document.querySelector<Element & { __vue_app__?: App }>('#app')?.__vue_app__
      const provided = Object.values(app?._context.provides ?? {}) as ({ nav?: { printRange?: number[] } } | undefined)[]
      const nav = provided.find(each => each?.nav?.printRange)?.nav
      if (wanted && nav && nav.printRange!.join() !== wanted.join())
        nav.printRange = [...wanted]
      const slides = [...document.querySelectorAll<HTMLElement>('.print-slide-container')]
      const images = [...document.querySelectorAll<HTMLImageElement>('.print-slide-container img')]
      for (const image of images)
        image.loading = 'eager'
      const failed = new Set(window.__lecternReports?.filter(report => report.kind === 'error').map(report => report.slide))
      return {
        slides: new Set(slides.map(slide => Number.parseInt(slide.id))).size,
        containers: slides.length,
        // Slidev shows nothing at all for the first 300 ms of loading a slide, as it does for one that fails to render.
        loading: slides.filter(slide => slide.querySelector('.slidev-slide-loading')
          || (!slide.querySelector('[data-slidev-no] > *') && !failed.has(Number.parseInt(slide.id)))).map(slide => Number.parseInt(slide.id)),
        images: images.filter(image => !image.complete).length,
        fonts: document.fonts.status === 'loaded',
      }
    }, wanted)
  }
  catch (error) {
    // The page reloads itself while Vite is still preparing modules.
    if (/context was destroyed|navigat/i.test((error as Error).message))
      return undefined
    throw error
  }
}

function notReady(server: PrintServer, loading: number[]): LecternError {
  const which = loading.length === 0 ? 'The slides' : loading.length === 1 ? `Slide ${loading[0]}` : `Slides ${loading.join(', ')}`
  const reason = server.errors[0]?.message.split('\n')[0]
  return new LecternError(`${which} could not be rendered${reason ? `: ${reason.replace(/\.?$/, '.')}` : ' in time.'}`, {
    code: 'slides-not-ready',
    mend: reason ? 'Mend what is named; `lectern check` shows the line.' : 'Run the command again when the computer is less busy.',
    exitCode: 1,
  })
}

/**
 * Runs in the page: the styles of components come in the order in which their modules happen to arrive, and where two
 * rules weigh the same the later one wins. By name, they come in the same order each time.
 */
function orderStyles(): void {
  const nameOf = (style: Element) => style.getAttribute('data-vite-dev-id')!.replace(/\?.*$/, '').split('/').slice(-2).join('/')
  const styles = [...document.querySelectorAll('style[data-vite-dev-id*="vue&type=style"]')]
    .filter(style => !style.getAttribute('data-vite-dev-id')!.includes('@slidev/client'))
  for (const style of styles.sort((one, other) => nameOf(one) < nameOf(other) ? -1 : 1))
    document.head.append(style)
}

/**
 * Runs in the page: Slidev links to slides by their address in the app, which means nothing on paper. Links to slides
 * point to the slide's container; other links into the app are no links.
 */
function pointLinksIntoThePage(): void {
  const containers = new Map<number, HTMLElement>()
  for (const slide of document.querySelectorAll<HTMLElement>('.print-slide-container')) {
    const no = Number.parseInt(slide.id)
    if (!containers.has(no))
      containers.set(no, slide)
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.print-slide-container a[href]')) {
    const target = new URL(link.href, location.href)
    if (target.origin !== location.origin)
      continue
    const inPage = target.hash.length > 1 && document.getElementById(decodeURIComponent(target.hash.slice(1)))
    const number = /^#?\/?(\d+)$/.exec(target.hash)?.[1] ?? /\/(\d+)$/.exec(target.pathname)?.[1]
    const slide = number === undefined ? undefined : containers.get(Number(number))
    if (inPage)
      link.setAttribute('href', target.hash)
    else if (slide)
      link.setAttribute('href', `#${slide.id}`)
    else
      link.removeAttribute('href')
  }
}
