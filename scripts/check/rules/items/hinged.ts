import { hinged as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const hinged = defineItemRule({
  id: 'items-hinged',
  severity: 'error',
  why: 'Items are shuffled and drawn one by one; one that leans on another cannot be answered, and who missed the first misses both.',
  mend: 'Say everything that is needed in the item, or put both below one case.',
  source: NBME,
  examples: {
    fires: [itemExample('## Based on the previous question, what is next? {#one objective=LO1}\n\n- [ ] Start the drug\n- [x] Stop tramadol\n- [ ] Order a scan\n- [ ] Refer to surgery\n\n> Because of the label [@a].')],
    silent: [itemExample('## Which daily dose was used in most trials? {#one objective=LO1}\n\n- [ ] 0.5 mg\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because of the label [@a].')],
  },
  flaws,
})
