import { defineRule } from '../../rule.ts'
import { gradedQuizzes, itemExample, NBME } from './define-item-rule.ts'

export const noRationale = defineRule({
  id: 'items-no-rationale',
  family: 'items',
  severity: 'warning',
  why: 'Learners learn from the reason, and an item whose author cannot write one has no sure key.',
  mend: 'Write it as a block quote after the answers: > Because …',
  source: NBME,
  examples: {
    fires: [itemExample('## Which medicine rules the drug out? {#two objective=LO1}\n\n- [ ] Ibuprofen\n- [x] Tramadol\n- [ ] Gabapentin')],
    silent: [itemExample('## Which medicine rules the drug out? {#two objective=LO1 cite=a}\n\n- [ ] Ibuprofen\n- [x] Tramadol\n- [ ] Gabapentin\n\n> Tramadol is an opioid.')],
  },
  find: document => gradedQuizzes(document).flatMap(quiz => quiz.items.flatMap(item => item.rationale !== undefined || item.type === 'free-text' || item.type === 'likert' || item.type === 'commitment' || ('options' in item && item.options.every(option => option.feedback))
    ? []
    : [{ file: quiz.file, line: item.line, column: 1, message: `The item "${item.id}" has no rationale.` }])),
})
