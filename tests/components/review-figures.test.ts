import { describe, expect, it } from 'vitest'
import { withFigures } from '../../app/credit/review-figures.ts'

const figures = [
  { alt: 'A “drawing” & more', drawing: 'PHN2Zy8+', width: 20, height: 10 },
  { alt: 'A photograph', image: { path: 'images/figure-1.png' }, width: 30, height: 40 },
]
const shown = (html: string) => withFigures(html, figures, './quizzes/post-test/content')

describe('a review with the pictures of its quiz', () => {
  it('shows drawings and photographs with their words as alternative', () => {
    const place = document.createElement('div')
    place.innerHTML = shown('<p>See <em data-figure="1">A “drawing” &amp; more</em> and <em data-figure="2">A photograph</em>.</p>')
    const [drawing, photograph] = [...place.querySelectorAll('img')]
    expect([drawing!.getAttribute('src'), drawing!.alt, drawing!.width]).toEqual(['data:image/svg+xml;base64,PHN2Zy8+', 'A “drawing” & more', 20])
    expect([photograph!.getAttribute('src'), photograph!.alt, photograph!.height]).toEqual(['./quizzes/post-test/content/images/figure-1.png', 'A photograph', 40])
    expect(place.textContent).toBe('See  and .')
  })

  it.each([
    ['a sealed picture', '<em>A photograph</em>'],
    ['a number that the content has for another picture', '<em data-figure="1">A photograph</em>'],
    ['a number that the content lacks', '<em data-figure="3">A photograph</em>'],
    ['words that the course stressed', '<em>stressed</em>'],
  ])('leaves words where there is %s', (_, html) => {
    expect(shown(html)).toBe(html)
  })
})
