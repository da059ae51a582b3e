import type { ItemReport } from './office-service.ts'
import { LEAST_TO_JUDGE } from '../../server/reports/least-learners.ts'

export type Tone = 'good' | 'caution' | 'danger' | 'plain'

/*
 * What the numbers of an item analysis mean, by the thresholds of the field: Ebel and Frisbie's for discrimination, 0.20 for
 * the corrected point-biserial, 0.70 for reliability, 0.7 to 0.9 for the difficulty of a post-test that most are meant to
 * pass, Hake's for the gain. Of fewer than 30 learners nothing is judged: one learner more would change it.
 */

export type DifficultyWord = 'hard' | 'aimedAt' | 'easy'
export function judgeDifficulty(difficulty: number | null): { tone: Tone, word: DifficultyWord } | undefined {
  if (difficulty === null)
    return undefined
  return difficulty < 0.7 ? { tone: 'caution', word: 'hard' } : difficulty > 0.9 ? { tone: 'caution', word: 'easy' } : { tone: 'good', word: 'aimedAt' }
}

export type DiscriminationWord = 'veryGood' | 'good' | 'marginal' | 'poor'
export function judgeDiscrimination(discrimination: number | null): { tone: Tone, word: DiscriminationWord } | undefined {
  if (discrimination === null)
    return undefined
  // As it is shown: 0.395 is 0.40.
  const shown = Math.round(discrimination * 100)
  if (shown >= 40)
    return { tone: 'good', word: 'veryGood' }
  return shown >= 30 ? { tone: 'good', word: 'good' } : shown >= 20 ? { tone: 'caution', word: 'marginal' } : { tone: 'danger', word: 'poor' }
}

export type CorrelationWord = 'sound' | 'weak' | 'negative'
export function judgeCorrelation(pointBiserial: number | null): { tone: Tone, word: CorrelationWord } | undefined {
  if (pointBiserial === null)
    return undefined
  const shown = Math.round(pointBiserial * 100)
  return shown < 0 ? { tone: 'danger', word: 'negative' } : shown < 20 ? { tone: 'caution', word: 'weak' } : { tone: 'good', word: 'sound' }
}

export function judgeReliability(reliability: number): { tone: Tone, word: 'reliable' | 'unreliable' } {
  return Math.round(reliability * 100) >= 70 ? { tone: 'good', word: 'reliable' } : { tone: 'caution', word: 'unreliable' }
}

export function judgeGain(gain: number): { tone: Tone, word: 'low' | 'medium' | 'high' } {
  const shown = Math.round(gain * 100)
  return shown < 30 ? { tone: 'caution', word: 'low' } : shown > 70 ? { tone: 'good', word: 'high' } : { tone: 'good', word: 'medium' }
}

/** True for an item that an editor should look at: something of it is not as it is meant to be. */
export function needsLook({ n, difficulty, discrimination, pointBiserial, options }: ItemReport): boolean {
  if (n < LEAST_TO_JUDGE)
    return false
  const judged = [judgeDifficulty(difficulty), judgeDiscrimination(discrimination), judgeCorrelation(pointBiserial)]
  return judged.some(judgement => judgement && judgement.tone !== 'good') || options.some(option => option.nonFunctional)
}
