import { CITATION, citationKeys } from './citations.ts'
import { blankCode } from './slide-markup.ts'

/** A citation, or several in a row, and what its number replaces. */
export interface CitationPlace {
  keys: string[]
  /** Offsets (from 0) of what is replaced: the space before, the brackets, and a full stop or comma after them. */
  start: number
  end: number
  /** The full stop or comma, which goes before the number. */
  stop: string
}

const ROW = new RegExp(`${CITATION.source}(?:[ \\t]*${CITATION.source})*`, 'g')
const STOP = /^[.,](?![\w.,])/
/** A number has nothing to cling to at the beginning of a line, item, cell or HTML block, and after a colon or bracket. */
const FREE = /^\s*(?:(?:[-*+>]|\d+[.)])+\s*)?$|[|:;,([–—]\s*$|<(?:p|li|t[dh]|dd|div|h\d)(?:\s[^>]*)?>\s*$/

/**
 * Where citation numbers stand in a text. They follow the word without a space, and a full stop or comma comes before
 * them; a citation that is itself the word ("Evidence: [@a], [@b].") keeps its place.
 * Source of the rule: AMA Manual of Style, 11th edition, section 3.6 (outside periods and commas, inside colons and
 * semicolons).
 * @param text Markdown, or HTML made of it
 */
export function citationPlaces(text: string): CitationPlace[] {
  return [...blankCode(text).matchAll(ROW)].map((match): CitationPlace => {
    const keys = [...match[0].matchAll(CITATION)].flatMap(([, inside]) => citationKeys(inside!))
    const end = match.index + match[0].length
    const line = text.slice(text.lastIndexOf('\n', match.index - 1) + 1, match.index)
    if (FREE.test(line))
      return { keys, start: match.index, end, stop: '' }
    const [stop = ''] = STOP.exec(text.slice(end)) ?? []
    return { keys, start: match.index - (line.length - line.trimEnd().length), end: end + stop.length, stop }
  })
}

/** Puts the numbers in their places. */
export function replaceCitations(text: string, render: (keys: string[]) => string): string {
  let at = 0
  const parts: string[] = []
  for (const { keys, start, end, stop } of citationPlaces(text)) {
    parts.push(text.slice(at, start), stop, render(keys))
    at = end
  }
  return parts.join('') + text.slice(at)
}
