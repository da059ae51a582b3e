import type { MarkdownTransformer } from '@slidev/types'
import { CITATION, citationKeys } from '../course/citations.ts'
import { blankCode } from '../course/slide-markup.ts'

/**
 * Turns `[@a; @b]` in a slide's Markdown into `<Cite keys="a b" />`; code stays as it is. The space before a citation
 * goes: AMA sets the superscript close to the word.
 */
export const transformCitations: MarkdownTransformer = ({ s }) => {
  for (const match of blankCode(s.original).matchAll(CITATION)) {
    const start = match.index - spacesBefore(s.original, match.index)
    s.overwrite(start, match.index + match[0].length, `<Cite keys="${citationKeys(match[1]!).join(' ')}" />`)
  }
}

/** Spaces between a word and what follows at `index`; those after the mark of a list, quotation or cell belong to it. */
function spacesBefore(text: string, index: number): number {
  const line = text.slice(text.lastIndexOf('\n', index - 1) + 1, index)
  const isMark = /^\s*(?:(?:[-*+>]|\d+[.)])+\s*)?$|\|\s*$/.test(line)
  return isMark ? 0 : line.length - line.trimEnd().length
}
