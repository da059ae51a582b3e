import type { MarkdownPlace } from './markdown-pieces.ts'
import type { TextPiece } from './text-piece.ts'

const FIELD = /^[ \t]*(title|note|annote|abstract)[ \t]*=[ \t]*[{"]/gim

/** Reads the words in a BibTeX file: titles, which are somebody else's words, and the editors' notes. */
export function readBibliographyPieces(source: string, place: MarkdownPlace): TextPiece[] {
  return [...source.matchAll(FIELD)].flatMap((match): TextPiece[] => {
    const start = match.index + match[0].length
    const end = endOfValue(source, start, match[0].at(-1)!)
    // Braces protect capitals; a space in their place would part words, so they are left out one by one.
    const letters: string[] = []
    const offsets: number[] = []
    for (let at = start; at < end; at++) {
      const char = source[at]!
      if (char === '{' || char === '}' || char === '\\')
        continue
      const isSpace = /\s/.test(char)
      if (isSpace && letters.at(-1) === ' ')
        continue
      letters.push(isSpace ? ' ' : char)
      offsets.push(at)
    }
    const sourceOf = (offset: number) => offsets[Math.min(offset, offsets.length - 1)]!
    const name = match[1]!.toLowerCase()
    const text = letters.join('')
    return text.trim()
      ? [{ kind: name === 'title' || name === 'abstract' ? 'title' : 'reference', text, file: place.file, within: [], name, citations: [], sourceOf, positionOf: offset => place.positionOf(sourceOf(offset)) }]
      : []
  })
}

/** Where a value ends: at the brace that closes it, at its quotation mark, or after 20,000 characters when neither comes. */
function endOfValue(source: string, start: number, opening: string): number {
  const limit = Math.min(source.length, start + 20_000)
  let depth = 0
  for (let at = start; at < limit; at++) {
    const char = source[at]
    if (char === '{')
      depth++
    else if (char === '}' && opening === '{' && depth === 0)
      return at
    else if (char === '}')
      depth--
    else if (char === '"' && opening === '"' && depth === 0)
      return at
  }
  return limit
}
