import { clang as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const clang = defineItemRule({
  id: 'items-clang',
  severity: 'warning',
  why: 'A telling word that stands in the stem and in the key alone gives the key away.',
  mend: 'Use another word in the key, or the same one in a distractor.',
  source: NBME,
  examples: {
    fires: [itemExample('## Which metabolite is a glucuronide conjugate? {#one objective=LO1}\n\n- [ ] 6-beta-naltrexol\n- [x] Naltrexone-3-glucuronide\n- [ ] Nalmefene\n- [ ] Oxymorphone\n\n> Because of the label [@a].')],
    silent: [itemExample('## Which daily dose was used in most trials? {#one objective=LO1}\n\n- [ ] 0.5 mg\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because of the label [@a].')],
  },
  flaws,
})
