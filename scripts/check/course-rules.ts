import type { Rule } from './rule.ts'
import { contentRules } from './content-rules.ts'
import { doseRules } from './dose/dose-rules.ts'

/** Everything that can be found wrong with a course without a browser, in the order in which findings on one line are shown. */
export const courseRules: readonly Rule[] = [
  ...doseRules,
  ...contentRules,
]
