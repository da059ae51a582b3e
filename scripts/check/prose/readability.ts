import { sentencesOf } from './sentences.ts'

export interface Readability {
  /** Years of school in the United States that a reader needs, after Flesch and Kincaid. */
  grade: number
  words: number
  sentences: number
}

/**
 * Flesch-Kincaid grade level: 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid JP, Fishburne RP,
 * Rogers RL, Chissom BS. Derivation of new readability formulas for Navy enlisted personnel. Research Branch Report 8-75,
 * 1975). For English only: syllables are counted by a rule.
 */
export function readability(text: string): Readability {
  const sentences = Math.max(1, sentencesOf(text).length)
  const words = text.match(/\p{L}+(?:['’]\p{L}+)?/gu) ?? []
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  const grade = words.length === 0 ? 0 : 0.39 * words.length / sentences + 11.8 * syllables / words.length - 15.59
  return { grade, words: words.length, sentences }
}

/** Groups of vowels, less a silent e: right for about nine words in ten. */
export function syllablesOf(word: string): number {
  const plain = word.toLowerCase().replace(/[^a-z]/g, '')
  if (plain.length <= 3)
    return 1
  const groups = plain.replace(/(?:[^laeiouy]es|[^laeiouydt]ed|[^laeiouy]e)$/, match => match[0]!).replace(/^y/, '').match(/[aeiouy]{1,2}/g)
  return Math.max(1, groups?.length ?? 1)
}
