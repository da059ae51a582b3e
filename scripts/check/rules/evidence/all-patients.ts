import { findInPieces, isOwnText } from '../../prose/in-pieces.ts'
import { defineRule } from '../../rule.ts'

const EVERYBODY = /\b(?:(?:\d{1,5} |the )?(?:patients|women|men|participants|subjects|children|adults) all|all (?:of the )?(?:\d{1,5} )?(?:patients|women|men|participants|subjects|children|adults)|every (?:patient|participant|woman|man|child)) (?:\w{1,15} ){0,2}?(?:noted|had|showed|reported|experienced|achieved|saw|got|noticed|demonstrated|with) (?:a )?(?:statistically )?significant(?:ly)?\b/giu

export const allPatients = defineRule({
  id: 'evidence-all-patients',
  family: 'evidence',
  severity: 'warning',
  why: 'Significance belongs to a difference between groups: no patient improves significantly, and a mean that improved does not say that all did.',
  mend: 'Give the mean of both groups, and how many responded.',
  source: 'Altman and Bland 1999, BMJ 318:1667 (treatment allocation and inference); CONSORT 2025',
  examples: {
    fires: ['# Result\n\n31 patients all noted significant improvement in pain [@one].', '# Result\n\nAll patients had a significant reduction of pain [@one].'],
    silent: ['# Result\n\nPain fell significantly more than on placebo [@one].', '# Safety\n\nAll patients reported side effects in a diary [@one].'],
  },
  find: document => findInPieces(document, isOwnText, search),
})

function search(text: string) {
  return [...text.matchAll(EVERYBODY)].map(match => ({ start: match.index, end: match.index + match[0].length, message: `"${match[0]}": significance is no property of single patients.`, mend: 'Give the mean of both groups, and how many responded.' }))
}
