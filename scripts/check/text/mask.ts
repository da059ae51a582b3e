import type { Tag } from './tags.ts'
import { readTag } from './tags.ts'

/*
 * Stand-ins for what is no human text, one for each character, so that offsets stay. They are from Unicode's private
 * use area, which no text of a course means anything by.
 */

/** Nothing: the words around it belong together, as in H<sub>2</sub>O. */
export const GONE = '\uE000'
/** Something that is shown and is no text, for example code, a formula in braces or a component. */
export const OBJECT = '\uE001'
/** The end of a block. */
export const BREAK = '\uE002'

export interface MaskedMarkdown {
  /** As long as the source; what is no text is masked, line ends stay. */
  text: string
  /** The tags, in order. */
  tags: Tag[]
  /** Comments, by the offsets of what stands between their marks. */
  comments: { start: number, end: number, text: string }[]
}

/** Elements of HTML whose tags part paragraphs. */
const BLOCKS = new Set('address article aside blockquote br caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(' '))
/** Elements whose content is no text. */
const RAW = new Set(['script', 'style', 'svg', 'template', 'pre', 'code'])

/** Masks code, comments, tags, expressions in double braces and addresses in a slide's Markdown. Takes linear time. */
export function maskMarkdown(source: string): MaskedMarkdown {
  const out: string[] = []
  const tags: Tag[] = []
  const comments: MaskedMarkdown['comments'] = []
  const budget = { left: source.length + 10_000 }
  const never = { comment: false, brace: false, tick: new Set<number>() }
  let at = 0
  const hide = (end: number, mask: string) => {
    out.push(source.slice(at, end).replace(/[^\n]/g, mask))
    at = end
  }
  const special = /[\\<`~{]|https?:\/\/|\bwww\.|\b[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]/gi
  while (at < source.length) {
    special.lastIndex = at
    const found = special.exec(source)
    if (!found)
      break
    out.push(source.slice(at, found.index))
    at = found.index
    const char = source[at]!
    if (char === '\\') {
      out.push(source.slice(at, at + 2))
      at += 2
    }
    else if (char === '`' || char === '~') {
      maskCode()
    }
    else if (char === '{') {
      const end = source[at + 1] !== '{' || never.brace ? -1 : source.indexOf('}}', at)
      if (source[at + 1] === '{' && end < 0)
        never.brace = true
      if (end < 0)
        copy(1)
      else
        hide(end + 2, OBJECT)
    }
    else if (char === '<') {
      maskTag()
    }
    else {
      // An address; a point or bracket at its end belongs to the sentence.
      const address = /^[^\s<>"'`|]+/.exec(source.slice(at, at + 2000))![0].replace(/[.,;:!?)\]]+$/, '')
      hide(at + address.length, OBJECT)
    }
  }
  out.push(source.slice(at))
  return { text: out.join(''), tags, comments }

  function copy(length: number) {
    out.push(source.slice(at, at + length))
    at += length
  }

  function maskCode() {
    const char = source[at]!
    let length = 1
    while (source[at + length] === char)
      length++
    const before = source.slice(Math.max(0, at - 200), at)
    const lineStart = before.lastIndexOf('\n') + 1
    const isFence = length >= 3 && (lineStart > 0 || at <= 200) && /^[\s>*+\d.)-]*$/.test(before.slice(lineStart))
    if (isFence) {
      hide(endOfFence(char, length), GONE)
      return
    }
    if (char === '~' || never.tick.has(length)) {
      copy(length)
      return
    }
    let end = source.indexOf(char.repeat(length), at + length)
    while (end >= 0 && source[end + length] === char) {
      while (source[end] === char)
        end++
      end = source.indexOf(char.repeat(length), end)
    }
    if (end < 0) {
      never.tick.add(length)
      copy(length)
    }
    else if (source.slice(at, Math.min(end, at + 5000)).includes('\n\n')) {
      copy(length)
    }
    else {
      hide(end + length, OBJECT)
    }
  }

  /** A fence ends with a line of as many marks; one that is never closed reaches to the end, as Markdown has it. */
  function endOfFence(char: string, length: number): number {
    let line = source.indexOf('\n', at)
    while (line >= 0) {
      const next = source.indexOf('\n', line + 1)
      const text = source.slice(line + 1, next < 0 ? source.length : Math.min(next, line + 300)).replace(/^[\s>]+/, '').trimEnd()
      if (text.length >= length && text === char.repeat(text.length))
        return next < 0 ? source.length : next
      line = next
    }
    return source.length
  }

  function maskTag() {
    if (source.startsWith('<!--', at)) {
      const end = never.comment ? -1 : source.indexOf('-->', at + 4)
      if (end < 0) {
        // A comment that is being written hides the rest, as in a browser.
        never.comment = true
        hide(source.length, GONE)
        return
      }
      comments.push({ start: at + 4, end, text: source.slice(at + 4, end) })
      hide(end + 3, GONE)
      return
    }
    const link = /^<(?:https?:|mailto:|[\w.+-]{1,64}@)[^\s<>]{1,2000}>/.exec(source.slice(at, at + 2100))
    if (link) {
      hide(at + link[0].length, OBJECT)
      return
    }
    const tag = readTag(source, at, budget)
    if (!tag) {
      copy(1)
      return
    }
    tags.push(tag)
    if (tag.kind === 'open' && RAW.has(tag.name)) {
      const end = source.indexOf(`</${tag.name}`, tag.end)
      hide(end < 0 ? source.length : end, tag.name === 'code' ? OBJECT : GONE)
      return
    }
    const isComponent = /^[A-Z]/.test(tag.name) || tag.name.includes('-')
    hide(tag.end, BLOCKS.has(tag.name) ? BREAK : isComponent && tag.kind === 'void' ? OBJECT : GONE)
  }
}
