import type { CourseRules } from '../../../server/journey/enrolments.ts'
import type { JourneyPolicy } from '../../../server/journey/policy.ts'

/** A course whose lecture never ends. */
export const crashPolicy: JourneyPolicy = {
  course: 'crash',
  version: 'v1',
  frontMatter: 'f1',
  slides: 1_000_000,
  postTest: { attempts: 'unlimited', retakeDelay: 0 },
  credit: { maximum: 1, step: 0.25 },
  released: '2020-01-01',
  expires: '2100-01-01',
}

export const crashRules: CourseRules = {
  policy: crashPolicy,
  surroundings: {
    readResponse: () => undefined,
    postTestItems: () => [],
    gradeTest: () => ({ points: 0, maxPoints: 0, passed: false, items: {} }),
    seed: () => 0,
    certificateId: () => '',
  },
  certify: async () => {},
}
