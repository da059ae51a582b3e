import { describe, expect, it } from 'vitest'
import { handoutSettings } from '../../scripts/course/handout-settings.ts'
import { checkHandoutFlags, handoutOptions, readSlideRange } from '../../scripts/handouts/handout-options.ts'

describe('handoutOptions', () => {
  it('makes all layouts on A4 when nobody says anything', () => {
    expect(handoutOptions(undefined, {}, 10)).toEqual({
      layouts: ['slides', '1up', '2up', '3up', '4up', '6up', '9up', 'notes', 'handbook'],
      paper: 'a4',
      orientation: undefined,
      slides: undefined,
      clicks: false,
      grayscale: false,
      notes: true,
    })
  })

  it('follows course.yaml, and the command line before it', () => {
    const settings = handoutSettings.parse({ paper: 'letter', layouts: ['6up'], slides: '1-3', grayscale: true, notes: false })
    expect(handoutOptions(settings, {}, 10)).toMatchObject({ paper: 'letter', layouts: ['6up'], slides: [1, 2, 3], grayscale: true, notes: false })
    expect(handoutOptions(settings, { paper: 'A4', layouts: 'handbook, 2up', slides: '2', grayscale: false, notes: true, orientation: 'landscape' }, 10))
      .toMatchObject({ paper: 'a4', layouts: ['2up', 'handbook'], slides: [2], grayscale: false, notes: true, orientation: 'landscape' })
  })

  it.each([
    [{ layouts: '5up' }, 'unknown-layout', /"5up"/],
    [{ layouts: ' , ' }, 'unknown-layout', /""/],
    [{ paper: 'a5' }, 'unknown-paper', /"a5"/],
    [{ orientation: 'upright' }, 'unknown-orientation', /"upright"/],
    [{ slides: '3-' }, 'bad-slide-range', /"3-"/],
    [{ slides: '' }, 'bad-slide-range', /""/],
    [{ slides: '9-3' }, 'bad-slide-range', /ends before it begins/],
  ])('refuses %j before any course is read', (flags, code, message) => {
    expect(() => checkHandoutFlags(flags)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }))
    expect(() => handoutOptions(undefined, flags, 10)).toThrow(expect.objectContaining({ code }))
  })

  it.each([['0'], ['11'], ['3-11'], ['1,20']])('refuses slides %s of a deck of ten', (slides) => {
    expect(() => checkHandoutFlags({ slides: slides === '0' ? '1' : slides })).not.toThrow()
    expect(() => handoutOptions(undefined, { slides }, 10)).toThrow(expect.objectContaining({ code: 'slide-range-outside', message: expect.stringContaining('10 slides'), mend: 'Choose from 1-10.' }))
  })
})

it.each([
  ['3-5,20', [3, 4, 5, 20]],
  ['20, 3 - 5', [3, 4, 5, 20]],
  ['4,4,3-4', [3, 4]],
  ['7', [7]],
])('reads the range %s', (range, slides) => {
  expect(readSlideRange(range, 20)).toEqual(slides)
})
