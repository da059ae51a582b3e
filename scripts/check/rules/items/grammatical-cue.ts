import { grammaticalCue as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const grammaticalCue = defineItemRule({
  id: 'items-grammatical-cue',
  severity: 'warning',
  why: 'An option that does not fit the grammar of the stem is wrong to everybody who reads aloud.',
  mend: 'Ask a whole question, or write all options so that each could follow the stem.',
  source: NBME,
  examples: {
    fires: [itemExample('## Naltrexone is best described as an {#one objective=LO1}\n\n- [ ] kinase inhibitor\n- [x] antagonist\n- [ ] beta blocker\n- [ ] vasodilator\n\n> Because of the label [@a].')],
    silent: [itemExample('## Which daily dose was used in most trials? {#one objective=LO1}\n\n- [ ] 0.5 mg\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because of the label [@a].')],
  },
  flaws,
})
