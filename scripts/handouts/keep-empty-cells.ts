import type { Page } from 'playwright-core'

/**
 * Gives every empty cell of the page's tables a space that is not seen. Chromium leaves empty cells out of a PDF's
 * structure, and the cells after them would then be read under the wrong headers.
 */
export async function keepEmptyCells(page: Pick<Page, 'evaluate'>): Promise<void> {
  await page.evaluate(() => {
    for (const cell of document.querySelectorAll('th, td')) {
      if (cell.textContent.trim() === '' && !cell.querySelector('img, svg, canvas, input'))
        cell.append('\u00A0')
    }
  })
}
