const loaded = new Map<string, Promise<Record<string, string> | undefined>>()

/**
 * Lets the quizzes of this page speak the page's language: buttons and hints in it, the questions marked as the course's.
 * Without the words, which is possible on a bad network, a quiz says them in the course's language.
 * @param language of the page
 * @param courseLanguage of the questions
 * @param complete whether a quiz can be sent only when every question is answered
 * @returns whether they will speak the page's language
 */
export async function sayInQuiz(language: string, courseLanguage: string, complete: boolean): Promise<boolean> {
  if (!loaded.has(language))
    loaded.set(language, load(language))
  const words = await loaded.get(language)
  if (!words)
    loaded.delete(language)
  const lectern = ((window as { Lectern?: { host?: object } }).Lectern ??= {})
  lectern.host = words && { words, contentLanguage: language === courseLanguage.slice(0, 2) ? undefined : courseLanguage, complete }
  return words !== undefined
}

async function load(language: string): Promise<Record<string, string> | undefined> {
  try {
    const response = await fetch(`./quizzes/words/${language}.json`)
    return response.ok ? await response.json() as Record<string, string> : undefined
  }
  catch {
    return undefined
  }
}
