import { chosenLanguage } from './chosen-language.ts'

/** The language to begin with: what was chosen here before, else the browser's, else that of the course; English at last. */
export function chooseLanguage(known: readonly string[], courseLanguage: string): string {
  const wanted = [chosenLanguage(), ...navigator.languages, courseLanguage].map(tag => tag?.slice(0, 2))
  return wanted.find(tag => tag !== undefined && known.includes(tag)) ?? 'en'
}
