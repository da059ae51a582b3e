import type { DeckWords } from './deck-en.ts'
import { deckEn } from './deck-en.ts'
import { deckEs } from './deck-es.ts'

/** Every language of a lecture is complete: a missing word does not compile. */
export const deckLanguages: Readonly<Record<string, DeckWords>> = { en: deckEn, es: deckEs }

/** The language in which the kit speaks in a course, for whoever has chosen none: the course's, else English. */
export function deckTagOf(courseLanguage: string): string {
  const tag = courseLanguage.slice(0, 2).toLowerCase()
  return Object.hasOwn(deckLanguages, tag) ? tag : 'en'
}

/** The kit's words in the course's own language: for whatever is printed, and for sentences of the course that hold them. */
export function deckWordsOf(courseLanguage: string): DeckWords {
  return deckLanguages[deckTagOf(courseLanguage)]!
}
