import { quizCitations } from '../../../quizzes/quiz-citations.ts'
import { defineRule } from '../../rule.ts'
import { gradedQuizzes, itemExample, NBME } from './define-item-rule.ts'

export const noReference = defineRule({
  id: 'items-no-reference',
  family: 'items',
  severity: 'warning',
  why: 'A key without a source is the opinion of whoever wrote the item.',
  mend: 'Add cite=key to the heading, or [@key] to the rationale.',
  source: NBME,
  examples: {
    fires: [itemExample('## Which medicine rules the drug out? {#two objective=LO1}\n\n- [ ] Ibuprofen\n- [x] Tramadol\n- [ ] Gabapentin\n\n> Tramadol is an opioid.')],
    silent: [itemExample('## Which medicine rules the drug out? {#two objective=LO1 cite=a}\n\n- [ ] Ibuprofen\n- [x] Tramadol\n- [ ] Gabapentin\n\n> Tramadol is an opioid.')],
  },
  find: document => gradedQuizzes(document).flatMap(quiz => quiz.items.flatMap(item => item.type === 'free-text' || item.type === 'likert' || item.type === 'commitment' || quizCitations({ ...quiz, items: [item], cases: quiz.cases.filter(vignette => vignette.id === item.caseId), intro: undefined }).length > 0
    ? []
    : [{ file: quiz.file, line: item.line, column: 1, message: `The item "${item.id}" has no reference.` }])),
})
