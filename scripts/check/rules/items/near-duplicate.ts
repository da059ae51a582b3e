import { nearDuplicates as flaws } from '../../items/quiz-flaws.ts'
import { writtenItem } from '../../items/written-item.ts'
import { defineRule } from '../../rule.ts'
import { gradedQuizzes, itemExample, NBME, placeFlaws } from './define-item-rule.ts'

export const nearDuplicate = defineRule({
  id: 'items-near-duplicate',
  family: 'items',
  severity: 'warning',
  why: 'Two items that ask the same count one piece of knowledge twice.',
  mend: 'Remove one of them, or ask about another point.',
  source: NBME,
  examples: {
    fires: [itemExample('## Which daily dose of naltrexone was used in most trials? {#one objective=LO1}\n\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because [@a].\n\n## Which daily dose of naltrexone was used in most of the trials? {#two objective=LO1}\n\n- [ ] 0.5 mg\n- [x] 4.5 mg\n- [ ] 9 mg\n\n> Because [@a].')],
    silent: [itemExample('## Which daily dose of naltrexone was used in most trials? {#one objective=LO1}\n\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because [@a].\n\n## Which medicine rules the drug out? {#two objective=LO1}\n\n- [ ] Ibuprofen\n- [x] Tramadol\n- [ ] Gabapentin\n\n> Because [@a].')],
  },
  find: document => gradedQuizzes(document).flatMap(quiz => placeFlaws(quiz, flaws(quiz.items.map(writtenItem)), document)),
})
