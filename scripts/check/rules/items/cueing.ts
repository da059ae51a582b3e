import { cueing as flaws } from '../../items/quiz-flaws.ts'
import { writtenItem } from '../../items/written-item.ts'
import { defineRule } from '../../rule.ts'
import { gradedQuizzes, itemExample, NBME, placeFlaws } from './define-item-rule.ts'

export const cueing = defineRule({
  id: 'items-cueing',
  family: 'items',
  severity: 'warning',
  why: 'A stem that states the answer of another item gives it away to whoever reads on.',
  mend: 'Take the words out of one of the two, or drop an item.',
  source: NBME,
  examples: {
    fires: [itemExample('## Why is 6-beta-naltrexol, the active metabolite that outlasts naltrexone by nine hours, of importance? {#one objective=LO1}\n\n- [ ] It is toxic\n- [x] Effects last\n- [ ] It smells\n\n> Because [@a].\n\n## What is true of the half-lives? {#two objective=LO1}\n\n- [ ] The parent drug stays longest\n- [x] The active metabolite outlasts it by nine hours\n- [ ] Both are equal\n\n> Because [@a].')],
    silent: [itemExample('## Which daily dose of naltrexone was used in most trials? {#one objective=LO1}\n\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because [@a].\n\n## Which medicine rules the drug out? {#two objective=LO1}\n\n- [ ] Ibuprofen\n- [x] Tramadol\n- [ ] Gabapentin\n\n> Because [@a].')],
  },
  find: document => gradedQuizzes(document).flatMap(quiz => placeFlaws(quiz, flaws(quiz.items.map(item => ({ ...writtenItem(item), caseId: item.caseId }))), document)),
})
