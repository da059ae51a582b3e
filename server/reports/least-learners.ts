/** Below this number of learners, what a question does says nothing yet: one learner more would change it. */
export const LEAST_TO_JUDGE = 30

/** Evaluations are given without a name. Of fewer than this, whoever knows who took the course knows whose answer is whose. */
export const LEAST_EVALUATIONS = 5
