import type { RenderCitation } from '../../course/render-markdown.ts'
import { DomUtils, parseDocument } from 'htmlparser2'
import MarkdownIt from 'markdown-it'
import { CITATION, citationKeys } from '../../course/citations.ts'
import { escapeHtml } from '../../html/escape-html.ts'

/** Elements that notes may be set with; all others are printed as their author typed them, so that no word is lost. */
const allowed = new Set(['b', 'strong', 'i', 'em', 'u', 's', 'sub', 'sup', 'small', 'mark', 'code', 'kbd', 'br', 'p', 'div', 'span', 'ul', 'ol', 'li', 'blockquote', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'hr'])

/** Presenters' own marks: where to click on (Slidev's `[click]` and `[click:3]`). */
const CLICK = /\[click(?::\s*\d+)?\]/g

const markdown = new MarkdownIt({ html: true, linkify: true, typographer: false })
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
markdown.renderer.rules.html_inline = (tokens, index) => settleTags(tokens[index]!.content)
markdown.renderer.rules.html_block = (tokens, index) => `<div>${settleTags(tokens[index]!.content)}</div>\n`
// A picture is somewhere on a web server or in the deck; on paper its words stand for it.
markdown.renderer.rules.image = (tokens, index) => `<em>[${escapeHtml(tokens[index]!.content)}]</em>`
markdown.renderer.rules.heading_open = () => '<p class="heading"><strong>'
markdown.renderer.rules.heading_close = () => '</strong></p>\n'
markdown.renderer.rules.th_open = () => '<th scope="col">'
markdown.renderer.rules.td_open = () => '<td>'

/**
 * Renders a note's Markdown for paper. Raw HTML: plain formatting is kept without its attributes, everything else is
 * printed as it was typed. Headings become strong paragraphs, because they are not headings of the handout.
 * @returns well-formed HTML: nothing in it stays open.
 */
export function renderNotes(source: string, citation: RenderCitation): string {
  const rendered: string[] = []
  // A private-use character passes through Markdown untouched, and cannot be typed by accident.
  const marked = source
    .replace(/\uE000|\uE001/g, '')
    .replace(CLICK, '')
    .replace(CITATION, (_, inside: string) => {
      rendered.push(citation(citationKeys(inside)))
      return `\uE000${rendered.length - 1}\uE001`
    })
  const html = markdown.render(marked).replace(/\s*\uE000(\d+)\uE001/g, (_, index: string) => rendered[Number(index)]!)
  return closeTags(runIn(html))
}

/** Lets what stands before a paragraph's first colon, a single capitalised word ("Say:", "Evidence:"), lead the eye. */
function runIn(html: string): string {
  return html.replace(/<p>(\p{Lu}\p{L}{1,15}:)(?=\s)/gu, '<p><strong>$1</strong>')
}

function settleTags(html: string): string {
  return html.replace(/<(?:[^<>"']|"[^"]*"|'[^']*')*>|[<>]/g, (tag) => {
    const [, slash = '', name = ''] = /^<(\/?)([a-z][a-z0-9]*)(?=[\s/>])/i.exec(tag) ?? []
    return allowed.has(name.toLowerCase()) ? `<${slash}${name.toLowerCase()}>` : escapeHtml(tag)
  })
}

function closeTags(html: string): string {
  return DomUtils.getOuterHTML(parseDocument(html).children, { encodeEntities: 'utf8' })
}
