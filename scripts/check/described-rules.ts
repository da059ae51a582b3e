import type { RuleInfo } from './rule.ts'
import { courseRules } from './course-rules.ts'
import { deckRules } from './deck-rules.ts'

/** Every rule with its reason and mend, those that need a browser included; what makes a course unreadable is none. */
export const describedRules: readonly RuleInfo[] = [
  ...courseRules,
  ...deckRules.map(({ id, severity, why, mend }): RuleInfo => ({ id, family: 'slides', severity, why, mend, source: 'Lectern' })),
]
