import type { Browser } from 'playwright-core'
import { readFile } from 'node:fs/promises'
import { LecternError } from '../../errors.ts'
import { keepEmptyCells } from '../keep-empty-cells.ts'
import { fontPath, printFonts } from './print-fonts.ts'

/** Where the page believes to be. Everything it asks for is answered here; nothing goes over a network. */
const origin = 'https://shell.invalid'

/**
 * Prints a page of HTML with the shipped fonts as a tagged PDF, in the size that its style sheet says.
 * Scripts do not run.
 * @throws LecternError "browser-died" when the browser ends or the page cannot be printed
 */
export async function printShell(browser: Browser, html: string): Promise<Uint8Array> {
  try {
    const context = await browser.newContext({ javaScriptEnabled: false, colorScheme: 'light', reducedMotion: 'reduce' })
    try {
      const page = await context.newPage()
      await page.route('**/*', async (route) => {
        const { pathname, origin: asked } = new URL(route.request().url())
        const font = printFonts[Number(/^\/fonts\/(\d+)\.woff2$/.exec(pathname)?.[1] ?? Number.NaN)]
        if (asked === origin && pathname === '/')
          return await route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })
        if (asked === origin && font)
          return await route.fulfill({ contentType: 'font/woff2', headers: { 'access-control-allow-origin': '*' }, body: await readFile(fontPath(font)) })
        await route.abort()
      })
      await page.goto(origin, { waitUntil: 'load' })
      // Running heads and folios ask for no font themselves, and would stay invisible without one.
      await page.evaluate(async () => {
        await document.fonts.load('400 10px Inter')
        await document.fonts.ready
      })
      await keepEmptyCells(page)
      return await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true })
    }
    finally {
      await context.close().catch(() => {})
    }
  }
  catch (error) {
    throw new LecternError(`The notes pages could not be printed: ${String((error as Error).message).split('\n')[0]}`, {
      code: 'browser-died',
      mend: 'Build again; if it happens again, give the browser more memory or name another one in LECTERN_CHROMIUM.',
      cause: error,
    })
  }
}
