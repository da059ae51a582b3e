import { parseDocument } from 'htmlparser2'
import { escapeHtml } from '../../html/escape-html.ts'

type ChildNode = ReturnType<typeof parseDocument>['children'][number]
type Element = Extract<ChildNode, { attribs: unknown }>

/**
 * HTML with only the tags that a host lets through: it would remove others in silence and run the cells of a table
 * together. A row becomes a line of its own, with each cell under its head; other tags leave their words.
 */
export function restrictedHtml(html: string, allowed: readonly string[]): string {
  return parseDocument(html).children.map(node => written(node, new Set(allowed))).join('').trim()
}

/** The words alone, one line a paragraph or row. */
export function plainText(html: string): string {
  const text = (node: ChildNode): string => {
    if (node.type === 'text')
      return node.data
    return isElement(node) ? node.name === 'br' ? '\n' : node.children.map(text).join('') : ''
  }
  return parseDocument(restrictedHtml(html, ['p', 'br'])).children.map(node => text(node).replace(/[^\S\n]+/g, ' ').trim()).filter(Boolean).join(' ')
}

function written(node: ChildNode, allowed: ReadonlySet<string>): string {
  if (node.type === 'text')
    return escapeHtml(node.data)
  if (!isElement(node))
    return ''
  if (node.name === 'table')
    return tableLines(node, allowed)
  const inner = node.children.map(child => written(child, allowed)).join('')
  if (node.name === 'br')
    return allowed.has('br') ? '<br>' : ' '
  if (node.name === 'a' && !allowed.has('a'))
    return node.attribs.href && node.attribs.href !== inner ? `${inner} (${escapeHtml(node.attribs.href)})` : inner
  if (!allowed.has(node.name))
    return ['p', 'div', 'li', 'blockquote', 'pre'].includes(node.name) ? `${inner} ` : inner
  const link = node.name === 'a' && node.attribs.href ? ` href="${escapeHtml(node.attribs.href)}"` : ''
  return `<${node.name}${link}>${inner}</${node.name}>`
}

function tableLines(table: Element, allowed: ReadonlySet<string>): string {
  const rows = elements(table, 'tr').map(row => [...elements(row, 'th'), ...elements(row, 'td')].map(cell => cell.children.map(child => written(child, allowed)).join('').trim()))
  const [heads = [], ...body] = rows
  const line = (cells: readonly string[]) => cells.map((cell, index) => index === 0 || !heads[index] ? cell : `${heads[index]}: ${cell}`).join('; ')
  return body.map(cells => allowed.has('p') ? `<p>${line(cells)}</p>` : `${line(cells)}. `).join('')
}

function elements(parent: Element, name: string): Element[] {
  return parent.children.flatMap(child => isElement(child) ? child.name === name ? [child] : elements(child, name) : [])
}

function isElement(node: ChildNode): node is Element {
  return node.type === 'tag'
}
