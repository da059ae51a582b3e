/** The languages in which a code is mailed: those of the pages that ask for one. */
export const letterLanguages = ['en', 'es'] as const
export type LetterLanguage = typeof letterLanguages[number]

const letters: Record<LetterLanguage, (code: string) => { subject: string, text: string }> = {
  en: code => ({ subject: `${code} is your code to sign in`, text: `Your code to sign in is ${code}. It is good for 10 minutes.\nIf you did not ask for it, ignore this mail.` }),
  es: code => ({ subject: `${code} es su código para iniciar sesión`, text: `Su código para iniciar sesión es ${code}. Es válido durante 10 minutos.\nSi no lo ha pedido, no haga caso de este correo.` }),
}

/** The mail with a code, in the language of the page that asked for it. */
export function codeLetter(code: string, language: LetterLanguage = 'en'): { subject: string, text: string } {
  return letters[language](code)
}
