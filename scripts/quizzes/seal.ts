import type { Course } from '../course/course.ts'
import type { Quiz } from './quiz-model.ts'

/**
 * True when a quiz counts for credit, so that its keys, rationales and feedback may be in nothing that a learner can
 * reach: public packages are in capture mode, and keys are written to dist/<course>/private/ alone.
 *
 * The quiz decides with `sealed:`. When it says nothing, the post-test of an accredited course is sealed; a course without
 * accreditation gives no credit, so its post-test is a self-assessment.
 */
export function isSealed(quiz: Pick<Quiz, 'sealed' | 'kind'>, { meta }: { meta: Pick<Course['meta'], 'accreditation'> }): boolean {
  return quiz.sealed ?? (quiz.kind === 'post-test' && meta.accreditation !== 'none')
}
