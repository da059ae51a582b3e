import { convergence as flaws } from '../../items/flaws.ts'
import { defineItemRule, itemExample, NBME } from './define-item-rule.ts'

export const convergence = defineItemRule({
  id: 'items-convergence',
  severity: 'warning',
  why: 'The option that shares most with the others is mostly the key: distractors are made by changing one part of it.',
  mend: 'Let each part occur equally often, or ask for one part.',
  source: NBME,
  examples: {
    fires: [itemExample('## What is given first? {#one objective=LO1}\n\n- [ ] Oxygen and glucose\n- [x] Oxygen and naloxone\n- [ ] Saline and naloxone\n- [ ] Oxygen and flumazenil\n\n> Because of the label [@a].')],
    silent: [itemExample('## Which daily dose was used in most trials? {#one objective=LO1}\n\n- [ ] 0.5 mg\n- [ ] 1 mg\n- [x] 4.5 mg\n- [ ] 50 mg\n\n> Because of the label [@a].'), itemExample('## What changes? {#one objective=LO1}\n\n- [x] Release falls, reward falls\n- [ ] Release falls, reward rises\n- [ ] Release rises, reward falls\n- [ ] Release rises, reward rises\n\n> Because of the label [@a].')],
  },
  flaws,
})
