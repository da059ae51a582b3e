import { keyPositionBias as flaws } from '../../items/quiz-flaws.ts'
import { writtenItem } from '../../items/written-item.ts'
import { defineRule } from '../../rule.ts'
import { gradedQuizzes, itemExample, NBME, placeFlaws } from './define-item-rule.ts'

const eightItems = Array.from({ length: 8 }, (_, index) => `## What is question ${['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta'][index]} about? {#q${index} objective=LO1}\n\n- [ ] One${index}\n- [x] Two${index}\n- [ ] Three${index}\n- [ ] Four${index}\n\n> Because [@a].`).join('\n\n')

export const keyPosition = defineRule({
  id: 'items-key-position',
  family: 'items',
  severity: 'warning',
  why: 'When the key stands mostly at one place, guessing that place passes the test.',
  mend: 'Move keys to other places, or let "shuffle" in the front matter hold "options".',
  source: `${NBME}; binomial test with Bonferroni correction`,
  examples: {
    fires: [itemExample(eightItems)],
    silent: [itemExample(eightItems, 'title: Post-test\nkind: post-test\nshuffle: [options]')],
  },
  find: document => gradedQuizzes(document).flatMap(quiz => quiz.shuffle.options ? [] : placeFlaws(quiz, flaws(quiz.items.map(writtenItem)), document)),
})
