import { unsortedNumbers as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const unsortedNumbers = defineItemRule({
  id: 'items-unsorted-numbers',
  severity: 'warning',
  why: 'Numbers out of order make readers search, which tests patience.',
  mend: 'Sort the options by size.',
  source: NBME,
  examples: {
    fires: [itemExample('## How many women took part? {#one objective=LO1}\n\n- [ ] 58\n- [ ] 10\n- [x] 99\n- [ ] 31\n\n> Because of the label [@a].')],
    silent: [itemExample('## Which daily dose was used in most trials? {#one objective=LO1}\n\n- [ ] 0.5 mg\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because of the label [@a].')],
  },
  flaws,
})
