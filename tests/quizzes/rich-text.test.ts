import { describe, expect, it } from 'vitest'
import { blockText, inlineText, toHtml } from '../../scripts/quizzes/rich-text.ts'

const numbers = (keys: readonly string[]) => `<sup>${keys.join(',')}</sup>`

describe('a text of a quiz without marks', () => {
  it('keeps the space by which a dose is read, and none where a citation stood', () => {
    expect(inlineText('Which part of `LDN .5mg qday` [@ismp2021] is unsafe [@ismp2021]?').text).toBe('Which part of LDN .5mg qday is unsafe?')
    expect(blockText('One [@a].\n\nTwo [@b], three').text).toBe('One. Two, three')
  })
})

describe('a text of a quiz as HTML', () => {
  it.each([
    ['It was low [@a].', 'It was low.<sup>a</sup>'],
    ['low [@a], not high', 'low,<sup>a</sup> not high'],
    ['low [@a]; not high [@b]: so', 'low<sup>a</sup>; not high<sup>b</sup>: so'],
    ['as in [@a] .5 of them', 'as in<sup>a</sup> .5 of them'],
    ['as in [@a].5', 'as in<sup>a</sup>.5'],
  ])('puts the number of a citation after a full stop or comma: %s', (markdown, html) => {
    expect(toHtml(inlineText(markdown), numbers)).toBe(html)
  })

  it('keeps number and unit of a dose on one line', () => {
    expect(toHtml(inlineText('from **1 mg** to 4.5 mg in 50 mL'), numbers)).toBe('from <strong>1\u00A0mg</strong> to 4.5\u00A0mg in 50\u00A0mL')
  })
})
