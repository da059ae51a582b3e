/** One attribute of a heading: `#id` has the name "id". */
export interface Attribute {
  name: string
  value: string
  /** Offset (from 0) in the heading's text. */
  offset: number
}

export interface HeadingParts {
  /** The heading without its attributes. */
  stem: string
  /** Undefined when the heading has no braces at its end. */
  attributes?: Attribute[]
  /** The first thing between the braces that is no attribute. */
  unreadable?: { text: string, offset: number }
}

const ATTRIBUTE = /#(?<id>[^\s"={}]+)|(?<name>[\w-]+)=(?:"(?<quoted>[^"]*)"|(?<bare>[^\s"]+))/y

/** Splits `A question {#id objective=LO5 cite="a b"}`. */
export function readHeading(heading: string): HeadingParts {
  const end = heading.trimEnd().length
  const start = heading.lastIndexOf('{') + 1
  if (!start || heading.indexOf('}', start) !== end - 1)
    return { stem: heading.trim() }

  const stem = heading.slice(0, start - 1).trim()
  const inside = heading.slice(start, end - 1)
  const attributes: Attribute[] = []
  let at = 0
  while (true) {
    at += /^\s*/.exec(inside.slice(at))![0].length
    if (at === inside.length)
      return { stem, attributes }
    ATTRIBUTE.lastIndex = at
    const found = ATTRIBUTE.exec(inside)
    const end = at + (found?.[0].length ?? 0)
    if (!found || (end < inside.length && !/\s/.test(inside[end]!)))
      return { stem, attributes, unreadable: { text: /^\S+/.exec(inside.slice(at))![0], offset: start + at } }
    const { id, name, quoted, bare } = found.groups!
    attributes.push({ name: id === undefined ? name! : 'id', value: id ?? quoted ?? bare!, offset: start + at })
    at = end
  }
}

/** The words of a value, parted by spaces or commas. */
export function listed(value: string): string[] {
  return value.split(/[\s,]+/).filter(Boolean)
}
