import { expect, it } from 'vitest'
import { readMarkup } from '../../scripts/course/slide-markup.ts'
import { referenceSlides } from '../../scripts/slides/reference-slides.ts'

const slide = (no: number, markdown: string) => ({ no, markup: readMarkup(markdown) })

it('finds the slide that lists a reference', () => {
  const slides = [slide(1, 'Text [@a]'), slide(7, '<References :from="1" :to="2" />'), slide(8, '<References :from="3" />'), slide(9, '<References from="2" to="9" />')]
  expect([...referenceSlides(slides, 4)]).toEqual([[1, 7], [2, 7], [3, 8], [4, 8]])
})

it('takes a list without numbers for the whole list, and finds nothing where there is none', () => {
  expect([...referenceSlides([slide(3, '<References />')], 2)]).toEqual([[1, 3], [2, 3]])
  expect([...referenceSlides([slide(3, 'Text')], 2)]).toEqual([])
})
