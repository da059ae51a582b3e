import type { BibliographyEntry } from './bibliography.ts'
import { readFileSync } from 'node:fs'
import { Cite, plugins } from '@citation-js/core'
import '@citation-js/plugin-csl'

const STYLE = 'lectern-ama-11'

/**
 * Formats references after the AMA Manual of Style, 11th edition.
 * @returns safe HTML and plain text per key; page ranges with a hyphen, as AMA prints them.
 */
export function formatAma(entries: readonly BibliographyEntry[]): Map<string, { html: string, text: string }> {
  const styles = plugins.config.get('@csl').styles
  if (!styles.has(STYLE))
    styles.add(STYLE, readFileSync(new URL('./ama.csl', import.meta.url), 'utf8'))

  const cite = new Cite(entries.map(entry => entry.csl))
  const formatted = cite.format('bibliography', { format: 'html', style: STYLE, lang: 'en-US', asEntryArray: true, nosort: true }) as [string, string][]
  return new Map(formatted.map(([key, entry]) => {
    const html = entry
      .replace(/^\s*<div[^>]*>|<\/div>\s*$/g, '')
      .replace(/<i>/g, '<em>')
      .replace(/<\/i>/g, '</em>')
      .replace(/(\d)–(\w)/g, '$1-$2')
      .replace(/\.\.(?=\s|$)/g, '.')
      .replace(/, others\./, ', et al.') // BibTeX's "and others"
      .trim()
    return [key, { html: linkIdentifiers(html), text: decode(html.replace(/<[^>]+>/g, '')) }]
  }))
}

function linkIdentifiers(html: string): string {
  return html
    .replace(/doi:(10\.\S+)$/, (_, doi: string) => `<a href="https://doi.org/${encodeURI(decode(doi)).replace(/[<>"]/g, encodeURIComponent)}">doi:${doi}</a>`)
    .replace(/(?<!["=])(https?:\/\/\S+)$/, url => `<a href="${url}">${url}</a>`)
}

function decode(html: string): string {
  return html
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
}
