import { noQuestion as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const noQuestion = defineItemRule({
  id: 'items-no-question',
  severity: 'warning',
  why: 'When the stem asks nothing, readers have to find the question among the options.',
  mend: 'Write a whole question that ends in "?".',
  source: NBME,
  examples: {
    fires: [itemExample('## Naltrexone {#one objective=LO1}\n\n- [ ] is an agonist\n- [x] is an antagonist\n- [ ] is a kinase inhibitor\n- [ ] is an antibiotic\n\n> Because of the label [@a].')],
    silent: [itemExample('## Which daily dose was used in most trials? {#one objective=LO1}\n\n- [ ] 0.5 mg\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because of the label [@a].')],
  },
  flaws,
})
