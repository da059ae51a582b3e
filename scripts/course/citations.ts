import { blankCode } from './slide-markup.ts'

/** A citation in Markdown: `[@younger2013]` or `[@younger2013; @cree2010]`. */
export const CITATION = /\[@([\w:.-]+(?:\s*;\s*@[\w:.-]+)*)\]/g

export interface Citation {
  keys: string[]
  /** Offset (from 0) of the opening bracket, or of the attribute that holds the keys. */
  offset: number
}

/** Splits what stands between `[@` and `]`. */
export function citationKeys(inside: string): string[] {
  return inside.split(';').map(key => key.trim().replace(/^@/, ''))
}

/** Citations of a slide in reading order: in the Markdown and in `cites="…"` of components. */
export function findCitations(markdown: string): Citation[] {
  const source = blankCode(markdown)
  const found: Citation[] = []
  for (const match of source.matchAll(CITATION))
    found.push({ keys: citationKeys(match[1]!), offset: match.index })
  for (const match of source.matchAll(/\s(?:cites|keys)="([^"]+)"/g))
    found.push({ keys: match[1]!.split(/\s+/).filter(Boolean), offset: match.index + 1 })
  return found.sort((a, b) => a.offset - b.offset)
}
