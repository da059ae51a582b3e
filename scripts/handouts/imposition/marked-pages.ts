import type { Pdf, PdfPage } from '../pdf-document.ts'
import { Buffer } from 'node:buffer'
import { readOperators } from '../content-stream.ts'
import { asNumber, contentOf, getItems, openPdf, pagesOf, resolve } from '../pdf-document.ts'

/** The content of a page. */
export interface MarkedPage {
  content: Uint8Array
  /** Where the numbers of marked content stand in the content, in their order. */
  numbers: readonly { start: number, end: number, mcid: number }[]
  /** One more than the highest number of marked content. */
  next: number
}

/** What imposition needs to know of a document, read once for all layouts. */
export interface MarkedPages {
  content: MarkedPage[]
  /** Width of the first page by its height. */
  aspect: number
}

export async function readMarkedPages(bytes: Uint8Array): Promise<MarkedPages> {
  const pdf = await openPdf(bytes)
  const pages = pagesOf(pdf)
  const [left = 0, bottom = 0, right = 0, top = 0] = getItems(pdf, pages[0]!.dictionary, 'MediaBox').map(number => asNumber(resolve(pdf, number)))
  return { content: pages.map(page => readMarkedPage(pdf, page)), aspect: (right - left) / (top - bottom) }
}

function readMarkedPage(pdf: Pdf, page: PdfPage): MarkedPage {
  const content = contentOf(pdf, page)
  const numbers = []
  for (const { name, operands, start, end } of readOperators(content)) {
    const properties = name === 'BDC' || name === 'DP' ? operands[1] : undefined
    const mcid = properties?.kind === 'dictionary' ? properties.entries.get('MCID') : undefined
    if (mcid?.kind !== 'number')
      continue
    const match = /\/MCID\s+(\d+)/d.exec(Buffer.from(content.subarray(start, end)).toString('latin1'))
    if (match)
      numbers.push({ start: start + match.indices![1]![0], end: start + match.indices![1]![1], mcid: mcid.value })
  }
  return { content, numbers, next: numbers.reduce((next, { mcid }) => Math.max(next, mcid + 1), 0) }
}

/** The page's content with its marked content numbered from an offset on. */
export function numberedFrom({ content, numbers }: MarkedPage, offset: number): Uint8Array {
  if (offset === 0)
    return content
  const parts: Uint8Array[] = []
  let at = 0
  for (const { start, end, mcid } of numbers) {
    parts.push(content.subarray(at, start), Buffer.from(String(mcid + offset)))
    at = end
  }
  parts.push(content.subarray(at))
  return Buffer.concat(parts)
}
