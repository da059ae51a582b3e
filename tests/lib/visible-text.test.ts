import { describe, expect, it } from 'vitest'
import { isVisible, visibleText } from '../../lib/visible-text.ts'

describe('a text of which nothing is hidden', () => {
  it.each(['Ann Müller-Ōta', 'Նարե Պետրոսյան', '李小龍', 'محمد', 'می‌خواهم', 'श्री‍', 'O’Brien', 'Zoe\u0308'])('is %s', text => expect(isVisible(text)).toBe(true))

  it.each([
    ['an override', 'Ann\u202EnaiD .M'],
    ['an isolate', '\u2067Ann\u2069'],
    ['a mark of direction', 'Ann\u200F'],
    ['a space without width', 'An\u200Bn'],
    ['a filler', '\u3164'],
    ['a tag', 'Ann\u{E0041}'],
    ['a line break', 'Ann\nDr. Who'],
    ['a bell', 'Ann\u0007'],
  ])('has not %s', (_, text) => {
    expect(isVisible(text)).toBe(false)
    expect(isVisible(visibleText(text))).toBe(true)
    expect(visibleText(text)).toContain('\uFFFD')
  })
})
