import { PARTICIPATION } from './credit-type.ts'

/** The AMA's name for its credit, with whatever marks it came with. */
const AMA_TERM = /(?<!\*)\*?AMA PRA Category 1 Credit(\(s\)|s)?\*?™?/g

/** The noun of a kind of credit in English: "ANCC contact hours". Other words of a provider stay as they are. */
const COUNTED_NOUN = /\b(credit|hour)(?:\(s\)|s)?(?=\s*(?:\([^()]*\))?$)/i

const participation = {
  en: ['hour of participation', PARTICIPATION],
  es: ['hora de participación', 'horas de participación'],
} as const

function participationIn(language: string): readonly [string, string] {
  return language.startsWith('es') ? participation.es : participation.en
}

/** A text as Markdown in which the name of AMA credit is in italics and has its trademark sign: both are part of the wording (AMA PRA Credit System). */
export function withAmaTerm(text: string): string {
  return text.replace(AMA_TERM, (_, plural = '') => `*AMA PRA Category 1 Credit${plural}*™`)
}

/** A kind of credit as Markdown; what stands in place of credit is said in the reader's language. */
export function creditName(type: string, language = 'en'): string {
  return type === PARTICIPATION ? participationIn(language)[1] : withAmaTerm(type)
}

/**
 * How much of what was claimed, as Markdown: "1 hour of participation", "0.75 *AMA PRA Category 1 Credits*™".
 * @param credits how much.
 * @param type the kind of credit.
 * @param language of the reader; names of credit stay as they are.
 * @param number how much, as the reader writes it.
 */
export function creditAmount(credits: number, type: string, language = 'en', number = String(credits)): string {
  const isOne = (language: string) => new Intl.PluralRules(language).select(credits) === 'one'
  if (type === PARTICIPATION)
    return `${number} ${participationIn(language)[isOne(language) ? 0 : 1]}`
  const plain = type.replace(AMA_TERM, () => 'AMA PRA Category 1 Credit')
  return `${number} ${withAmaTerm(plain.replace(COUNTED_NOUN, (_, noun: string) => isOne('en') ? noun : `${noun}s`))}`
}
