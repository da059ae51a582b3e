import { vagueFrequency as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const vagueFrequency = defineItemRule({
  id: 'items-vague-frequency',
  severity: 'warning',
  why: '"Usually" means 50% to one reader and 90% to the next, so that the key depends on the reader.',
  mend: 'Give a number or a range.',
  source: NBME,
  examples: {
    fires: [itemExample('## How often do vivid dreams occur? {#one objective=LO1}\n\n- [ ] Usually\n- [x] Sometimes\n- [ ] Rarely\n- [ ] Never\n\n> Because of the label [@a].')],
    silent: [itemExample('## Which daily dose was used in most trials? {#one objective=LO1}\n\n- [ ] 0.5 mg\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because of the label [@a].')],
  },
  flaws,
})
