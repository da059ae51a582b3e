import type { JourneyPolicy } from '../journey/policy.ts'
import type { CourseBundle } from './course-bundle.ts'
import { attemptItems } from '../../scripts/quizzes/arrange-quiz.ts'
import { quizOf } from './course-bundle.ts'
import { minutesOf } from './duration.ts'

/** Everybody meets the same pre-test, so that gains can be compared. */
export const PRE_TEST_SEED = 0

/** What a version of a course asks of a learner. */
export function policyOf(bundle: CourseBundle): JourneyPolicy {
  const { assessment, credits, released, expires } = bundle.meta
  const preTest = quizOf(bundle, 'pre-test')
  const evaluation = quizOf(bundle, 'evaluation')
  return {
    course: bundle.name,
    version: bundle.version,
    frontMatter: bundle.frontMatter,
    preTest: preTest && attemptItems(preTest, PRE_TEST_SEED).map(item => item.id),
    slides: bundle.slides,
    postTest: { attempts: assessment.attempts, retakeDelay: minutesOf(assessment.retakeDelay ?? 'none') },
    evaluation: evaluation && {
      items: evaluation.items.map(item => item.id),
      // Nobody is made to write: what is asked for in words may be left empty.
      optional: evaluation.items.filter(item => item.type === 'free-text' || item.type === 'commitment').map(item => item.id),
    },
    credit: credits,
    released,
    expires,
  }
}
