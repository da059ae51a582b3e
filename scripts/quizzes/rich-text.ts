import type { HtmlPart } from './quiz-markdown.ts'
import { citedKeys, parseBlocks, parseInline, plainWords, renderParts } from './quiz-markdown.ts'

/** A piece of a quiz's text, ready for every emitter: none of them reads Markdown. */
export interface RichText {
  /** As written; printing it and reading it again gives the same text. */
  readonly markdown: string
  /** Safe HTML, cut where citations stand; toHtml joins it. */
  readonly parts: readonly HtmlPart[]
  /** Without marks and citations, on one line. */
  readonly text: string
  /** Citation keys in reading order, each once. */
  readonly cites: readonly string[]
}

/** Turns citation keys into safe HTML, for example superscript numbers. */
export type RenderCitation = (keys: readonly string[]) => string

/** A text on one line: a question, an option, a cell. */
export function inlineText(markdown: string): RichText {
  return richText(markdown, parseInline(markdown))
}

/** Paragraphs and tables: a vignette, a feedback, a rationale. */
export function blockText(markdown: string): RichText {
  return richText(markdown, parseBlocks(markdown))
}

function richText(markdown: string, tokens: ReturnType<typeof parseBlocks>): RichText {
  return Object.freeze({
    markdown,
    parts: Object.freeze(renderParts(tokens)),
    text: plainWords(tokens),
    cites: Object.freeze([...new Set(citedKeys(tokens))]),
  })
}

/** Safe HTML with the citations rendered by the caller, so that their numbers agree with the course's reference list. */
export function toHtml(text: RichText, citation: RenderCitation): string {
  return text.parts.reduce<string>((html, part) =>
    // A superscript number follows its word without a space.
    typeof part === 'string' ? html + part : html.trimEnd() + citation(part.keys), '')
}
