import type { PrintPage } from '../slides/print-page.ts'

/** Prints the given number of slides, or of their click steps, as one tagged PDF, one page each, in the slides' own size. */
export function printSlides({ page }: PrintPage, count: number): Promise<Uint8Array> {
  return page.pdf({
    printBackground: true,
    preferCSSPageSize: true,
    tagged: true,
    margin: { top: 0, right: 0, bottom: 0, left: 0 },
    pageRanges: `1-${count}`,
  })
}
