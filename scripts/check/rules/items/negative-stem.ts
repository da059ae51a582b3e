import { negativeStem as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const negativeStem = defineItemRule({
  id: 'items-negative-stem',
  severity: 'warning',
  why: 'Readers under time overlook NOT and EXCEPT, and answer the opposite question rightly.',
  mend: 'Ask for what is right; for several right statements use select=all.',
  source: NBME,
  examples: {
    fires: [itemExample('## Which of these is NOT an opioid? {#one objective=LO1}\n\n- [ ] Tramadol\n- [ ] Codeine\n- [x] Ibuprofen\n- [ ] Methadone\n\n> Because of the label [@a].')],
    silent: [itemExample('## Which daily dose was used in most trials? {#one objective=LO1}\n\n- [ ] 0.5 mg\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because of the label [@a].'), itemExample('## A man who does not smoke asks for the drug. What do you ask first? {#one objective=LO1}\n\n- [ ] Does he drive?\n- [x] Does he take opioids?\n- [ ] Does he eat late?\n- [ ] Does he travel?\n\n> Because of the label [@a].')],
  },
  flaws,
})
