import { optionCount as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const optionCount = defineItemRule({
  id: 'items-option-count',
  severity: 'warning',
  why: 'With two options every second guess is right; more than five are rarely all plausible, and three good ones do as well.',
  mend: 'Write three to five options.',
  source: NBME,
  examples: {
    fires: [itemExample('## What is asked first? {#one objective=LO1}\n\n- [x] Opioid use\n- [ ] Shoe size\n\n> Because of the label [@a].')],
    silent: [itemExample('## Which daily dose was used in most trials? {#one objective=LO1}\n\n- [ ] 0.5 mg\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because of the label [@a].')],
  },
  flaws,
})
