import { absoluteTerm as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const absoluteTerm = defineItemRule({
  id: 'items-absolute-term',
  severity: 'warning',
  why: '"Always" and "never" mark a distractor: whoever knows tests strikes it out without knowing medicine.',
  mend: 'Say it without the absolute word, so that it has to be judged by its content.',
  source: NBME,
  examples: {
    fires: [itemExample('## Which statement about the metabolite is right? {#one objective=LO1}\n\n- [ ] It is always inactive\n- [x] It outlasts the parent drug\n- [ ] It leaves through the lung\n- [ ] It is given by injection\n\n> Because of the label [@a].')],
    silent: [itemExample('## Which daily dose was used in most trials? {#one objective=LO1}\n\n- [ ] 0.5 mg\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because of the label [@a].')],
  },
  flaws,
})
