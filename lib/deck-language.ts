import type { ComputedRef } from 'vue'
import type { Router } from 'vue-router'
import type { DeckWords } from '../app/words/deck-en.ts'
import course from 'virtual:lectern/course'
import { computed, shallowRef } from 'vue'
import { chosenLanguage, onLanguageChosen, rememberLanguage } from '../app/words/chosen-language.ts'
import { deckLanguages, deckTagOf } from '../app/words/deck-languages.ts'

/** In which language the kit speaks inside a deck. The course itself always speaks its own. */
export interface DeckLanguage {
  deckWords: ComputedRef<DeckWords>
  deckTag: ComputedRef<string>
  /** For an attribute `lang` of the kit's words amid the course's; undefined where both are in one language. */
  kitLang: ComputedRef<string | undefined>
  /** For an attribute `lang` of the course's words amid the kit's. */
  courseLang: ComputedRef<string | undefined>
}

const ownTag = deckTagOf(course.language)
const chosen = shallowRef(known(chosenLanguage()) ?? known(new URLSearchParams(globalThis.location?.search).get('language')))
const router = shallowRef<Router>()

const deckTag = computed(() => keepsCourseLanguage() ? ownTag : chosen.value ?? ownTag)
const language: DeckLanguage = {
  deckTag,
  deckWords: computed(() => deckLanguages[deckTag.value]!),
  kitLang: computed(() => deckTag.value === course.language.slice(0, 2) ? undefined : deckTag.value),
  courseLang: computed(() => deckTag.value === course.language.slice(0, 2) ? undefined : course.language),
}

/** What is printed, and what a lecturer works with, must not depend on what somebody chose in this browser. */
function keepsCourseLanguage(): boolean {
  const place = router.value?.currentRoute.value
  return place !== undefined && ('print' in place.query || /^\/(?:export|print|presenter|overview|notes|notes-edit|entry)\b/.test(place.path))
}

function known(tag: string | null | undefined): string | undefined {
  return tag && Object.hasOwn(deckLanguages, tag) ? tag : undefined
}

/**
 * The words of the kit: in the language that the learner chose on any page of this host, else in the one that the page around
 * the deck names in its address (`?language=es`), else in the course's.
 */
export function useDeckLanguage(): DeckLanguage {
  return language
}

/** Chooses a language for this deck and every other page of this host. */
export function chooseDeckLanguage(tag: string): void {
  chosen.value = known(tag)
  rememberLanguage(tag)
}

/** Follows what is chosen elsewhere, and keeps the course's language on pages that are printed or presented from. */
export function followDeckLanguage(deckRouter: Router): void {
  router.value = deckRouter
  onLanguageChosen((tag) => {
    chosen.value = known(tag) ?? chosen.value
  })
}
