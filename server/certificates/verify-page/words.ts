import { en } from './words/en.ts'
import { es } from './words/es.ts'

/** What the public pages of certificates say. */
export interface VerifyWords {
  /** The language in its own words, and what the link to it says. */
  languageName: string
  pages: { certificate: string, form: string, unknown: string, erased: string, tooMany: string, tooLarge: string }
  skip: string
  status: { valid: string, superseded: string, revoked: (date: string) => string, doubtful: string }
  later: string
  signature: { 'good': string, 'broken': string, 'compromised-key': string }
  demonstration: string
  terms: { learner: string, latinName: string, course: string, format: string, provider: string, completed: string, claimed: string, issued: string, number: string }
  formats: { live: string, enduring: string }
  statements: string
  compare: string
  asIssued: string
  credential: string
  check: { title: string, about: string, file: string, submit: string, noFile: string }
  result: { 'identical': string, 'edited': string, 'other': string, 'no-credential': string }
  /** Of a file that is as it was issued, of a certificate that does not hold. */
  identicalOnly: string
  /** Beside a valid certificate, of a file that is another. */
  notYours: string
  form: { about: string, number: string, hint: string, submit: string, unfit: string }
  checkWithoutNumber: string
  unknown: string[]
  /** Of a certificate that was issued here and whose learner was erased since. */
  erased: (date: string) => string[]
  /** What comes in the place of the last sentence when it had been revoked before. */
  erasedRevoked: (erased: string, revoked: string) => string[]
  again: string
  tooMany: string
  tooLarge: string
}

export const verifyLanguages = { en, es } as const

export type VerifyLanguage = keyof typeof verifyLanguages

/** The first language that a reader asks for (RFC 9110 §12.5.4) and that there is; English without one. */
export function chooseLanguage(acceptLanguage: string | undefined, asked?: string): VerifyLanguage {
  if (asked !== undefined && Object.hasOwn(verifyLanguages, asked))
    return asked as VerifyLanguage
  const wanted = (acceptLanguage ?? '').slice(0, 500).split(',').map((entry) => {
    const [tag = '', ...parameters] = entry.trim().split(';')
    const quality = parameters.map(parameter => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(value => value !== undefined)
    return { language: tag.toLowerCase().split('-')[0]!, quality: quality === undefined ? 1 : Number(quality) }
  }).filter(({ quality }) => quality > 0).sort((one, other) => other.quality - one.quality)
  return wanted.find(({ language }) => Object.hasOwn(verifyLanguages, language))?.language as VerifyLanguage | undefined ?? 'en'
}
