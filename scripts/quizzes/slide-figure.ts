import { launchBrowser } from '../browser/launch.ts'
import { withPrintPage } from '../slides/print-page.ts'

/**
 * Photographs figures of a deck: of each slide its first chart or drawing, or the whole slide when it has none.
 * @param entry full path of the deck's slides.md.
 * @param numbers slides, from 1.
 * @returns PNG files by slide.
 */
export async function photographSlides(entry: string, numbers: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
  const browser = await launchBrowser()
  try {
    return await withPrintPage(entry, browser, async ({ page }) => {
      const pictures = new Map<number, Uint8Array>()
      for (const number of numbers) {
        const slide = page.locator('.print-slide-container').nth(number - 1)
        const drawing = slide.locator('.lectern-chart > svg').first()
        pictures.set(number, new Uint8Array(await (await drawing.count() ? drawing : slide).screenshot({ animations: 'disabled' })))
      }
      return pictures
    })
  }
  finally {
    await browser.close()
  }
}
