import type { HtmlPart, QuizImage } from './quiz-markdown.ts'
import { keepDosesTogether } from '../../lib/keep-doses-together.ts'
import { escapeHtml } from '../html/escape-html.ts'
import { citedKeys, countBlanks, imagesOf, parseBlocks, parseInline, plainWords, renderParts } from './quiz-markdown.ts'

/** A piece of a quiz's text, ready for every emitter: none of them reads Markdown. */
export interface RichText {
  /** As written; printing it and reading it again gives the same text. */
  readonly markdown: string
  /** Safe HTML, cut where citations, pictures and blanks stand; toHtml joins it. */
  readonly parts: readonly HtmlPart[]
  /** Without marks and citations, on one line; a picture is its alternative text, a blank is "___". */
  readonly text: string
  /** Citation keys in reading order, each once. */
  readonly cites: readonly string[]
  /** Pictures in reading order. */
  readonly images: readonly QuizImage[]
  /** How many blanks to fill in it holds. */
  readonly blanks: number
}

/** Turns what is no plain HTML into safe HTML. Blanks are numbered from 0 in reading order. */
export interface TextRenderers {
  /** For example superscript numbers. */
  readonly citation: (keys: readonly string[]) => string
  /** Default: the alternative text, escaped. */
  readonly image?: (image: QuizImage) => string
  /** Default: underscores. */
  readonly blank?: (index: number) => string
}

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
    images: Object.freeze(imagesOf(tokens).map(({ source, alt }) => Object.freeze({ source, alt }))),
    blanks: countBlanks(tokens),
  })
}

/** A full stop or comma after a citation, but not the point of a number. */
const STOP = /^[.,](?![\w.,])/

/**
 * Safe HTML; the caller renders citations, so that their numbers agree with the course's reference list. A number goes after a
 * full stop or comma, as on slides (scripts/course/citation-places.ts), and a dose stays on one line.
 */
export function toHtml(text: RichText, render: TextRenderers | TextRenderers['citation']): string {
  const { citation, image, blank } = typeof render === 'function' ? { citation: render, image: undefined, blank: undefined } : render
  let blanks = 0
  return text.parts.reduce<string>((html, part, index) => {
    const isAfterCitation = isCitation(text.parts[index - 1])
    if (typeof part === 'string')
      return html + keepDosesTogether(isAfterCitation ? part.replace(STOP, '') : part)
    if ('image' in part)
      return html + (image ?? (({ alt }) => escapeHtml(alt)))(part.image)
    if ('blank' in part)
      return html + (blank ?? (() => '_____'))(blanks++)
    // A superscript number follows its word without a space.
    const next = text.parts[index + 1]
    const [stop = ''] = typeof next === 'string' ? STOP.exec(next) ?? [] : []
    return html.trimEnd() + stop + citation(part.keys)
  }, '')
}

function isCitation(part: HtmlPart | undefined): boolean {
  return typeof part === 'object' && 'keys' in part
}
