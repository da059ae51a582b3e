import { findInPieces, isOwnText } from '../../prose/in-pieces.ts'
import { intervalHits } from '../../prose/statistics.ts'
import { defineRule } from '../../rule.ts'

export const interval = defineRule({
  id: 'evidence-interval',
  family: 'evidence',
  severity: 'error',
  why: 'An estimate lies inside its confidence interval, and a 95% interval that includes no difference goes with P of 0.05 or more; where they disagree, one was copied wrongly.',
  mend: 'Look the numbers up in the source.',
  source: 'Altman et al., Statistics with Confidence, 2nd ed., 2000',
  examples: {
    fires: ['# Result\n\nThe risk ratio was 0.84 (95% CI 0.90 to 1.06) [@one].', '# Result\n\nMean difference −0.34 (95% CI −0.95 to 0.27; P = .01) [@one]', '# Result\n\nOdds ratio 1.8 (95% CI 1.2 to 2.7; P = .31) [@one]'],
    silent: ['# Result\n\nThe risk ratio was 0.84 (95% CI 0.66 to 1.06) [@one].', '# Result\n\nMean difference −0.34 (95% CI −0.95 to 0.27; P = .27) [@one]', '# Result\n\nSMD 0.50 (95% CI 0.20 to 0.80), P = .001 [@one]'],
  },
  find: document => findInPieces(document, isOwnText, search),
})

function search(text: string) {
  return /\d ?%/.test(text) ? intervalHits(text) : []
}
