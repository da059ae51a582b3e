import { Buffer } from 'node:buffer'
import { Parser } from 'htmlparser2'

/** One value of a property, with the language that it is in. */
export interface XmpValue { text: string, language?: string }

/** The properties that a packet states of its document, by namespace and name: "http://purl.org/dc/elements/1.1/ title". */
export type XmpProperties = ReadonlyMap<string, XmpValue[]>

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'

interface Open { name: string, namespaces: ReadonlyMap<string, string>, language?: string, text: string, hasKids: boolean }

/**
 * Reads an XMP packet (ISO 16684-1 §7).
 * @returns undefined when it is none.
 */
export function readXmp(bytes: Uint8Array): XmpProperties | undefined {
  const properties = new Map<string, XmpValue[]>()
  const open: Open[] = []
  let described = false
  let broken = false
  /** The property element that is being read: the one right below a description that is no other's part. */
  let property: { key: string, depth: number } | undefined
  const state = (key: string, value: XmpValue) => {
    properties.set(key, [...properties.get(key) ?? [], value])
  }

  const parser = new Parser({
    onopentag(tag, attributes) {
      const outer = open.at(-1)
      if (outer)
        outer.hasKids = true
      const declared = Object.entries(attributes).flatMap(([name, value]): [string, string][] => name.startsWith('xmlns:') ? [[name.slice(6), value]] : name === 'xmlns' ? [['', value]] : [])
      const namespaces = declared.length > 0 || !outer ? new Map([...outer?.namespaces ?? [], ...declared]) : outer.namespaces
      const name = expanded(tag, namespaces)
      broken ||= name === undefined
      if (name === `${rdf} Description` && !property) {
        described = true
        for (const [attribute, value] of Object.entries(attributes)) {
          const key = attribute.startsWith('xmlns') || !attribute.includes(':') ? undefined : expanded(attribute, namespaces)
          if (key && !key.startsWith(rdf))
            state(key, { text: value })
        }
      }
      else if (!property && open.at(-1)?.name === `${rdf} Description` && name) {
        property = { key: name, depth: open.length }
      }
      open.push({ name: name ?? '', namespaces, language: attributes['xml:lang'] ?? outer?.language, text: '', hasKids: false })
    },
    ontext(text) {
      const inner = open.at(-1)
      if (inner)
        inner.text += text
    },
    onclosetag(_, implied) {
      const closed = open.pop()
      broken ||= implied && !closed?.name
      if (!closed || !property)
        return
      const isItem = closed.name === `${rdf} li`
      if (!closed.hasKids && (isItem || open.length === property.depth) && closed.text.trim())
        state(property.key, { text: closed.text.trim(), language: closed.language })
      if (open.length === property.depth)
        property = undefined
    },
  }, { xmlMode: true, decodeEntities: true })
  parser.write(decode(bytes))
  broken ||= open.length > 0
  parser.end()
  return described && !broken ? properties : undefined
}

/** The values of a property; none when it is not stated. */
export function valuesOf(properties: XmpProperties, namespace: string, name: string): XmpValue[] {
  return properties.get(`${namespace} ${name}`) ?? []
}

/** A name with its prefix replaced by what the prefix stands for. */
function expanded(name: string, namespaces: ReadonlyMap<string, string>): string | undefined {
  const [prefix, local] = name.includes(':') ? name.split(':', 2) as [string, string] : ['', name]
  if (prefix === 'xml')
    return `xml ${local}`
  const namespace = namespaces.get(prefix)
  return namespace === undefined ? (prefix === '' ? ` ${local}` : undefined) : `${namespace} ${local}`
}

/** Packets are UTF-8, seldom UTF-16 with a byte order mark. */
function decode(bytes: Uint8Array): string {
  const mark = bytes[0]! << 8 | bytes[1]!
  if (mark === 0xFEFF || mark === 0xFFFE)
    return new TextDecoder(mark === 0xFEFF ? 'utf-16be' : 'utf-16le').decode(bytes)
  return Buffer.from(bytes).toString('utf8')
}
