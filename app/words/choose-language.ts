import { localStorageOrNone } from '../local-storage.ts'

const PLACE = 'lectern:language'

/** The language to begin with: what was chosen here before, else the browser's, else that of the course; English at last. */
export function chooseLanguage(known: readonly string[], courseLanguage: string): string {
  const wanted = [localStorageOrNone()?.getItem(PLACE), ...navigator.languages, courseLanguage].map(tag => tag?.slice(0, 2))
  return wanted.find(tag => tag !== undefined && known.includes(tag)) ?? 'en'
}

export function rememberLanguage(tag: string): void {
  try {
    localStorageOrNone()?.setItem(PLACE, tag)
  }
  catch {
    // The storage is full: the language lasts as long as the page.
  }
}
