/** An attribute of a tag in Markdown, by its offsets (from 0) in the source. */
export interface TagAttribute {
  name: string
  /** As written between the quotes; undefined for an attribute without a value. */
  value?: string
  /** Where the value begins. */
  valueStart: number
}

/** An opening, closing or self-closing tag, by its offsets (from 0) in the source. */
export interface Tag {
  name: string
  kind: 'open' | 'close' | 'void'
  attributes: TagAttribute[]
  start: number
  /** After its ">". */
  end: number
}

const NAME = /[A-Z][\w.:-]*/iy
const ATTRIBUTE = /[^\s"'<>/=]+/y
const VOID = new Set(['br', 'img', 'hr', 'input', 'wbr', 'source', 'area', 'col', 'embed', 'link', 'meta'])

/**
 * Reads one tag that begins at an offset; undefined when what stands there is no whole tag, as "<" in "p < 0.05".
 * `budget` limits what is read in vain over a whole text, so that no text takes more than linear time.
 */
export function readTag(source: string, start: number, budget: { left: number }): Tag | undefined {
  const closing = source[start + 1] === '/'
  NAME.lastIndex = start + (closing ? 2 : 1)
  const name = NAME.exec(source)?.[0]
  if (!name || budget.left <= 0)
    return undefined
  const attributes: TagAttribute[] = []
  let at = NAME.lastIndex
  // What follows the name is a space, the end, or no tag: "<https://…>" and "<b@c>" are addresses.
  if (!/[\s/>]/.test(source[at] ?? ''))
    return undefined
  for (;;) {
    const char = source[at]
    if (char === '>')
      return { name, kind: closing ? 'close' : VOID.has(name) || source[at - 1] === '/' ? 'void' : 'open', attributes, start, end: at + 1 }
    if (char === '/' || (char !== undefined && /\s/.test(char))) {
      at++
      continue
    }
    ATTRIBUTE.lastIndex = at
    const attribute = ATTRIBUTE.exec(source)?.[0]
    if (attribute === undefined)
      return giveUp()
    at += attribute.length
    if (source[at] !== '=') {
      attributes.push({ name: attribute, valueStart: at })
      continue
    }
    const quote = source[at + 1]
    if (quote === '"' || quote === '\'') {
      const end = source.indexOf(quote, at + 2)
      if (end < 0) {
        at = source.length
        return giveUp()
      }
      attributes.push({ name: attribute, value: source.slice(at + 2, end), valueStart: at + 2 })
      at = end + 1
    }
    else {
      ATTRIBUTE.lastIndex = at + 1
      const bare = ATTRIBUTE.exec(source)?.[0] ?? ''
      attributes.push({ name: attribute, value: bare, valueStart: at + 1 })
      at += 1 + bare.length
    }
  }

  function giveUp(): undefined {
    budget.left -= at - start
  }
}
