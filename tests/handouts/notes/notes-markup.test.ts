import { describe, expect, it } from 'vitest'
import { citationLinks } from '../../../scripts/handouts/notes/citation-links.ts'
import { renderNotes } from '../../../scripts/handouts/notes/notes-markup.ts'

const render = (markdown: string) => renderNotes(markdown, keys => `<sup>${keys.join()}</sup>`).trim()

describe('renderNotes', () => {
  it.each([
    ['Markdown', '**Strong** and *soft*', '<p><strong>Strong</strong> and <em>soft</em></p>'],
    ['citations without the space before them', 'Pain fell [@a; @b].', '<p>Pain fell<sup>a,b</sup>.</p>'],
    ['plain formatting, without its attributes', 'H<sub class="x" onclick="y()">2</sub>O', '<p>H<sub>2</sub>O</p>'],
    ['scripts as they were typed', 'a <script>alert(1)</script>', '<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>'],
    ['words in angle brackets', 'Ask <name of patient>', '<p>Ask &lt;name of patient&gt;</p>'],
    ['tags that nobody closed', 'a <b>bold', '<p>a <b>bold</b></p>'],
    ['tags that nobody opened', 'a</div></article></main> b', '<p>a&lt;/article&gt;&lt;/main&gt; b</p>'],
    ['signs of comparison', 'P <0.05 and n > 3 & more', '<p>P &lt;0.05 and n &gt; 3 &amp; more</p>'],
    ['a picture by its description', '![a knee](knee.png)', '<p><em>[a knee]</em></p>'],
    ['no address that runs', '[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
    ['presenters\' marks away', '[click] First\n[click:2] second', '<p>First\nsecond</p>'],
    ['the word before a colon as a lead', 'Say: hello', '<p><strong>Say:</strong> hello</p>'],
    ['headings as strong paragraphs', '# Part', '<p class="heading"><strong>Part</strong></p>'],
    ['heads of tables as column heads', '| a |\n|---|\n| b |', '<table>\n<thead>\n<tr>\n<th scope="col">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>'],
  ])('prints %s', (_, markdown, html) => {
    expect(render(markdown)).toBe(html)
  })

  it('lets no block of HTML reach beyond its note', () => {
    const html = render('<div class="x" style="position:fixed">\n<table><tr><td>cell\n\nafter <iframe src="https://example.org"></iframe>')
    expect(html).not.toMatch(/style|class|<iframe/)
    expect(html.match(/<(?:div|table|tr|td)>/g)).toHaveLength(html.match(/<\/(?:div|table|tr|td)>/g)!.length)
    expect(html).toContain('&lt;iframe src="https://example.org"&gt;')
  })
})

describe('citationLinks', () => {
  const references = ['a', 'b', 'c', 'd'].map((key, index) => ({ key, number: index + 1, html: '', text: '' }))

  it('links every number, in ranges too, and leaves unknown keys out', () => {
    const link = (number: number) => `<a href="#reference-${number}">${number}</a>`
    expect(citationLinks(references)(['c', 'a', 'b', 'nobody'])).toBe(`<sup>${link(1)}-${link(3)}</sup>`)
    expect(citationLinks(references)(['d', 'a'])).toBe(`<sup>${link(1)},${link(4)}</sup>`)
    expect(citationLinks(references)(['nobody'])).toBe('')
  })
})
