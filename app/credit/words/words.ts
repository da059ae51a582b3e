import type { Ref } from 'vue'
import { shallowRef } from 'vue'
import { chooseLanguage } from '../../words/choose-language.ts'
import { en } from './en.ts'
import { es } from './es.ts'

export type Words = typeof en

/** Every language is complete: a missing word does not compile. */
export const languages: Readonly<Record<string, Words>> = { en, es }

export function chooseWords(courseLanguage: string): Ref<Words> {
  return shallowRef(languages[chooseLanguage(Object.keys(languages), courseLanguage)]!)
}

export function languageOf(words: Words): string {
  return Object.keys(languages).find(tag => languages[tag] === words)!
}
