import { findInPieces, isOwnText } from '../../prose/in-pieces.ts'
import { percentageHits } from '../../prose/statistics.ts'
import { defineRule } from '../../rule.ts'

export const percentage = defineRule({
  id: 'evidence-percentage',
  family: 'evidence',
  severity: 'warning',
  why: 'People come in whole numbers: a percentage that no count can give was copied from another group, or its denominator is not the one that is named.',
  mend: 'Look up the number analyzed, and give the count beside the percentage.',
  source: 'Brown and Heathers 2017, Soc Psychol Personal Sci 8:363 (GRIM test), for percentages',
  examples: {
    fires: ['# Result\n\nOf 10 patients, 45% responded [@one].', '# Result\n\n3 of 17 patients (28%) were in remission [@one].'],
    silent: ['# Result\n\nOf 10 patients, 60% responded [@one].', '# Result\n\n3 of 17 patients (17.6%) were in remission [@one].', '# Result\n\n89% of 1,204 patients answered [@one].'],
  },
  find: document => findInPieces(document, isOwnText, search),
})

function search(text: string) {
  return text.includes('%') ? percentageHits(text) : []
}
