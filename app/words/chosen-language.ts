import { localStorageOrNone } from '../local-storage.ts'

const PLACE = 'lectern:language'

/** The language that was chosen on any page of this host; undefined when none was. */
export function chosenLanguage(): string | undefined {
  return localStorageOrNone()?.getItem(PLACE)?.slice(0, 2)
}

export function rememberLanguage(tag: string): void {
  try {
    localStorageOrNone()?.setItem(PLACE, tag)
  }
  catch {
    // The storage is full: the language lasts as long as the page.
  }
}

/** Tells when another window, or the page around this one, chooses a language. */
export function onLanguageChosen(heard: (tag: string) => void): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === PLACE && newValue)
      heard(newValue.slice(0, 2))
  })
}

/** The part of the deck's address by which a page tells it the language it speaks itself: chosen, or the browser's. */
export function languageQuery(tag: string): string {
  return `?language=${tag}`
}
