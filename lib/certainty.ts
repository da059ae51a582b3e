/**
 * GRADE certainty of the evidence; `none` says that there is no clinical evidence at all,
 * `not-graded` that nothing to grade is claimed.
 */
export type CertaintyLevel = 'high' | 'moderate' | 'low' | 'very-low' | 'none' | 'not-graded'

/**
 * Symbols of the GRADE Working Group (Guyatt and others, BMJ 2008;336:924): four circles, ⊕ earned, ○ not earned. Never shown
 * without the word, which stands in the catalogue. GRADE has no symbol below very low.
 */
export const certaintySymbols: Readonly<Record<CertaintyLevel, string>> = {
  'high': '⊕⊕⊕⊕',
  'moderate': '⊕⊕⊕○',
  'low': '⊕⊕○○',
  'very-low': '⊕○○○',
  'none': '',
  'not-graded': '',
}
