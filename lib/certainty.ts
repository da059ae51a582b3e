/**
 * GRADE certainty of the evidence; `none` says that there is no clinical evidence at all,
 * `not-graded` that nothing to grade is claimed.
 */
export type CertaintyLevel = 'high' | 'moderate' | 'low' | 'very-low' | 'none' | 'not-graded'

export interface CertaintyMark {
  /** Four circles: ⊕ earned, ○ not earned. Never shown without the word. */
  symbols: string
  word: string
}

/** Symbols and words of the GRADE Working Group (Guyatt and others, BMJ 2008;336:924). */
export const certaintyMarks: Readonly<Record<CertaintyLevel, CertaintyMark>> = {
  'high': { symbols: '⊕⊕⊕⊕', word: 'High' },
  'moderate': { symbols: '⊕⊕⊕○', word: 'Moderate' },
  'low': { symbols: '⊕⊕○○', word: 'Low' },
  'very-low': { symbols: '⊕○○○', word: 'Very low' },
  'none': { symbols: '○○○○', word: 'No clinical evidence' },
  'not-graded': { symbols: '', word: 'Not graded' },
}
