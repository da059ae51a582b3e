import type { MappedText } from './mapped-text.ts'
import { createTextBuilder } from './mapped-text.ts'
import { BREAK, GONE, OBJECT } from './mask.ts'

/** What stands for something that is shown and is no text: code, an address, a value that a component fetches. */
export const SHOWN_OBJECT = '\uFFFC'

/** A citation in a text: `[@younger2013]`. */
export interface TextCitation {
  keys: string[]
  /** Offset in the text of the place where its numbers are shown. */
  at: number
}

export interface InlineText extends MappedText {
  citations: TextCitation[]
  /** Alternative texts of pictures. */
  alts: MappedText[]
}

const CITATION = /\[@([\w:.-]{1,200}(?:\s{0,5};\s{0,5}@[\w:.-]{1,200}){0,60})\]/y
const IMAGE = /!\[([^[\]]{0,2000})\]\([^()\n]{0,2000}(?:\([^()\n]{0,500}\)[^()\n]{0,500})?\)/y
const LINK_END = /\]\((?:[^()\s]|\([^()\s]{0,500}\)){0,2000}(?:[ \t]{1,10}"[^"\n]{0,500}")?\)|\]\[[^[\]\n]{0,200}\]/y
const ENTITY = /&(?:#(\d{1,7})|#x([\dA-F]{1,6})|([A-Z][A-Z0-9]{1,31}));/iy
const ATTRIBUTES = /\{(?:[.#:][\w-]|[\w-]{1,40}=)[^{}\n]{0,500}\}/y
const FOOTNOTE = /\[\^[\w-]{1,60}\]:?/y
const MATH = /\$\$([^$]{1,2000})\$\$|\$(?!\s)([^$\n]{1,500})(?<!\s)\$(?!\d)/y
const MATH_SPACES = new Set([',', ':', ';', '!', ' '])

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: '\'',
  nbsp: '\u00A0',
  thinsp: '\u2009',
  ensp: '\u2002',
  emsp: '\u2003',
  micro: 'µ',
  mu: 'μ',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  kappa: 'κ',
  deg: '°',
  le: '≤',
  ge: '≥',
  leq: '≤',
  geq: '≥',
  plusmn: '±',
  pm: '±',
  times: '×',
  minus: '−',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  uarr: '↑',
  darr: '↓',
  uparrow: '↑',
  downarrow: '↓',
  rarr: '→',
  to: '→',
  frac12: '½',
  frac14: '¼',
  ast: '*',
  vert: '|',
  commat: '@',
  sim: '~',
  approx: '≈',
  cdot: '·',
  degree: '°',
  percnt: '%',
}

/**
 * The words of one block as a person reads them: marks, addresses and citations removed, entities and simple formulas
 * spelled out, lines joined.
 * @param masked the source with what is no text masked.
 * @param ranges the parts of the source that make the block, without list marks and quotation marks of lines.
 */
export function readInline(masked: string, ranges: readonly { start: number, end: number }[]): InlineText {
  const builder = createTextBuilder()
  const citations: TextCitation[] = []
  const alts: MappedText[] = []
  let link = { close: -1, open: -1 }
  for (const { start, end } of ranges) {
    builder.space(start)
    readRange(start, end)
  }
  return { ...builder.build(), citations, alts }

  function readRange(start: number, end: number) {
    let at = start
    let plainFrom = start
    const flush = () => {
      if (at > plainFrom)
        builder.add(masked.slice(plainFrom, at), plainFrom)
    }
    const skip = (length: number) => {
      flush()
      at += length
      plainFrom = at
    }
    const replace = (length: number, text: string) => {
      flush()
      if (text === ' ')
        builder.space(at)
      else
        builder.add(text, at)
      at += length
      plainFrom = at
    }
    const match = (pattern: RegExp) => {
      pattern.lastIndex = at
      const found = pattern.exec(masked)
      return found && pattern.lastIndex <= end ? found : undefined
    }
    while (at < end) {
      const char = masked[at]!
      switch (char) {
        case GONE: {
          let length = 1
          while (at + length < end && masked[at + length] === GONE)
            length++
          skip(length)
          break
        }
        case OBJECT: {
          let length = 1
          while (at + length < end && masked[at + length] === OBJECT)
            length++
          replace(length, SHOWN_OBJECT)
          break
        }
        case BREAK:
        case '\t':
        case '\n':
        case '\r':
          replace(1, ' ')
          break
        case ' ':
          if (masked[at + 1] === ' ' || at === plainFrom)
            replace(1, ' ')
          else
            at++
          break
        case '\\':
          if (at + 1 < end && /[^\w\s\u0080-\uFFFF]|_/.test(masked[at + 1]!)) {
            skip(1)
            at++
          }
          else {
            skip(1)
          }
          break
        case '*':
        case '_':
        case '~':
          readMark(char)
          break
        case '!': {
          const image = masked[at + 1] === '[' ? match(IMAGE) : undefined
          if (image) {
            const alt = readInline(masked, [{ start: at + 2, end: at + 2 + image[1]!.length }])
            if (alt.text)
              alts.push(alt)
            replace(image[0].length, SHOWN_OBJECT)
          }
          else {
            at++
          }
          break
        }
        case '[': {
          const citation = masked[at + 1] === '@' ? match(CITATION) : undefined
          const footnote = masked[at + 1] === '^' ? match(FOOTNOTE) : undefined
          if (citation) {
            // The space before a citation is the sentence's only for its author.
            builder.add(masked.slice(plainFrom, at).trimEnd(), plainFrom)
            at += citation[0].length
            plainFrom = at
            citations.push({ keys: citation[1]!.split(';').map(key => key.trim().replace(/^@/, '')), at: builder.length })
          }
          else if (footnote) {
            skip(footnote[0].length)
          }
          else if (closesLink(at, end)) {
            skip(1)
          }
          else {
            at++
          }
          break
        }
        case ']': {
          const link = match(LINK_END)
          if (link)
            skip(link[0].length)
          else
            at++
          break
        }
        case '{': {
          const attributes = match(ATTRIBUTES)
          if (attributes)
            skip(attributes[0].length)
          else
            at++
          break
        }
        case '&': {
          const entity = match(ENTITY)
          const text = entity && decode(entity)
          if (text === undefined)
            at++
          else
            replace(entity![0].length, /^\s$/.test(text) ? ' ' : text)
          break
        }
        case '$': {
          const math = match(MATH)
          if (math) {
            const inside = math[1] ?? math[2]!
            const mark = math[1] === undefined ? 1 : 2
            flush()
            readMath(at + mark, at + mark + inside.length)
            at += math[0].length
            plainFrom = at
          }
          else {
            at++
          }
          break
        }
        default:
          at++
      }
    }
    flush()

    /** Marks of emphasis stand beside a letter; a lone sign between spaces is text, as in "2 * 3". */
    function readMark(char: string) {
      let length = 1
      while (at + length < end && masked[at + length] === char)
        length++
      const before = at > start ? masked[at - 1]! : ' '
      const after = at + length < end ? masked[at + length]! : ' '
      const insideWord = char === '_' && /[\p{L}\d]/u.test(before) && /[\p{L}\d]/u.test(after)
      const alone = /\s/.test(before) && /\s/.test(after)
      const isMark = char === '~' ? length === 2 : length <= 3
      if (isMark && !insideWord && !alone)
        skip(length)
      else
        at += length
    }
  }

  /** Whether a bracket opens a link: the next "](" belongs to it when no other bracket opens before that. */
  function closesLink(at: number, end: number): boolean {
    if (link.close < at) {
      const close = masked.indexOf('](', at)
      link = close < 0 ? { close: masked.length, open: -1 } : { close, open: masked.lastIndexOf('[', close) }
    }
    return link.open === at && link.close < end
  }

  /** Formulas: "\text{mg}" and the like lose their marks; braces and spacing vanish. */
  function readMath(start: number, end: number) {
    let at = start
    while (at < end) {
      const char = masked[at]!
      if (char === '\\') {
        const command = /^\\([a-z]{1,30})\s?/i.exec(masked.slice(at, Math.min(end, at + 40)))
        if (command) {
          const text = ENTITIES[command[1]!] ?? (command[1] === 'quad' || command[1] === 'qquad' ? ' ' : '')
          if (text === ' ')
            builder.space(at)
          else
            builder.add(text, at)
          at += command[0].length
        }
        else {
          if (MATH_SPACES.has(masked[at + 1] ?? ''))
            builder.space(at)
          else if (at + 1 < end)
            builder.add(masked[at + 1]!, at + 1)
          at += 2
        }
      }
      else {
        if (char === '\n' || char === ' ')
          builder.space(at)
        else if (char !== '{' && char !== '}' && char !== '^' && char !== '_' && char !== GONE)
          builder.add(char, at)
        at++
      }
    }
  }
}

function decode([whole, decimal, hex, name]: RegExpExecArray): string | undefined {
  const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined
  if (code !== undefined)
    return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole
  return ENTITIES[name!]
}
