import type { CourseData, SlideWords } from '../../scripts/slides/course-data.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { searchSlides } from '../../reader/search.ts'

const slide = (no: number, title: string, text: string, notesText = '', said = '') => ({ no, title, text, notesText, citations: no === 1 ? ['gironi2008'] : [], editorNotes: said ? [{ ids: ['E41'], said, text: 'reason' }] : [] })
const course = {
  references: [{ key: 'gironi2008', text: 'Gironi M. Mult Scler. 2008' }],
  slides: [
    slide(1, 'Spasticity eased', 'Forty patients with primary progressive disease'),
    slide(2, 'Älter', 'İstanbul and naïve T cells', 'Say it slowly'),
    slide(3, 'History', 'Bihari', '', 'peak release of endorphin between 2-4am'),
  ],
} as unknown as CourseData

const found = (query: string) => searchSlides(course, course.slides as unknown as SlideWords[], query).map(result => result.slide.no)

describe('searching a course', () => {
  it.each([
    ['spasticity', [1]],
    ['PRIMARY forty', [1]],
    ['mult scler', [1]],
    ['naive', [2]],
    ['alter', [2]],
    ['slow', [2]],
    ['2-4am', [3]],
    ['e41', [3]],
    ['', []],
    ['   ', []],
    ['nothing of the kind', []],
  ])('"%s" finds %j', (query, slides) => {
    expect(found(query)).toEqual(slides)
  })

  it('shows the place of the match', () => {
    expect(searchSlides(course, course.slides as unknown as SlideWords[], 'naive')[0]?.excerpt.match).toBe('naïve')
  })

  it('takes any input', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (query) => {
      searchSlides(course, course.slides as unknown as SlideWords[], query)
    }))
  })
})
