import type { Slide } from '../../scripts/course/slide.ts'
import { describe, expect, it } from 'vitest'
import { nearest } from '../../scripts/check/nearest.ts'
import { placeIn } from '../../scripts/check/place.ts'
import { readMarkup } from '../../scripts/course/slide-markup.ts'
import { positionAt } from '../../scripts/course/text-position.ts'

const content = `# Pain fell by **28.8%** on LDN

- First [point](/2), with *marks*
- Second "point" — with dashes

<StudyCard study="younger2013" />

<EditorNote id="E1" said="60% improved, reported daily">

Because it was not compared.

</EditorNote>

Improved, reported later: 60%
`
const slide = { no: 3, file: 'slides.md', content, markup: readMarkup(content), positionOf: (offset: number) => positionAt(content, offset) } as Slide

describe('placeIn', () => {
  it.each<[what: string, texts: string[], line: number, column: number]>([
    ['text as it is written', ['<StudyCard'], 6, 1],
    ['text with marks between its words', ['Pain fell by 28.8% on LDN'], 1, 3],
    ['text with a link in it', ['First point, with marks'], 3, 3],
    ['text with other quotation marks', ['Second “point” – with dashes'], 4, 3],
    ['the first text that is found', ['nowhere to be found', 'Second'], 4, 3],
    ['text beside an editor\'s note that quotes it', ['Improved, reported'], 14, 1],
    ['whole numbers alone', ['0%', 'Second'], 4, 3],
    ['numbers where they stand', ['60%'], 14, 27],
    ['the first line when nothing is found', ['something a component says'], 1, 1],
  ])('finds %s', (_, texts, line, column) => {
    expect(placeIn(slide, ...texts)).toEqual({ file: 'slides.md', slide: 3, line, column })
  })
})

describe('nearest', () => {
  it.each<[string, string | undefined]>([
    ['StudyCrad', 'StudyCard'],
    ['studycard', 'StudyCard'],
    ['TimeLine', 'Timeline'],
    ['Refernces', 'References'],
    ['Chart', undefined],
    ['X', undefined],
  ])('takes %s for %s', (name, meant) => {
    expect(nearest(name, ['StudyCard', 'StudyTable', 'Timeline', 'References'])).toBe(meant)
  })
})
