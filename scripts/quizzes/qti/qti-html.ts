import { htmlAsXml } from '../xml.ts'

/**
 * The kit's HTML in the elements and attributes that QTI knows: no struck text, no style, no title of a link (its words follow
 * the link), and no table that has a head alone.
 */
export function qtiHtml(html: string): string {
  return htmlAsXml(html)
    .replace(/<(\/?)s>/g, (_, slash: string) => slash ? '</span>' : '<span class="struck">')
    .replace(/<span style="[^"]*">/g, '<span>')
    .replace(/(<a href="[^"]*") title="([^"]*)">((?:(?!<\/a>)[\s\S])*<\/a>)/g, (_, link: string, title: string, words: string) => `${link}>${words} (${title})`)
    .replace(/<thead>((?:(?!<\/thead>)[\s\S])*)<\/thead>(\s*<\/table>)/g, (_, rows: string, end: string) => `<tbody>${rows}</tbody>${end}`)
}
