import { longKey as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const longKey = defineItemRule({
  id: 'items-long-key',
  severity: 'warning',
  why: 'The longest and most careful option is often the key, and the test-wise know it.',
  mend: 'Make the options equally long; move the reason into the rationale.',
  source: NBME,
  examples: {
    fires: [itemExample('## A patient on tramadol asks for the drug. What do you advise? {#one objective=LO1}\n\n- [ ] Take both\n- [ ] Take half\n- [x] Explain that it would block the analgesic and could precipitate withdrawal, so that tramadol has to be stopped first\n- [ ] Wait one day\n\n> Because of the label [@a].')],
    silent: [itemExample('## A patient on tramadol asks for the drug. What do you advise first? {#one objective=LO1}\n\n- [ ] Take both at night\n- [ ] Halve the dose of tramadol\n- [x] Stop tramadol before starting\n- [ ] Start the drug at once\n\n> Because of the label [@a].')],
  },
  flaws,
})
