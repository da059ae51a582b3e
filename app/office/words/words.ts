import type { Ref } from 'vue'
import { shallowRef } from 'vue'
import { localStorageOrNone } from '../../local-storage.ts'
import { en } from './en.ts'
import { es } from './es.ts'

export type Words = typeof en

/** Every language is complete: a missing word does not compile. */
export const languages: Readonly<Record<string, Words>> = { en, es }

/** The same place as that of the learner's pages: who chose a language there meets it here. */
const PLACE = 'lectern:language'

/** The words to begin with: what was chosen here before, else the browser's language. */
export function chooseWords(): Ref<Words> {
  const wanted = [localStorageOrNone()?.getItem(PLACE), ...navigator.languages].map(tag => tag?.slice(0, 2))
  return shallowRef(languages[wanted.find(tag => tag && tag in languages) ?? 'en']!)
}

export function languageOf(words: Words): string {
  return Object.keys(languages).find(tag => languages[tag] === words)!
}

export function rememberLanguage(tag: string): void {
  localStorageOrNone()?.setItem(PLACE, tag)
}
