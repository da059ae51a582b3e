import type { InjectionKey, Ref } from 'vue'
import type { PageWords } from './en.ts'
import { computed, inject, shallowRef } from 'vue'
import { pageEn } from './en.ts'

/** The words of the page's language, and its tag. */
export interface PageLanguage {
  readonly words: Ref<PageWords>
  readonly tag: Ref<string>
}

export const pageLanguageKey: InjectionKey<PageLanguage> = Symbol('page language')

/** English where the page says nothing else. */
export function usePageLanguage(): PageLanguage {
  return inject(pageLanguageKey, () => ({ words: shallowRef(pageEn), tag: shallowRef('en') }), true)
}

/** Marks words of the course where the page around them is in another language: for an attribute `lang`. */
export function useCourseLanguage(courseLanguage: string): Ref<string | undefined> {
  const { tag } = usePageLanguage()
  return computed(() => courseLanguage.slice(0, 2) === tag.value.slice(0, 2) ? undefined : courseLanguage)
}
