import { expect, it } from 'vitest'
import { deckEn } from '../../app/words/deck-en.ts'
import { slideProvenance } from '../../lib/slide-provenance.ts'

it.each([
  [{ source: 'S12' }, 'Lecture S12'],
  [{ source: ['S12', 'S13'] }, 'Lecture S12, S13'],
  [{ added: 'editors' }, 'Added by the editors'],
  [{}, ''],
])('%j is told as “%s”', (matter, text) => {
  expect(slideProvenance(matter, deckEn)).toBe(text)
})
