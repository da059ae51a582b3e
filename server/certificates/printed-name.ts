import type { FontFile } from '../../scripts/handouts/fonts/typesetter.ts'
import type { Certificate } from './certificate.ts'
import { missingCharacters } from '../../scripts/handouts/fonts/typesetter.ts'
import { certificateFonts } from './certificate-fonts.ts'
import { fullName } from './certificate.ts'

/**
 * Scripts whose letters can be set one after the other, from left to right, each as its font draws it. Others join, change
 * shape, stand in another order or above one another, and need a shaping engine: set without one they would be a wrong
 * name, which is worse than a name in Latin letters.
 */
const SET_LETTER_BY_LETTER = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Ethiopic}\p{Script=Cherokee}\p{Script=Common}\u0300-\u036F]*$/u

/** True when the fonts here can set a text as its readers write it. */
export function canPrint(text: string, fonts: readonly FontFile[] = certificateFonts()): boolean {
  const composed = text.normalize('NFC')
  // Controls (Cc, Cf) would turn the order of letters around, unseen.
  return SET_LETTER_BY_LETTER.test(composed) && !/[\p{Cc}\p{Cf}]/u.test(composed) && missingCharacters(composed, fonts).length === 0
}

/** Stands where a name would, when it can be set neither as it is nor in Latin letters. */
export const NAME_ELSEWHERE = 'The person who is named in the attached credential and at the address below'

/**
 * The name as the paper bears it: as it was written if the fonts can, with the name in Latin letters beside it where there is
 * one; else in Latin letters alone; never with a letter missing.
 */
export function printedName(learner: Certificate['learner'], fonts: readonly FontFile[] = certificateFonts()): string {
  const { latinName, credentials } = learner
  const own = fullName({ ...learner, credentials: undefined })
  const latin = latinName && fullName({ ...learner, ...latinName, credentials: undefined })
  const names = [...latin ? [`${own} (${latin})`] : [], own, ...latin ? [latin] : []]
  const withDegrees = credentials ? names.flatMap(name => [`${name}, ${credentials}`, name]) : names
  return withDegrees.find(name => canPrint(name, fonts))?.normalize('NFC') ?? NAME_ELSEWHERE
}

/**
 * What stands in the way of a name: characters that the fonts here cannot set, each once, as it is seen; none when the name, or
 * else the name in Latin letters, can be printed.
 */
export function unprintable({ givenName, familyName, latinName }: Pick<Certificate['learner'], 'givenName' | 'familyName' | 'latinName'>, fonts: readonly FontFile[] = certificateFonts()): string[] {
  const missing = charactersMissing(`${givenName} ${familyName}`, fonts)
  return missing.length && latinName ? charactersMissing(`${latinName.givenName} ${latinName.familyName}`, fonts) : missing
}

function charactersMissing(name: string, fonts: readonly FontFile[]): string[] {
  const seen = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(name.normalize('NFC'))].map(({ segment }) => segment)
  return [...new Set(seen.filter(segment => !canPrint(segment, fonts)))]
}
