import MarkdownIt from 'markdown-it'
import { replaceCitations } from './citation-places.ts'

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })

/** Turns citation keys into HTML, for example superscript numbers. */
export type RenderCitation = (keys: string[]) => string

/** Renders Markdown to safe HTML (raw HTML is shown as text), with citations as the caller wants them. */
export function renderMarkdown(source: string, citation: RenderCitation): string {
  return withCitations(source, citation, text => markdown.render(text))
}

/** As renderMarkdown, without a paragraph around it. */
export function renderInlineMarkdown(source: string, citation: RenderCitation): string {
  return withCitations(source, citation, text => markdown.renderInline(text))
}

function withCitations(source: string, citation: RenderCitation, render: (text: string) => string): string {
  const rendered: string[] = []
  // A private-use character passes through Markdown untouched, and cannot be typed by accident.
  const marked = replaceCitations(source.replace(/\uE000|\uE001/g, ''), (keys) => {
    rendered.push(citation(keys))
    return `\uE000${rendered.length - 1}\uE001`
  })
  return render(marked).replace(/(?:(?<=[^\s:;,([–—])\s+)?\uE000(\d+)\uE001/g, (_, index: string) => rendered[Number(index)]!)
}
