import type { Ref } from 'vue'
import { shallowRef } from 'vue'
import { localStorageOrNone } from '../../local-storage.ts'
import { en } from './en.ts'
import { es } from './es.ts'

export type Words = typeof en

/** Every language is complete: a missing word does not compile. */
export const languages: Readonly<Record<string, Words>> = { en, es }

const PLACE = 'lectern:language'

/** The words to begin with: what the learner chose here before, else the browser's language, else that of the course. */
export function chooseWords(courseLanguage: string): Ref<Words> {
  const wanted = [localStorageOrNone()?.getItem(PLACE), ...navigator.languages, courseLanguage].map(tag => tag?.slice(0, 2))
  return shallowRef(languages[wanted.find(tag => tag && tag in languages) ?? 'en']!)
}

export function languageOf(words: Words): string {
  return Object.keys(languages).find(tag => languages[tag] === words)!
}

export function rememberLanguage(tag: string): void {
  try {
    localStorageOrNone()?.setItem(PLACE, tag)
  }
  catch {
    // The storage is full: the language lasts as long as the page.
  }
}
