import type { Pdf, PdfPage } from '../pdf-document.ts'
import { Buffer } from 'node:buffer'
import { readOperators } from '../content-stream.ts'
import { contentOf, openPdf, pagesOf } from '../pdf-document.ts'

/** The content of a page, read once for all layouts. */
export interface MarkedPage {
  content: Uint8Array
  /** Where the numbers of marked content stand in the content, in their order. */
  numbers: readonly { start: number, end: number, mcid: number }[]
  /** One more than the highest number of marked content. */
  next: number
}

/** Reads the pages of a document for imposition. */
export async function readMarkedPages(bytes: Uint8Array): Promise<MarkedPage[]> {
  const pdf = await openPdf(bytes)
  return pagesOf(pdf).map(page => readMarkedPage(pdf, page))
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
