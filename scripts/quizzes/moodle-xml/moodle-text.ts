import type { Figure } from '../figure.ts'
import type { FormatContext } from '../quiz-format.ts'
import type { QuizImage } from '../quiz-markdown.ts'
import type { RichText } from '../rich-text.ts'
import { Buffer } from 'node:buffer'
import { escapeHtml } from '../../html/escape-html.ts'
import { superscripts } from '../item-references.ts'
import { toHtml } from '../rich-text.ts'
import { element, xmlText } from '../xml.ts'

/** A text field of Moodle XML: HTML, with its pictures inside. */
export function moodleText(name: string, texts: readonly (RichText | string | undefined)[], context: FormatContext, options: { attributes?: Record<string, string>, blank?: (index: number) => string, after?: string } = {}): string {
  const figures = new Map<string, Figure>()
  const image = ({ source, alt }: QuizImage) => {
    const figure = context.figures.get(source)!
    figures.set(figure.name, figure)
    return `<img src="@@PLUGINFILE@@/${figure.name}" alt="${escapeHtml(alt)}" width="${figure.width}" height="${figure.height}">`
  }
  const citation = superscripts(context)
  let before = 0
  const html = texts.map((text) => {
    if (text === undefined || typeof text === 'string')
      return text ?? ''
    const first = before
    before += text.blanks
    const written = toHtml(text, { citation, image, blank: options.blank && (index => options.blank!(first + index)) })
    // A question or an option is one line; paragraphs and tables bring their own elements.
    return /^<(?:p|table|pre|blockquote|ul|ol)\b/.test(written) ? written : `<p>${written}</p>`
  }).join('\n')
  return element(name, { format: 'html', ...options.attributes }, element('text', {}, xmlText(html)), ...[...figures.values()].map(moodleFile), options.after ?? '')
}

export function moodleFile(figure: Figure): string {
  return element('file', { name: figure.name, path: '/', encoding: 'base64' }, Buffer.from(figure.bytes).toString('base64'))
}
