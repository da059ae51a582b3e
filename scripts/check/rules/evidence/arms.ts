import { findInPieces, isOwnText } from '../../prose/in-pieces.ts'
import { armHits } from '../../prose/statistics.ts'
import { defineRule } from '../../rule.ts'

export const arms = defineRule({
  id: 'evidence-arms',
  family: 'evidence',
  severity: 'warning',
  why: 'The groups of a trial add up to all who were randomized; where they do not, somebody was lost, in the trial or in copying.',
  mend: 'Correct a number, or say what became of the others.',
  source: 'CONSORT 2025, participant flow',
  examples: {
    fires: ['# Who took part\n\n60 patients took part: 32 on the drug and 27 on placebo [@one].'],
    silent: ['# Who took part\n\n59 patients took part: 32 on the drug and 27 on placebo [@one].', '# Who took part\n\n60 patients took part: 32 on the drug, 27 on placebo and 1 on neither [@one].'],
  },
  find: document => findInPieces(document, isOwnText, armHits),
})
