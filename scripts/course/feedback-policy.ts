/**
 * What a learner is told of an attempt at a sealed post-test, from the least to the most. Peers that allow any number of
 * attempts show the right answers only once the test was passed: who is told them before needs only to copy.
 */
export const feedbackPolicies = ['none', 'score', 'items', 'answers-when-passed', 'answers'] as const
export type FeedbackPolicy = typeof feedbackPolicies[number]

/** What counts when a course says nothing. */
export const DEFAULT_FEEDBACK: FeedbackPolicy = 'answers-when-passed'

const words: Record<FeedbackPolicy, string> = {
  'none': 'Whether you passed',
  'score': 'Your points, and whether you passed',
  'items': 'Your points, and which questions you answered right',
  'answers-when-passed': 'Your points; once you have passed, the right answers with their reasons and references',
  'answers': 'After each attempt your points, and the right answers with their reasons and references',
}

/** The policy in words for learners: those of the course, else words that fit. A test that is not sealed tells everything. */
export function feedbackInWords({ feedback, feedbackWords }: { feedback?: FeedbackPolicy, feedbackWords?: string }, sealed: boolean): string {
  return feedbackWords ?? words[sealed ? feedback ?? DEFAULT_FEEDBACK : 'answers']
}
