import { oppositePair as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const oppositePair = defineItemRule({
  id: 'items-opposite-pair',
  severity: 'warning',
  why: 'Of two opposites one is right, so that the other options need not be read.',
  mend: 'Use two such pairs, or none.',
  source: NBME,
  examples: {
    fires: [itemExample('## What does the metabolite do? {#one objective=LO1}\n\n- [x] It makes the blockade longer\n- [ ] It makes the blockade shorter\n- [ ] It colors the urine\n- [ ] It adds a taste\n\n> Because of the label [@a].')],
    silent: [itemExample('## Which daily dose was used in most trials? {#one objective=LO1}\n\n- [ ] 0.5 mg\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because of the label [@a].')],
  },
  flaws,
})
