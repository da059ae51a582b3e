import type { Env, RendererRule, StateInline, Token } from 'markdown-it'
import MarkdownIt from 'markdown-it'
import { CITATION, citationKeys } from '../course/citations.ts'

/**
 * The Markdown of quizzes. Raw HTML stays text. Headings by underlining, link definitions and indented code are off: they
 * change the meaning of lines that look innocent, and a quiz must never be read otherwise than its author meant it.
 */
export const quizMarkdown = new MarkdownIt({ html: false, linkify: false, typographer: false })
  .disable(['lheading', 'reference', 'code'])

/** What is no HTML stands between two NULs in the rendered text; markdown-it replaces every NUL of its input. */
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

/** Three or more underscores are a blank to fill in, wherever they stand: they never open or close emphasis. */
quizMarkdown.inline.ruler.before('emphasis', 'blank', (state: StateInline, silent: boolean) => {
  const length = /^_{3,}/.exec(state.src.slice(state.pos, state.pos + 100))?.[0].length
  if (!length)
    return false
  if (!silent)
    state.push('blank', '', 0)
  state.pos += length
  return true
})

const citation: RendererRule = (tokens, index) => marked({ keys: tokens[index]!.meta!.keys as string[] })
const blank: RendererRule = () => marked({ blank: true })
const image: RendererRule = (tokens, index) => marked({ image: imageOf(tokens[index]!) })
Object.assign(quizMarkdown.renderer.rules, { citation, blank, image })

function marked(mark: HtmlMark): string {
  return MARK + JSON.stringify(mark) + MARK
}

/** Column alignment would be an inline style, which a strict content security policy refuses. */
function dropAlignment(tokens: Token[]): Token[] {
  for (const token of tokens) {
    if (token.type === 'th_open' || token.type === 'td_open')
      token.attrs = null
  }
  return tokens
}

/** A picture of a quiz, as its author names it. */
export interface QuizImage {
  /** A path relative to the quiz, "/…" for the deck's public folder, or "molecule:…" for a molecule of the deck. */
  readonly source: string
  /** What it shows, for those who do not see it; never empty. */
  readonly alt: string
}

/** A place in rendered HTML where the numbers of references go. */
export interface CitationMark { readonly keys: readonly string[] }
export interface ImageMark { readonly image: QuizImage }
/** A place where the learner fills something in. */
export interface BlankMark { readonly blank: true }
export type HtmlMark = CitationMark | ImageMark | BlankMark

export type HtmlPart = string | HtmlMark

export function parseBlocks(markdown: string, env: Env = {}): Token[] {
  return dropAlignment(quizMarkdown.parse(markdown, env))
}

export function parseInline(markdown: string): Token[] {
  return quizMarkdown.parseInline(markdown, {})
}

/** Renders tokens to safe HTML, cut where citations, pictures and blanks stand. */
export function renderParts(tokens: Token[]): HtmlPart[] {
  const html = quizMarkdown.renderer.render(tokens, quizMarkdown.options, {}).trim()
  return html.split(MARK)
    .map((piece, index): HtmlPart => index % 2 ? JSON.parse(piece) as HtmlMark : piece)
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
      case 'image':
        return imageOf(token).alt
      case 'blank':
        return '___'
      case 'citation':
        return MARK
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
  // A citation takes the space before it along; any other space is its author's, as in `LDN .5mg`.
  return tokens.map(words).join('').replace(/\s+/g, ' ').replaceAll(` ${MARK}`, MARK).replaceAll(MARK, '').trim()
}

/** Citation keys in reading order. */
export function citedKeys(tokens: Token[]): string[] {
  return tokens.flatMap(token => token.type === 'citation' ? token.meta!.keys as string[] : citedKeys(token.children ?? []))
}

/** A picture with its Markdown title, which quizzes refuse. */
export interface TitledImage extends QuizImage { readonly title: string }

/** Pictures in reading order. */
export function imagesOf(tokens: readonly Token[]): TitledImage[] {
  return tokens.flatMap((token): TitledImage[] => token.type === 'image' ? [{ ...imageOf(token), title: String(token.attrGet('title') ?? '') }] : imagesOf(token.children ?? []))
}

/** How many blanks the tokens hold. */
export function countBlanks(tokens: readonly Token[]): number {
  return tokens.reduce((sum, token) => sum + (token.type === 'blank' ? 1 : countBlanks(token.children ?? [])), 0)
}

function imageOf(token: Token): QuizImage {
  return { source: decoded(String(token.attrGet('src') ?? '')), alt: plainWords(token.children ?? []) }
}

/** markdown-it encodes addresses; authors name files. */
function decoded(source: string): string {
  try {
    return decodeURIComponent(source)
  }
  catch {
    return source
  }
}
