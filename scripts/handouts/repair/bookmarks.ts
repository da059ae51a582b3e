import type { Pdf } from '../pdf-document.ts'
import { asDictionary, catalogOf, pagesOf, register, resolve, set, text } from '../pdf-document.ts'

/**
 * One bookmark for each page, to its whole. Chromium makes bookmarks of headings, which gives a slide without a heading
 * none and one with three headings three.
 */
export function writeBookmarks(pdf: Pdf, titles: readonly string[]): void {
  const outline = register(pdf, { Type: 'Outlines' })
  const items = pagesOf(pdf).map((page, index) => register(pdf, {
    Title: text(titles[index] || `Slide ${index + 1}`),
    Parent: outline,
    Dest: [page.reference, 'Fit'],
  }))
  items.forEach((item, index) => {
    const bookmark = asDictionary(resolve(pdf, item))!
    if (index > 0)
      set(pdf, bookmark, 'Prev', items[index - 1]!)
    if (index < items.length - 1)
      set(pdf, bookmark, 'Next', items[index + 1]!)
  })
  const root = asDictionary(resolve(pdf, outline))!
  set(pdf, root, 'First', items[0]!)
  set(pdf, root, 'Last', items.at(-1)!)
  set(pdf, root, 'Count', items.length)
  set(pdf, catalogOf(pdf), 'Outlines', outline)
  set(pdf, catalogOf(pdf), 'PageMode', 'UseOutlines')
}
