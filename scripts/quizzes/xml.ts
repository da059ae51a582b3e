/** Writes XML: small, and in one order, so that the same quiz gives the same bytes. */

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** An element; attributes that are undefined are left out, children are XML already. */
export function element(name: string, attributes: Attributes = {}, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join('')
  const content = children.join('')
  return content ? `<${name}${written}>${content}</${name}>` : `<${name}${written}/>`
}

/** Text made safe for element content and quoted attributes. Characters that XML 1.0 cannot hold are left out. */
export function xmlText(text: string): string {
  return text
    // eslint-disable-next-line no-control-regex -- these are what XML forbids
    .replace(/[\u0000-\u0008\v\f\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}

/** A document of UTF-8. */
export function xmlDocument(root: string): Uint8Array {
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`)
}

/** Safe HTML of the kit as XML: elements without content are closed. */
export function htmlAsXml(html: string): string {
  return html.replace(/<(?:br|hr|img)\b(?:[^>"]|"[^"]*")*>/g, tag => tag.endsWith('/>') ? tag : `${tag.slice(0, -1)}/>`)
}
