import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findCitations } from '../../scripts/course/citations.ts'
import { blankCode, plainText, readMarkup } from '../../scripts/course/slide-markup.ts'

describe('the markup of a slide', () => {
  it('finds components with their attributes, places and content', () => {
    const markdown = '# Title\n\n<EditorNote id="E1" said="a &quot;b&quot; > c">\n\nWhy **not**.\n\n</EditorNote>\n<StudyCard study="x" :open="n > 1" />\n'
    const { elements } = readMarkup(markdown)
    expect(elements.map(element => element.name)).toEqual(['EditorNote', 'StudyCard'])
    expect(elements[0]!.attributes.said).toBe('a "b" > c')
    expect(markdown.slice(elements[0]!.contentStart, elements[0]!.contentEnd).trim()).toBe('Why **not**.')
    expect(markdown.slice(elements[1]!.start)).toMatch(/^<StudyCard/)
    expect(elements[1]!.attributes[':open']).toBe('n > 1')
  })

  it('reads what an audience reads', () => {
    expect(readMarkup('# A *claim* [@a]\n\n- one **two** `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<Box title="Stop">now</Box> p < 0.05 <!-- hidden -->\n<EditorNote said="no">not here</EditorNote>').text)
      .toBe('A claim one two a b 1 2 Stop now p < 0.05')
  })

  it('sees nothing in code', () => {
    const markdown = '```md\n[@a]\n<Box/>\n```\n`[@b]` [@c]'
    expect(findCitations(markdown).flatMap(citation => citation.keys)).toEqual(['c'])
    expect(readMarkup(markdown).elements).toEqual([])
    expect(blankCode(markdown)).toHaveLength(markdown.length)
  })

  it('finds citations in the text and in cites="…", in reading order', () => {
    expect(findCitations('[@a; @b-2]\n<EditorNote cites="c d">x [@e]</EditorNote>').map(citation => citation.keys)).toEqual([['a', 'b-2'], ['c', 'd'], ['e']])
  })

  it('takes any input without failing, and keeps offsets inside it', () => {
    const fragments = fc.array(fc.constantFrom('<', '>', '</', 'Box', ' a="', '"', '`', '```', '\n', '[@', ']', '---', '<!--', '-->', 'text', '&quot;'), { maxLength: 40 }).map(parts => parts.join(''))
    fc.assert(fc.property(fc.oneof(fc.string(), fragments), (markdown) => {
      const { elements } = readMarkup(markdown)
      plainText(markdown)
      for (const element of elements) {
        expect(element.start).toBeGreaterThanOrEqual(0)
        expect(element.contentStart).toBeLessThanOrEqual(element.contentEnd)
        expect(element.contentEnd).toBeLessThanOrEqual(markdown.length)
      }
    }), { numRuns: 2000 })
  })
})
