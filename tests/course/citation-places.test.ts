import { describe, expect, it } from 'vitest'
import { replaceCitations } from '../../scripts/course/citation-places.ts'
import { renderMarkdown } from '../../scripts/course/render-markdown.ts'

const numbered = (keys: string[]) => `^${keys.join(',')}^`

describe('citation numbers', () => {
  it.each([
    ['cling to their word', 'Pain fell [@a]', 'Pain fell^a^'],
    ['stand after a full stop', 'Pain fell [@a; @b].', 'Pain fell.^a,b^'],
    ['stand after a comma', 'Pain fell [@a], sleep did not', 'Pain fell,^a^ sleep did not'],
    ['stand before a colon or semicolon', 'Pain fell [@a]; sleep [@b]: no', 'Pain fell^a^; sleep^b^: no'],
    ['follow a component', 'about <Value of="x.y" /> [@a].', 'about <Value of="x.y" />.^a^'],
    ['are one group where they stand in a row', 'fixed dose [@a] [@b].', 'fixed dose.^a,b^'],
    ['keep their place where they are the word', 'Evidence: [@a], [@b]; none [@c].', 'Evidence: ^a^, ^b^; none.^c^'],
    ['keep their place in brackets', 'as shown ([@a])', 'as shown (^a^)'],
    ['leave the mark of a list, quotation or cell', '- [@a]\n> [@b]\n| x | [@c] |', '- ^a^\n> ^b^\n| x | ^c^ |'],
    ['leave ellipses and decimals', 'and so on [@a]... or [@b].5', 'and so on^a^... or^b^.5'],
    ['leave the beginning of an HTML block', '<p>[@a].</p> <em>word</em> [@b].', '<p>^a^.</p> <em>word</em>.^b^'],
    ['are no citations in code', '`[@a]` and [@b]', '`[@a]` and^b^'],
  ])('%s', (_, text, expected) => {
    expect(replaceCitations(text, numbered)).toBe(expected)
  })

  it('stand in rendered notes as they do on slides', () => {
    expect(renderMarkdown('Well below 1 point\n[@a].\n\nEvidence: [@a], [@b].', keys => `<sup>${keys.join()}</sup>`))
      .toBe('<p>Well below 1 point<sup>a</sup>.</p>\n<p>Evidence: <sup>a</sup>, <sup>b</sup>.</p>\n')
  })
})
