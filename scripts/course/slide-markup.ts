import { Parser } from 'htmlparser2'

/** A component or HTML element found in a slide's Markdown. */
export interface MarkupElement {
  name: string
  /** Attributes as written; a bound one keeps its colon, for example ":from". */
  attributes: Record<string, string>
  /** Offsets (from 0) of the opening tag's first character and of the content between the tags. */
  start: number
  contentStart: number
  contentEnd: number
}

export interface SlideMarkup {
  elements: MarkupElement[]
  /** What an audience reads: tags, code marks and Markdown marks removed, string props that show text kept. */
  text: string
}

/** Props whose value stands on the slide as text. */
const TEXT_PROPS = ['title', 'caption', 'name', 'label', 'subtitle', 'favours-left', 'favours-right']

/** Elements whose content is not part of the slide's body. */
const NOT_BODY = new Set(['EditorNote', 'style', 'script'])

/** Replaces code by spaces of the same length, so that offsets stay. */
export function blankCode(markdown: string): string {
  let fence = ''
  return markdown.split('\n').map((line) => {
    const marker = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    const closes = fence !== '' && marker?.startsWith(fence) === true
    const isCode = fence !== '' || marker !== undefined
    if (closes)
      fence = ''
    else if (marker !== undefined && fence === '')
      fence = marker
    return isCode ? ' '.repeat(line.length) : line.replace(/`[^`]*`/g, code => ' '.repeat(code.length))
  }).join('\n')
}

/** Reads the elements and the visible words of a slide's Markdown. Never fails: slides are a lenient format. */
export function readMarkup(markdown: string): SlideMarkup {
  const source = blankCode(markdown)
  const elements: MarkupElement[] = []
  const open: MarkupElement[] = []
  const words: string[] = []
  let hidden = 0

  const parser = new Parser({
    onopentag(name, attributes) {
      const contentStart = Math.min(parser.endIndex + 1, source.length)
      const element = { name, attributes, start: parser.startIndex, contentStart, contentEnd: contentStart }
      elements.push(element)
      open.push(element)
      if (NOT_BODY.has(name))
        hidden++
      if (!hidden) {
        for (const prop of TEXT_PROPS) {
          if (attributes[prop])
            words.push(` ${attributes[prop]} `)
        }
      }
      words.push(' ')
    },
    ontext(text) {
      if (!hidden)
        words.push(text)
    },
    onclosetag(name) {
      const element = open.pop()
      if (element)
        element.contentEnd = Math.min(Math.max(element.contentStart, parser.startIndex), source.length)
      if (NOT_BODY.has(name))
        hidden--
      words.push(' ')
    },
  }, { lowerCaseTags: false, lowerCaseAttributeNames: false, recognizeSelfClosing: true, decodeEntities: true })
  parser.end(source)

  return { elements, text: plainText(words.join('')) }
}

/** Markdown without its marks, on one line. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/\[@[^\]]+\]/g, '')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^::[\w-]+::\s*$/gm, ' ')
    .replace(/^ {0,3}(?:#{1,6}|[-*+>]|\d+[.)])\s+/gm, '')
    .replace(/^[ \t:|-]+$/gm, ' ')
    .replace(/\|/g, ' ')
    .replace(/(\*\*|__|\*|~~)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/\s+/g, ' ')
    .trim()
}
