import { join } from 'node:path'
import { expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch.ts'
import { kitRoot } from '../../scripts/kit.ts'
import { withPrintPage } from '../../scripts/slides/print-page.ts'

/** Runs in the page. */
function looks(): string[] {
  return [...document.querySelectorAll<HTMLElement>('.print-slide-container')].flatMap(slide => [...slide.querySelectorAll('*')].map((element) => {
    const { fontSize, color, fontWeight, lineHeight, padding, margin, backgroundColor, textAlign, display, stroke, fill, borderBottom } = getComputedStyle(element)
    const { x, y, width, height } = element.getBoundingClientRect()
    const box = [x, y, width, height].map(Math.round)
    return `${Number.parseInt(slide.id)}: ${element.localName}.${element.getAttribute('class') ?? ''} ${JSON.stringify([fontSize, color, fontWeight, lineHeight, padding, margin, backgroundColor, textAlign, display, stroke, fill, borderBottom, box])}`
  }))
}

/** Runs in the page. */
function reverseComponentStyles(): void {
  const styles = [...document.querySelectorAll('style[data-vite-dev-id*="vue&type=style"]')].filter(style => !style.getAttribute('data-vite-dev-id')!.includes('@slidev/client'))
  for (const style of styles.reverse())
    document.head.append(style)
}

// Styles come with the slide that needs them first: where two rules weigh the same, a slide would look different for those
// who come from another slide.
it('a slide looks the same whichever slide was visited before it', async () => {
  const browser = await launchBrowser()
  try {
    await withPrintPage(join(kitRoot, 'slides', 'gallery', 'slides.md'), browser, async ({ page }) => {
      const before = await page.evaluate(looks)
      await page.evaluate(reverseComponentStyles)
      const after = await page.evaluate(looks)
      const changed = before.flatMap((look, index) => look === after[index] ? [] : [`${look}\n${after[index]}`])
      expect(changed.slice(0, 3)).toEqual([])
      expect(before.length).toBeGreaterThan(1000)
    })
  }
  finally {
    await browser.close()
  }
})
