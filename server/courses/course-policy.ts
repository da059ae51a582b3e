import type { FeedbackPolicy } from '../../scripts/course/feedback-policy.ts'
import type { JourneyPolicy } from '../journey/policy.ts'
import type { CourseBundle } from './course-bundle.ts'
import { minutesOf } from '../../scripts/course/duration.ts'
import { DEFAULT_FEEDBACK, feedbackPolicies } from '../../scripts/course/feedback-policy.ts'
import { attemptItems } from '../../scripts/quizzes/arrange-quiz.ts'
import { quizOf } from './course-bundle.ts'
import { lectureRule } from './lecture-rule.ts'

/** Everybody meets the same pre-test, so that gains can be compared. */
const PRE_TEST_SEED = 0

/** What a version of a course asks of a learner. */
export function policyOf(bundle: CourseBundle): JourneyPolicy {
  const { assessment, completion, credits, provider, released, expires } = bundle.meta
  const preTest = quizOf(bundle, 'pre-test')
  const evaluation = quizOf(bundle, 'evaluation')
  return {
    course: bundle.name,
    version: bundle.version,
    frontMatter: bundle.frontMatter,
    preTest: preTest && attemptItems(preTest, PRE_TEST_SEED).map(item => item.id),
    slides: bundle.slides,
    lecture: lectureRule(completion.lecture, bundle.slides),
    postTest: { attempts: assessment.attempts, retakeDelay: minutesOf(assessment.retakeDelay ?? 'none'), feedback: feedbackOf(bundle) },
    evaluation: evaluation && {
      items: evaluation.items.map(item => item.id),
      // Nobody is made to write: what is asked for in words may be left empty. So may what the author left open.
      optional: evaluation.items.filter(item => item.optional || item.type === 'free-text' || item.type === 'commitment').map(item => item.id),
    },
    credit: credits,
    released,
    expires,
    timezone: provider?.timezone,
  }
}

/** A version that was kept before there were policies has words in its place. */
function feedbackOf({ meta }: CourseBundle): FeedbackPolicy {
  return feedbackPolicies.find(policy => policy === meta.assessment.feedback) ?? DEFAULT_FEEDBACK
}
