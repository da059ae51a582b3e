import { allOrNone as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const allOrNone = defineItemRule({
  id: 'items-all-or-none',
  severity: 'warning',
  why: '"All of the above" is right as soon as two options are known to be right; "none of the above" tells that somebody knows what is wrong, not what is right.',
  mend: 'Replace the option by one of its own, or make it a multiple-answer item (select=all).',
  source: NBME,
  examples: {
    fires: [itemExample('## Which dose is usual? {#one objective=LO1}\n\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n- [ ] All of the above\n\n> Because of the label [@a].')],
    silent: [itemExample('## Which daily dose was used in most trials? {#one objective=LO1}\n\n- [ ] 0.5 mg\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because of the label [@a].')],
  },
  flaws,
})
