import type { Env, RendererRule, StateInline, Token } from 'markdown-it'
import MarkdownIt from 'markdown-it'
import { CITATION, citationKeys } from '../course/citations.ts'

/**
 * The Markdown of quizzes. Raw HTML stays text. Headings by underlining, link definitions and indented code are off: they
 * change the meaning of lines that look innocent, and a quiz must never be read otherwise than its author meant it.
 */
export const quizMarkdown = new MarkdownIt({ html: false, linkify: false, typographer: false })
  .disable(['lheading', 'reference', 'code'])

/** A citation stands between two NULs in the rendered HTML; markdown-it replaces every NUL of its input. */
const MARK = '\u0000'

quizMarkdown.inline.ruler.before('link', 'citation', (state: StateInline, silent: boolean) => {
  if (!state.src.startsWith('[@', state.pos))
    return false
  const at = new RegExp(CITATION.source, 'y')
  at.lastIndex = state.pos
  const found = at.exec(state.src)
  if (!found)
    return false
  if (!silent) {
    const token = state.push('citation', '', 0)
    token.meta = { keys: citationKeys(found[1]!) }
  }
  state.pos += found[0].length
  return true
})

const citation: RendererRule = (tokens, index) => MARK + (tokens[index]!.meta!.keys as string[]).join(' ') + MARK
quizMarkdown.renderer.rules.citation = citation

/** Column alignment would be an inline style, which a strict content security policy refuses. */
function dropAlignment(tokens: Token[]): Token[] {
  for (const token of tokens) {
    if (token.type === 'th_open' || token.type === 'td_open')
      token.attrs = null
  }
  return tokens
}

/** A place in rendered HTML where the numbers of references go. */
export interface CitationMark { readonly keys: readonly string[] }

export type HtmlPart = string | CitationMark

export function parseBlocks(markdown: string, env: Env = {}): Token[] {
  return dropAlignment(quizMarkdown.parse(markdown, env))
}

export function parseInline(markdown: string): Token[] {
  return quizMarkdown.parseInline(markdown, {})
}

/** Renders tokens to safe HTML, cut where citations stand. */
export function renderParts(tokens: Token[]): HtmlPart[] {
  const html = quizMarkdown.renderer.render(tokens, quizMarkdown.options, {}).trim()
  return html.split(MARK)
    .map((piece, index): HtmlPart => index % 2 ? { keys: piece.split(' ') } : piece)
    .filter(part => part !== '')
}

/** The words of tokens, without marks and citations, on one line. */
export function plainWords(tokens: Token[]): string {
  const words = (token: Token): string => {
    switch (token.type) {
      case 'text':
      case 'code_inline':
      case 'fence':
        return token.content
      case 'softbreak':
      case 'hardbreak':
      case 'paragraph_close':
      case 'th_close':
      case 'td_close':
        return ' '
      default:
        return (token.children ?? []).map(words).join('')
    }
  }
  return tokens.map(words).join('').replace(/\s+([.,;:!?)]|$)/g, '$1').replace(/\s+/g, ' ').trim()
}

/** Citation keys in reading order. */
export function citedKeys(tokens: Token[]): string[] {
  return tokens.flatMap(token => token.type === 'citation' ? token.meta!.keys as string[] : citedKeys(token.children ?? []))
}

/** True when the tokens hold an image, at any depth. */
export function holdsImage(tokens: Token[]): boolean {
  return tokens.some(token => token.type === 'image' || holdsImage(token.children ?? []))
}
