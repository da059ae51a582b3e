import { combinedOptions as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const combinedOptions = defineItemRule({
  id: 'items-combined-options',
  severity: 'error',
  why: '"A and C" measures how well somebody juggles options, and means nothing once the options are shuffled.',
  mend: 'Write the answers out, or use a multiple-answer item (select=all).',
  source: NBME,
  examples: {
    fires: [itemExample('## Which drugs precipitate withdrawal? {#one objective=LO1}\n\n- [ ] Naltrexone\n- [ ] Naloxone\n- [x] Both A and B\n- [ ] Neither A nor B\n\n> Because of the label [@a].')],
    silent: [itemExample('## Which daily dose was used in most trials? {#one objective=LO1}\n\n- [ ] 0.5 mg\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because of the label [@a].')],
  },
  flaws,
})
