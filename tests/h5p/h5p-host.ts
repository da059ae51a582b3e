import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core'
import type { FileMap } from '../../scripts/quizzes/zip-files.ts'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { serveFolder } from '../module/static-server.ts'

const require = createRequire(import.meta.url)

export interface Played {
  page: Page
  /** The frame that the host plays the package in. */
  frame: Frame
  /** Errors of the page. */
  complaints: string[]
  statements: () => Promise<any[]>
  state: () => Promise<any>
  /** What axe finds in the quiz. */
  accessibility: () => Promise<string[]>
  /** Pixels by which the frame is wider than its place. */
  tooWide: () => Promise<number>
  close: () => Promise<void>
}

export interface H5pHost {
  play: (name: string, state?: unknown, context?: BrowserContextOptions) => Promise<Played>
  close: () => Promise<void>
}

/** A host in a real browser: H5P's own core and styles (h5p-standalone), each package unpacked, played inside a frame. */
export async function startHost(packages: Readonly<Record<string, FileMap>>, language = 'en', direction = 'ltr'): Promise<H5pHost> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-h5p-'))
  await cp(dirname(require.resolve('h5p-standalone')), join(folder, 'player'), { recursive: true })
  for (const [name, files] of Object.entries(packages)) {
    for (const [path, bytes] of files) {
      await mkdir(dirname(join(folder, name, path)), { recursive: true })
      await writeFile(join(folder, name, path), bytes)
    }
  }
  await writeFile(join(folder, 'host.html'), `<!doctype html><html lang="${language}" dir="${direction}"><title>A host</title><script src="player/main.bundle.js"></script><main><h1>A host</h1><div id="place"></div></main></html>`)
  const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8')
  const server = await serveFolder(folder)
  const browser: Browser = await launchBrowser()

  return {
    async play(name, state, context = { viewport: { width: 320, height: 800 } }) {
      const visitor = await browser.newContext(context)
      const page = await visitor.newPage()
      const complaints: string[] = []
      page.on('pageerror', error => complaints.push(error.message))
      page.on('response', response => response.status() >= 400 && !response.url().includes('favicon') && complaints.push(`${response.status()} ${response.url()}`))
      await page.goto(`${server.url}/host.html`)
      await page.evaluate(async ([name, state]) => {
        const { H5P: Player } = (window as any).H5PStandalone
        await new Player(document.querySelector('#place'), { id: 'sample', h5pJsonPath: `./${name}`, frameJs: './player/frame.bundle.js', frameCss: './player/styles/h5p.css', saveFreq: 3600, contentUserData: state && [{ state }] })
        ;(window as any).statements = []
        ;(window as any).H5P.externalDispatcher.on('xAPI', (event: any) => (window as any).statements.push(JSON.parse(JSON.stringify(event.data.statement))))
      }, [name, state && JSON.stringify(state)] as const)
      await page.frameLocator('iframe').locator('.lq-item').first().waitFor()
      const frame = page.frames()[1]!
      return {
        page,
        frame,
        complaints,
        statements: () => page.evaluate(() => (window as any).statements),
        state: () => frame.evaluate(() => (window as any).H5P.instances[0].getCurrentState()),
        async accessibility() {
          await frame.evaluate(axe)
          return frame.evaluate(async () => (await (window as any).axe.run('.lectern-quiz')).violations.map((violation: any) => `${violation.id}: ${violation.nodes[0].target}`))
        },
        tooWide: () => frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
        close: () => visitor.close(),
      }
    },
    async close() {
      await browser.close()
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
